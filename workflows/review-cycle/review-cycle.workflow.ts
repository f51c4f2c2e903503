import type { CaseInput } from '../../libs/domain/ports.js';
import { ALL, OWN_SUBJECT, type PassId } from '../../libs/domain/procedure/passes.js';
import { everyPartDone } from '../answers.js';
import { openCase } from '../open-case.js';
import type { StepRequest } from '../step-request.js';
import { rootHasClosed, rootIsSettled } from './conditions.js';

/** The year of the committee that opened it: the review of its root and of all below, then publication. */
export async function reviewCycle({ caseId }: CaseInput): Promise<void> {
  const cycle = await openCase(caseId);
  await cycle.run(async () => {
    await cycle.openCases(cycle.view.children);
    await cycle.step({ ...publication(ALL), opens: rootIsSettled });
    const { decidedLater } = await cycle.step({
      pass: LATER,
      name: 'AWAIT_CHILDREN',
      subjects: OWN_SUBJECT,
      asks: 'NOBODY',
      until: rootHasClosed,
    });
    if (decidedLater) await cycle.step(publication(LATER));
  });
  await cycle.close();
}

/** What is decided after the first publication: of those who were late, absent or put off. */
const LATER: PassId = `${ALL}/later`;

const publication = (pass: PassId): StepRequest<Record<string, never>> => ({
  pass,
  name: 'PUBLICATION',
  subjects: OWN_SUBJECT,
  asks: 'OFFICE',
  until: everyPartDone,
});
