/** Lets tasks run one after the other, in the order in which they were asked for. */
export class Turns {
  private count = 0;
  private last: Promise<unknown> = Promise.resolve();

  /** True when no task is under way or waits for its turn. */
  get idle(): boolean {
    return this.count === 0;
  }

  /** Runs a task when those before it have ended, well or badly. */
  async take<Result>(task: () => Promise<Result>): Promise<Result> {
    this.count += 1;
    const mine = this.last.then(task).finally(() => {
      this.count -= 1;
    });
    this.last = mine.catch(() => undefined);
    return await mine;
  }
}
