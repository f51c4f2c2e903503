import type { WorkItem } from '../../http/answers.js';
import { wentBy, type Scene } from '../scene.js';

/** True for what a late member or a late comment leaves undone until the others have gone on. */
export function isLate(
  { member }: Pick<Scene, 'member'>,
  { subjectId, pass }: Pick<WorkItem, 'subjectId' | 'pass'>,
  step: 'SELF_ASSESSMENT' | 'RESIDENCE_COMMENT',
): boolean {
  const { late } = member(subjectId).conduct;
  if (late === undefined || wentBy(pass, 'late')) return false;
  return late === true ? step === 'SELF_ASSESSMENT' : late.includes(step);
}
