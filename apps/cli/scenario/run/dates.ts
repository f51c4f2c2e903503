import { isPendingPass } from '../../../../libs/domain/procedure/passes.js';
import type { StepName } from '../../../../libs/domain/procedure/steps.js';
import type { Scenario } from '../format/scenario.schema.js';

/** Days of a past year on which its papers were written; QĐ 124-QĐ/TW điều 14: closed before 31/12. */
const WRITTEN_ON: Readonly<Partial<Record<StepName, string>>> = {
  SELF_ASSESSMENT: '11-20',
  RESIDENCE_COMMENT: '11-25',
  MEETING: '12-05',
};
const OTHERWISE = '12-20';

/** The date that a paper of this step bears: within the year if it is entered afterwards, else today. */
export function paperDate({ year, enteredAfterwards }: Scenario, step: StepName, pass: string): string {
  if (!enteredAfterwards) return today();
  const inTime = WRITTEN_ON[step] ?? OTHERWISE;
  const written = `${year}-${isPendingPass(pass) ? OTHERWISE : inTime}`;
  return written < today() ? written : today();
}

/** A day that has begun in Vietnam, whatever the hour there. */
export const today = (): string => new Date().toISOString().slice(0, 10);
