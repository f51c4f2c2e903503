import { namedByCase, splitSubmission } from '../../../libs/domain/ids.js';
import { DONE_IN } from '../../../libs/domain/procedure/done.js';
import type { Source } from '../changes/changes.service.js';
import type { Difference } from '../changes/difference.js';
import { ofCollective, ofCycle, ofMember, ofOrganisation, ofStep, PARTS_OF_STEP } from '../changes/sources.js';
import type { WorkItem } from './work-items.schema.js';

type About = Pick<WorkItem, 'case' | 'step' | 'pass' | 'subjectId' | 'organisation'>;

/** What a difference in a list of work follows from: what opened or closed the step, and what its subject did in it. */
export function behindItem(found: ReadonlyMap<string, About>) {
  return ({ path: [, key = ''] }: Difference): readonly Source[] => {
    const item = found.get(key);
    if (item === undefined) return [];
    const { case: caseId, step, pass, subjectId } = item;
    const { cycle, organisation } = namedByCase(caseId);
    const steps = ofStep(caseId, pass, step);
    const member = ofMember(cycle, subjectId, ...(PARTS_OF_STEP[step] ?? []));
    switch (DONE_IN[step]) {
      case 'MEMBER':
        return [steps, member];
      case 'MEMBER_AND_ORGANISATION':
        return [steps, member, ofOrganisation(cycle, organisation, 'meetings')];
      case 'ORGANISATION':
        return [
          steps,
          step === 'OWN_CLASS' ? ofOrganisation(cycle, organisation, 'ownVote') : answering(cycle, organisation, pass),
        ];
      case 'COLLECTIVE':
        return [steps, ofCollective(cycle, organisation, step === 'HEAD' ? 'head' : 'collective')];
      case 'CYCLE':
        return [steps, ofCycle(cycle, 'published')];
      case 'NOBODY':
        return [steps];
    }
  };
}

/** What a body answered to one list. */
function answering(cycle: string, organisation: string, pass: string): Source {
  const { stream } = ofOrganisation(cycle, organisation);
  const whole = pass.includes(':');
  return {
    stream,
    moves: ({ event }) => {
      if (!('submission' in event)) return false;
      return whole ? event.submission === pass : splitSubmission(event.submission).pass === pass;
    },
  };
}
