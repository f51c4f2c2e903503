import type { CaseInput, CaseView, SubmissionView } from '../../libs/domain/ports.js';
import { isOwnPass, OWN, OWN_SUBJECT } from '../../libs/domain/procedure/passes.js';
import { everyLineAnswered, everyPartDone } from '../answers.js';
import type { Case } from '../case.js';
import { openCase } from '../open-case.js';
import { MEMBERS_RETURN_TO } from '../cell-review/conditions.js';
import { hasOwnClass, OWN_CLASS_RETURNS, ownClass } from '../own-class.js';
import { everyChildSettled, everyOpinionGiven, listsAreIn, opinionsAreIn, submissions } from './conditions.js';

/** A committee: its subordinates submit, it appraises and decides; then its own leadership and its own class. */
export async function committeeReview({ caseId }: CaseInput): Promise<void> {
  const committee = await openCase(caseId);
  await committee.run(async () => {
    await committee.openCases(committee.view.children);
    await Promise.all([committee.forEach(submissions, (each) => answer(committee, each)), ownReview(committee)]);
  });
  await committee.close();
}

async function answer(committee: Case, submission: SubmissionView): Promise<void> {
  if (submission.purpose === 'OPINION') await advise(committee, submission);
  else await decide(committee, submission);
}

/** A committee in between only says what it thinks. */
async function advise(committee: Case, { submission: pass, subjects }: SubmissionView): Promise<void> {
  await committee.step({
    pass,
    name: 'OPINION',
    subjects,
    asks: committee.view.bodies.appraises,
    until: everyOpinionGiven,
  });
}

async function decide(committee: Case, { submission, pass, subjects, appraised }: SubmissionView): Promise<void> {
  const { appraises, decides } = committee.view.bodies;
  const list = { pass: submission, subjects };
  const opens = (view: CaseView) => listsAreIn(view) && opinionsAreIn(submission)(view);
  if (!appraised) await committee.step({ ...list, name: 'APPRAISAL', asks: appraises, opens, until: everyPartDone });
  await committee.step({
    ...list,
    name: 'DECISION',
    asks: decides,
    opens,
    until: everyLineAnswered,
    mayReturnTo: isOwnPass(pass) ? OWN_CLASS_RETURNS : MEMBERS_RETURN_TO,
  });
}

/** The committee's own road: its leadership as a collective, then its head, then the organisation with both as papers. */
async function ownReview(committee: Case): Promise<void> {
  const own = { pass: OWN, subjects: OWN_SUBJECT };
  await committee.step({ ...own, name: 'AWAIT_CHILDREN', asks: 'NOBODY', until: everyChildSettled });
  await committee.step({ ...own, name: 'COLLECTIVE', asks: 'LEADERSHIP_COLLECTIVE', until: everyPartDone });
  await committee.step({ ...own, name: 'HEAD', asks: 'LEADERSHIP_COLLECTIVE', until: everyPartDone });
  const { view } = committee;
  if (hasOwnClass(view)) await ownClass(committee, { asks: 'COMMITTEE', decides: view.bodies.decides });
  else await committee.settle();
}
