import type { CaseView, StepView } from '../libs/domain/ports.js';
import type { Submits } from '../libs/domain/procedure/commands.js';
import type { ReturnedLine } from '../libs/domain/procedure/events.js';
import { NO_ANSWERS } from '../libs/domain/procedure/answers.js';
import {
  putOffPass,
  returnedPass,
  union,
  without,
  type PassId,
  type Subjects,
} from '../libs/domain/procedure/passes.js';
import type { StepName } from '../libs/domain/procedure/steps.js';

/** How the lines of a pass were answered by the body that decides. */
export type Answered = {
  readonly decided: Subjects;
  readonly returned: readonly ReturnedLine[];
  readonly putOff: Subjects;
};

/** Some subjects that go on together, and the step at which they go on. */
export interface FurtherPass {
  readonly pass: PassId;
  readonly step: StepName;
  readonly subjects: Subjects;
}

/** Complete when each line is decided, returned or put off. */
export function everyLineAnswered({ pass, subjects }: StepView, { answers }: CaseView): Answered | undefined {
  const { decided, returned, putOff } = answers[pass] ?? NO_ANSWERS;
  const answered = union(
    union(decided, putOff),
    returned.map(({ subject }) => subject),
  );
  return without(subjects, answered).length === 0 ? { decided, returned, putOff } : undefined;
}

/** Where the lines go that were not decided: back to a step, or once more before the body. */
export function furtherPasses(pass: PassId, { returned, putOff }: Answered): readonly FurtherPass[] {
  const steps = [...new Set(returned.map(({ to }) => to))];
  const back = steps.map((step) => ({
    pass: returnedPass(pass, step),
    step,
    subjects: returned.filter(({ to }) => to === step).map(({ subject }) => subject),
  }));
  return putOff.length === 0 ? back : [...back, { pass: putOffPass(pass), step: 'AWAIT_DECISION', subjects: putOff }];
}

/** Lines put off go up again by themselves, without a second appraisal. */
export const resubmits =
  (pass: PassId) =>
  ({ putOff }: Answered): Submits | null =>
    putOff.length === 0 ? null : { pass: putOffPass(pass), subjects: putOff, appraise: false };

/** Complete when every subject's part is recorded. */
export function everyPartDone({ subjects, done }: StepView): Record<string, never> | undefined {
  return without(subjects, done).length === 0 ? {} : undefined;
}
