/** Lets at most so many run at once for each key; the others wait in the order in which they came. */
export class Turns {
  private readonly running = new Map<string, number>();
  private readonly waiting = new Map<string, (() => void)[]>();

  constructor(private readonly atOnce: number) {}

  async run<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    if ((this.running.get(key) ?? 0) >= this.atOnce) await this.turn(key);
    else this.running.set(key, (this.running.get(key) ?? 0) + 1);
    try {
      return await work();
    } finally {
      this.pass(key);
    }
  }

  private turn(key: string): Promise<void> {
    const queue = this.waiting.get(key) ?? [];
    this.waiting.set(key, queue);
    return new Promise((resolve) => queue.push(resolve));
  }

  /** To whoever waits longest, who then counts as running in its place. */
  private pass(key: string): void {
    const queue = this.waiting.get(key) ?? [];
    const next = queue.shift();
    if (queue.length === 0) this.waiting.delete(key);
    if (next !== undefined) return next();
    const left = (this.running.get(key) ?? 1) - 1;
    if (left === 0) this.running.delete(key);
    else this.running.set(key, left);
  }
}
