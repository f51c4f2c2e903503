import type { MemberReviewState } from '../../../libs/domain/member-review/evolve.js';
import type { Source } from '../changes/changes.service.js';
import type { Difference } from '../changes/difference.js';
import { ofMember, ofProcedure, PARTS_OF_CLASS } from '../changes/sources.js';

const PARTS: Readonly<Record<string, readonly (keyof MemberReviewState)[]>> = {
  number: ['opened'],
  organisation: ['opened'],
  case: ['opened'],
  cycle: ['opened'],
  member: ['opened'],
  official: ['opened'],
  residence: ['opened', 'residence'],
  unclassified: ['unclassified'],
  selfAssessment: ['selfAssessment'],
  vote: ['vote'],
  opinions: ['opinions'],
  absentIn: ['absentIn'],
  returned: ['returned'],
  putOff: ['putOff'],
  decision: ['decided'],
};

/** What a difference in a member's review follows from. */
export function behindMember(cycle: string, member: string, caseId: string) {
  return ({ path: [part = '', which = ''] }: Difference): readonly Source[] => {
    if (part === 'allowedActions')
      return [
        ofMember(cycle, member, 'selfAssessment', 'residence', 'vote', 'proposed', 'absentIn', 'decided'),
        ofProcedure(caseId, 'opened', 'steps', 'closed'),
      ];
    const parts =
      part === 'classes' ? (PARTS_OF_CLASS[which] ?? Object.values(PARTS_OF_CLASS).flat()) : (PARTS[part] ?? []);
    return [ofMember(cycle, member, ...parts)];
  };
}
