const began = Date.now();
const QUICK = 1500;

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;
const clock = () => `[${seconds(Date.now() - began).padStart(7)}]`;

let stream = process.stdout;

/** For commands whose standard output is their result. */
export function progressToStderr() {
  stream = process.stderr;
}

/** One line for the operator, Vietnamese first. */
export function say(vi, en) {
  stream.write(`${clock()} ${vi}${en ? ` · ${en}` : ''}\n`);
}

/**
 * Runs one stage and prints one line when it is done, and one before if it takes a while.
 * What `work` returns is handed on; a string in `note` of the result is added to the line.
 */
export async function stage(vi, en, work) {
  const start = Date.now();
  const announce = setTimeout(() => say(`… ${vi}`, en), QUICK);
  try {
    const result = await work();
    const note = result?.note ? ` (${result.note})` : '';
    say(`✓ ${vi}${note}, ${seconds(Date.now() - start)}`, en);
    return result;
  } catch (error) {
    say(`✗ ${vi}, ${seconds(Date.now() - start)}`, en);
    throw error;
  } finally {
    clearTimeout(announce);
  }
}
