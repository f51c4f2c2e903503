import type { Asks } from '../people.js';
import type { StepOutcome } from './events.js';
import type { PassId, Subjects } from './passes.js';
import type { StepName } from './steps.js';

interface At {
  readonly case: string;
  readonly pass: PassId;
  readonly step: StepName;
}

/** What a workflow may record (actor `procedure`): never a decision about a person. */
export type ProcedureCommand =
  | (At & {
      readonly type: 'openStep';
      readonly subjects: Subjects;
      readonly asks: Asks;
      readonly mayReturnTo: readonly StepName[];
    })
  /** Recorded only if the case still is at `seenVersion`; else the workflow looks again. `submits` sends the subjects up. */
  | (At & {
      readonly type: 'closeStep';
      readonly outcome: StepOutcome;
      readonly seenVersion: number;
      readonly submits: Submits | null;
    })
  | (At & { readonly type: 'remind'; readonly subjects: Subjects })
  | (At & { readonly type: 'markOverdue'; readonly subjects: Subjects })
  | (At & { readonly type: 'escalate' })
  | { readonly type: 'openCase'; readonly case: string; readonly child: string }
  | { readonly type: 'settle'; readonly case: string }
  | { readonly type: 'closeCase'; readonly case: string; readonly seenVersion: number };

/** The subjects of a closed step go up as a submission under this pass. */
export interface Submits {
  readonly pass: PassId;
  readonly subjects: Subjects;
  /** False for lines put off before: they were appraised already. */
  readonly appraise: boolean;
}

/** What people may tell the procedure; recorded by a person, heeded by the workflow. */
export type Wish =
  | { readonly type: 'requestClosing'; readonly case: string; readonly reason: string }
  | (At & { readonly type: 'goOnWithoutLate' })
  | { readonly type: 'goOnWithoutChild'; readonly case: string; readonly child: string }
  | { readonly type: 'callSupplementaryMeeting'; readonly case: string; readonly pass: PassId };
