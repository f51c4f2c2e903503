const EVERY_MS = 2_000;

/** Says on the error output now and then how far a long work has come; takes the total, or what is new of it. */
export function counter(vi: string, en: string): (total: number) => void {
  let said = Date.now();
  return (total) => {
    if (Date.now() - said < EVERY_MS) return;
    said = Date.now();
    process.stderr.write(`… ${vi} ${total} sự kiện (${en} ${total} events)\n`);
  };
}

/** The same, told of what is new. */
export function adder(vi: string, en: string): (more: number) => void {
  const tell = counter(vi, en);
  let total = 0;
  return (more) => tell((total += more));
}
