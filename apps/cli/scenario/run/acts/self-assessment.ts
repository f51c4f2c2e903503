import { randomOf } from '../../generate/random.js';
import { claimNear, gradesFor } from '../../generate/self-assessment.js';
import { paperDate } from '../dates.js';
import type { Act, Scene } from '../scene.js';
import type { WorkItem } from '../../http/answers.js';
import { isLate } from './late.js';

/** Members hand in what they wrote of themselves, or a clerk enters it from paper. */
export const submitSelfAssessments: Act = {
  means: (scene, item) => !isLate(scene, item, 'SELF_ASSESSMENT'),
  together: 'LINE',
  write: (scene, items) => ({ lines: items.map((item) => lineOf(scene, item)) }),
};

function lineOf({ plan, member, person }: Scene, { subjectId, step, pass }: WorkItem) {
  const { number, conduct, facts, wanted } = member(subjectId);
  const random = randomOf(plan.scenario.seed, 'self-assessment', number);
  const aimed = wanted ?? 'GOOD';
  const grades = gradesFor(plan.rulebook.assessment.members, aimed, facts, random);
  const onPaper = plan.scenario.enteredAfterwards || person.member !== subjectId;
  return {
    member: subjectId,
    degrees: { ...grades.degrees, ...conduct.degrees },
    points: conduct.points ?? grades.points,
    results: { ...grades.results, ...conduct.results },
    ownClass: conduct.ownClass ?? claimNear(aimed, random),
    document: null,
    paper: onPaper ? { writtenOn: paperDate(plan.scenario, step, pass) } : null,
  };
}
