import type { Envelope, Handled } from './envelope.js';

export interface ObservedCommand {
  readonly command: Envelope['command']['type'];
  /** ACCEPTED, REPLAYED, FAILED, or the code of the refusal. */
  readonly code: string;
  readonly totalMs: number;
  /** How long it waited for others of its case. */
  readonly queuedMs: number;
}

/** Told of every command once it is answered. */
export type ObserveCommand = (observed: ObservedCommand) => void;

/** Runs the work of a command in its queue and tells the observer, if there is one, what came of it. */
export async function observed(
  observe: ObserveCommand | undefined,
  { command }: Envelope,
  queue: (work: () => Promise<Handled>) => Promise<Handled>,
  work: () => Promise<Handled>,
): Promise<Handled> {
  if (observe === undefined) return queue(work);
  const asked = performance.now();
  let begun = asked;
  let code = 'FAILED';
  try {
    const handled = await queue(() => {
      begun = performance.now();
      return work();
    });
    code = codeOf(handled);
    return handled;
  } finally {
    observe({ command: command.type, code, totalMs: performance.now() - asked, queuedMs: begun - asked });
  }
}

function codeOf(handled: Handled): string {
  if (handled.outcome === 'REJECTED') return handled.code;
  return handled.replayed ? 'REPLAYED' : 'ACCEPTED';
}
