import { paperDate } from '../dates.js';
import { organisationOfCase, type Act, type Scene } from '../scene.js';
import type { WorkItem } from '../../http/answers.js';

const review = (scene: Scene, { case: caseId, step, pass }: WorkItem) => ({
  heldOn: paperDate(scene.plan.scenario, step, pass),
  selfClass: scene.organisation(organisationOfCase(caseId)).wanted,
  report: null,
});

/** The leadership reviews itself as a collective. */
export const recordCollectiveReview: Act = {
  means: () => true,
  together: 'PASS',
  write: (scene, [item]) => review(scene, item),
};

/** Then its head within the collective. */
export const recordHeadReview: Act = {
  means: () => true,
  together: 'PASS',
  write: (scene, [item]) => {
    const [head] = scene.crew.holders(organisationOfCase(item.case), ['SECRETARY']);
    return { ...review(scene, item), head: head?.member ?? null };
  },
};

/** Those concerned are told. */
export const issueNotices: Act = {
  means: () => true,
  together: 'PASS',
  write: (scene, [{ step, pass, reference }]) => ({
    pass: reference ?? pass,
    noticeOn: paperDate(scene.plan.scenario, step, pass),
  }),
};
