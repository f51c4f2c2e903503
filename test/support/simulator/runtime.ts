import { AsyncLocalStorage } from 'node:async_hooks';
import { ApplicationFailure } from '@temporalio/common';

/**
 * What `workflows/` take from `@temporalio/workflow`, in process: conditions, timers, signals and local activities of many
 * runs under one scheduler. The real workflows run on it unchanged; the order of all that is asynchronous is the caller's.
 */
export { ApplicationFailure };

/** Something that a run has asked of the world and waits for. */
export interface Asked {
  readonly name: string;
  readonly args: readonly unknown[];
  readonly answer: (result: unknown) => void;
  readonly fail: (error: unknown) => void;
}

interface Waiting {
  readonly holds: () => boolean;
  readonly go: () => void;
}

interface Timer {
  readonly at: number;
  readonly scope: CancellationScope | undefined;
  readonly fire: () => void;
  readonly cancel: (error: unknown) => void;
}

/** One run of one workflow. */
export class InProcessRun {
  readonly asked = new Set<Asked>();
  readonly timers = new Set<Timer>();
  readonly alarms: string[] = [];
  readonly waiting = new Set<Waiting>();
  readonly handlers = new Map<string, () => unknown>();
  /** Signals that came before the code had a handler. */
  early: string[] = [];
  details = '';
  /** How it ended: the caller decides what follows. */
  ended: { readonly as: 'DONE' | 'RENEWED' } | { readonly as: 'FAILED'; readonly error: unknown } | null = null;
  /** Set by the caller: the server suggests a new run. */
  long = false;
  workflowType = '';

  constructor(readonly caseId: string) {}

  /** Starts the workflow; it goes as far as it can at the next `settle`. */
  start(workflow: (input: { readonly caseId: string }) => Promise<void>): void {
    const ends = (as: 'DONE' | 'RENEWED') => {
      this.ended ??= { as };
    };
    this.workflowType = workflow.name;
    current.run({ run: this, scope: undefined }, () => {
      workflow({ caseId: this.caseId }).then(
        () => ends('DONE'),
        (error: unknown) => {
          if (error instanceof Renewed) ends('RENEWED');
          else this.ended ??= { as: 'FAILED', error };
        },
      );
    });
  }

  signal(name: string): void {
    const handler = this.handlers.get(name);
    if (handler === undefined) this.early.push(name);
    else handler();
  }

  /** Fires what is due by now. */
  tick(now: number): void {
    for (const timer of this.timers) {
      if (timer.at > now) continue;
      this.timers.delete(timer);
      timer.fire();
    }
  }

  /** Lets the code run until it waits for the world alone. */
  async settle(): Promise<void> {
    do await quiet();
    while (this.ended === null && this.unblock());
  }

  private unblock(): boolean {
    let moved = false;
    for (const each of this.waiting) {
      if (!each.holds()) continue;
      this.waiting.delete(each);
      each.go();
      moved = true;
    }
    return moved;
  }
}

// All promises that can go on have gone on.
const quiet = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

interface Here {
  readonly run: InProcessRun;
  readonly scope: CancellationScope | undefined;
}

const current = new AsyncLocalStorage<Here>();

function here(): Here {
  const found = current.getStore();
  if (found === undefined) throw new Error('called outside a workflow');
  return found;
}

class Renewed extends Error {}

export async function condition(holds: () => boolean): Promise<void> {
  const { run } = here();
  await new Promise<void>((go) => run.waiting.add({ holds, go }));
}

/** A promise that is resolved from outside. */
export class Trigger extends Promise<void> {
  readonly resolve: () => void;

  constructor() {
    let go = (): void => undefined;
    super((resolve) => {
      go = resolve;
    });
    this.resolve = go;
  }

  // What waits for it is a plain promise
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }
}

export async function continueAsNew(): Promise<never> {
  throw new Renewed();
}

export const defineSignal = (name: string): string => name;
export const defineQuery = (name: string): string => name;

export function setHandler(name: string, handler: () => unknown): void {
  const { run } = here();
  run.handlers.set(name, handler);
  const now = run.early.filter((each) => each === name);
  run.early = run.early.filter((each) => each !== name);
  now.forEach(() => handler());
}

export const workflowInfo = (): { readonly workflowType: string; readonly continueAsNewSuggested: boolean } => ({
  workflowType: here().run.workflowType,
  continueAsNewSuggested: here().run.long,
});

export const log = {
  error: (code: string, details: unknown) => void here().run.alarms.push(`${code} ${JSON.stringify(details)}`),
};

export function setCurrentDetails(text: string): void {
  here().run.details = text;
}

/** The newer code may always be taken: every run starts with it. */
export const patched = (): boolean => true;

export class CancelledFailure extends Error {}

export class CancellationScope {
  private readonly owner = here().run;
  private cancelled = false;

  async run<Result>(task: () => Promise<Result>): Promise<Result> {
    if (this.cancelled) throw new CancelledFailure();
    return await current.run({ run: this.owner, scope: this }, task);
  }

  cancel(): void {
    this.cancelled = true;
    for (const timer of this.owner.timers) {
      if (timer.scope !== this) continue;
      this.owner.timers.delete(timer);
      timer.cancel(new CancelledFailure());
    }
  }
}

export async function sleep(milliseconds: number): Promise<void> {
  const { run, scope } = here();
  await new Promise<void>((fire, cancel) => run.timers.add({ at: Date.now() + milliseconds, scope, fire, cancel }));
}

type Proxy = ((...args: readonly unknown[]) => Promise<unknown>) & {
  readonly executeWithOptions: (options: unknown, args: readonly unknown[]) => Promise<unknown>;
};

export function proxyLocalActivities(): Readonly<Record<string, Proxy>> {
  const ask = async (name: string, args: readonly unknown[]): Promise<unknown> => {
    const { run } = here();
    // What goes to the world and comes back is JSON
    const sent = JSON.parse(JSON.stringify(args)) as readonly unknown[];
    return await new Promise<unknown>((answer, fail) => run.asked.add({ name, args: sent, answer, fail }));
  };
  return new Proxy(
    {},
    {
      get: (_, name: string) =>
        Object.assign((...args: readonly unknown[]) => ask(name, args), {
          executeWithOptions: (__: unknown, args: readonly unknown[]) => ask(name, args),
        }),
    },
  );
}

/** Counters are for operators; nobody looks at them here. */
export const metricMeter = { createCounter: () => ({ add: () => undefined }) };
