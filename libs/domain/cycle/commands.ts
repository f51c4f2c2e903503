import type { StepName } from '../procedure/steps.js';
import type { CycleTimetable } from './events.js';

export type CycleCommand =
  | {
      readonly type: 'createCycle';
      readonly case: string;
      readonly year: number;
      readonly root: string;
      readonly timetable: CycleTimetable;
      readonly enteredAfterwards: boolean;
    }
  /** Opens the cycle's case; workflows open all others. */
  | { readonly type: 'openCycle'; readonly case: string }
  | { readonly type: 'changeTimetable'; readonly case: string; readonly step: StepName; readonly dueOn: string }
  | { readonly type: 'issueNotices'; readonly case: string; readonly pass: string; readonly noticeOn: string };
