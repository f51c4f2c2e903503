import type { Code } from '../../verifier/verify.mjs';

/** What does not follow from what was recorded; `code` is stable, the rest says where. */
export interface Difference {
  readonly code:
    | Code
    | 'BODY_UNREADABLE'
    | 'COLUMN_DIFFERS'
    | 'COMMAND_MISSING'
    | 'EVENTS_MISSING'
    | 'HEAD_DIFFERS'
    | 'STATE_DIFFERS'
    | 'STREAM_WITHOUT_EVENTS'
    | 'CASE_DIFFERS'
    | 'STEP_OPEN_IN_CLOSED_CASE'
    | 'WORK_ITEM_DIFFERS'
    | 'REGISTRY_DIFFERS'
    | 'CHECKPOINT_MISSING';
  readonly at: Place;
}

export type Place = Readonly<Record<string, string | number>>;

/** Takes what is found; whoever only wants the first throws. */
export type Report = (code: Difference['code'], at: Place) => void;

/** Thrown where the first difference ends the work. */
export class Found extends Error {
  constructor(readonly difference: Difference) {
    super(difference.code);
  }
}

export function found(code: Difference['code'], at: Place): never {
  throw new Found({ code, at });
}

const KEPT = 1_000;

/** Gathers what is found: the first thousand, and how many there are. */
export class Findings {
  readonly first: Difference[] = [];
  count = 0;

  readonly report: Report = (code, at) => {
    this.count += 1;
    if (this.first.length < KEPT) this.first.push({ code, at });
  };

  add(others: Pick<Findings, 'first' | 'count'>): void {
    for (const { code, at } of others.first) this.report(code, at);
    this.count += others.count - others.first.length;
  }
}
