import type { MemberReviewState } from '../../../libs/domain/member-review/evolve.js';
import { procedureStream } from '../../../libs/domain/ids.js';
import type { Source } from '../changes/changes.service.js';
import type { Difference } from '../changes/difference.js';
import { ofMember, ofOrganisation } from '../changes/sources.js';
import type { DecisionSheet } from './decision-sheet.schema.js';

type Submission = DecisionSheet['submissions'][number];

const PARTS: Readonly<Record<string, readonly (keyof MemberReviewState)[]>> = {
  claimed: ['selfAssessment'],
  voted: ['vote'],
  votes: ['vote'],
  proposed: ['proposed'],
  advice: ['advice'],
  opinions: ['opinions'],
  missing: ['selfAssessment', 'residence', 'vote', 'proposed'],
};

/** What a difference in a decision sheet follows from: the step that opened or closed, the answers, and the lines themselves. */
export function behindSheet(cycle: string, found: ReadonlyMap<string, Submission>) {
  return ({ path: [, which = '', part, line = '', field = ''] }: Difference): readonly Source[] => {
    const list = found.get(which);
    if (list === undefined) return [];
    if (part === 'ceiling') return [ofOrganisation(cycle, list.body, 'decidedCounts')];
    if (part !== 'lines') return [stepOf(list)];
    const [, subject = ''] = line.split('|');
    if (field === '') return [stepOf(list), answersOf(cycle, list)];
    return list.population === 'members'
      ? [ofMember(cycle, subject, ...(PARTS[field] ?? []))]
      : [ofOrganisation(cycle, subject, 'ownVote', 'proposed', 'advice')];
  };
}

function stepOf({ case: caseId, step, pass, submission }: Submission): Source {
  return {
    stream: procedureStream(caseId),
    moves: ({ event }) =>
      'step' in event && event.step === step && 'pass' in event && [pass, submission].includes(event.pass),
  };
}

function answersOf(cycle: string, { body, submission }: Submission): Source {
  const { stream } = ofOrganisation(cycle, body);
  return { stream, moves: ({ event }) => 'submission' in event && event.submission === submission };
}
