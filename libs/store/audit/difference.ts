/** The first thing found that does not follow from what was recorded; `code` is stable, `at` says where. */
export interface Difference {
  readonly code:
    | 'CHAIN_BROKEN'
    | 'VERSION_GAP'
    | 'BODY_UNREADABLE'
    | 'COLUMN_DIFFERS'
    | 'COMMAND_MISSING'
    | 'HEAD_DIFFERS'
    | 'STATE_DIFFERS'
    | 'STREAM_WITHOUT_EVENTS'
    | 'CASE_DIFFERS'
    | 'STEP_OPEN_IN_CLOSED_CASE'
    | 'WORK_ITEM_DIFFERS'
    | 'REGISTRY_DIFFERS';
  readonly at: Readonly<Record<string, string | number>>;
}

/** Thrown inside an audit, which ends with the first difference. */
export class Found extends Error {
  constructor(readonly difference: Difference) {
    super(difference.code);
  }
}

export function found(code: Difference['code'], at: Difference['at']): never {
  throw new Found({ code, at });
}
