import { collectiveStream, organisationStream } from '../../../libs/domain/ids.js';
import type { CaseOpened } from '../../../libs/domain/procedure/events.js';
import type { StepName } from '../../../libs/domain/procedure/steps.js';
import type { Source } from '../changes/changes.service.js';
import type { Difference } from '../changes/difference.js';
import { ofMember, ofProcedure, ofStep, PARTS_OF_STEP } from '../changes/sources.js';

/** What a difference in the state of a cycle follows from: the steps of its cases, and the parts that were recorded in them. */
export function behindStatus(opened: ReadonlyMap<string, CaseOpened>) {
  return ({ path: [, caseId = '', part, which = '', field] }: Difference): readonly Source[] => {
    const review = opened.get(caseId);
    if (review === undefined) return [];
    if (part !== 'steps') return [ofProcedure(caseId, 'opened', 'closed')];
    const [pass = '', step = ''] = which.split('|');
    const steps = ofStep(caseId, pass, step);
    return field === 'waiting' || field === undefined ? [steps, ...partsOf(review, step as StepName)] : [steps];
  };
}

function partsOf({ cycle, organisation, subjects }: CaseOpened, step: StepName): readonly Source[] {
  const parts = PARTS_OF_STEP[step];
  if (parts !== undefined) return subjects.map((member) => ofMember(cycle, member, ...parts));
  const own = [organisationStream(cycle, organisation), collectiveStream(cycle, organisation)];
  return own.map((stream) => ({
    stream,
    moves: ({ parts: moved }) => moved.some((part) => PART_OF_BODY.includes(part)),
  }));
}

const PART_OF_BODY: readonly string[] = ['ownVote', 'appraised', 'opinions', 'answered', 'collective', 'head'];
