import { splitSubmission } from '../../../libs/domain/ids.js';
import { caseParts } from '../../../libs/store/case-id.js';
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
    const { cycle, organisation } = caseParts(caseId);
    const steps = ofStep(caseId, pass, step);
    if (cycle === null) return [steps];
    if (organisation === null) return [steps, ofCycle(cycle, 'published')];
    const own = PARTS_OF_STEP[step];
    switch (step) {
      case 'MEETING':
        return [steps, ofMember(cycle, subjectId, ...(own ?? [])), ofOrganisation(cycle, organisation, 'meetings')];
      case 'OWN_CLASS':
        return [steps, ofOrganisation(cycle, organisation, 'ownVote')];
      case 'COLLECTIVE':
      case 'HEAD':
        return [steps, ofCollective(cycle, organisation, step === 'HEAD' ? 'head' : 'collective')];
      case 'DECISION':
      case 'APPRAISAL':
      case 'OPINION':
        return [steps, answering(cycle, organisation, pass)];
      default:
        return own === undefined ? [steps] : [steps, ofMember(cycle, subjectId, ...own)];
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
