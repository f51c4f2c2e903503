import type { WorkItem } from '../../http/answers.js';
import { wentBy, type Act, type Scene } from '../scene.js';

/** True for what a late member or a late comment leaves undone until the others have gone on. */
export function isLate(
  { member }: Pick<Scene, 'member'>,
  { subjectId, pass }: WorkItem,
  step: 'SELF_ASSESSMENT' | 'RESIDENCE_COMMENT',
): boolean {
  const { late } = member(subjectId).conduct;
  if (late === undefined || wentBy(pass, 'late')) return false;
  return late === true ? step === 'SELF_ASSESSMENT' : late.includes(step);
}

/** In a year entered afterwards no timer says that it is late: a person does, when only the late remain. */
export const goOnWithoutLate: Act = {
  means: (scene, item) => scene.plan.scenario.enteredAfterwards && onlyTheLateRemain(scene, item),
  together: 'PASS',
  write: (_, [{ step, pass }]) => ({ step, pass }),
};

function onlyTheLateRemain(scene: Scene, { case: caseId, step, pass }: WorkItem): boolean {
  if (step !== 'SELF_ASSESSMENT' && step !== 'RESIDENCE_COMMENT') return false;
  return scene.items
    .filter((item) => item.case === caseId && item.step === step && item.pass === pass)
    .every((item) => isLate(scene, item, step));
}
