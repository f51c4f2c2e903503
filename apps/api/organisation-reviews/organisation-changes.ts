import type { OrganisationReviewState } from '../../../libs/domain/organisation-review/evolve.js';
import type { Source } from '../changes/changes.service.js';
import type { Difference } from '../changes/difference.js';
import { ofCollective, ofMember, ofOrganisation, ofProcedure, ofStep, PARTS_OF_CLASS } from '../changes/sources.js';

const PARTS: Readonly<Record<string, readonly (keyof OrganisationReviewState)[]>> = {
  grassroots: ['opened'],
  unclassified: ['unclassified'],
  overtakenBy: ['overtaken'],
  meetings: ['meetings'],
};
const CLASSES: Readonly<Record<string, readonly (keyof OrganisationReviewState)[]>> = {
  claimed: ['ownVote'],
  voted: ['ownVote'],
  proposed: ['proposed'],
  advised: ['advice'],
  decided: ['decided'],
};

interface Place {
  readonly cycle: string;
  readonly organisation: string;
  readonly caseId: string;
}

/** What a difference in an organisation's review follows from. */
export function behindOrganisation({ cycle, organisation, caseId }: Place) {
  return ({ path }: Difference): readonly Source[] => {
    const [part = '', which = ''] = path;
    switch (part) {
      case 'members':
        return behindLine(cycle, caseId, path);
      case 'openSteps': {
        const [pass = '', step = ''] = which.split('|');
        return [ofStep(caseId, pass, step)];
      }
      case 'leadership':
        return [ofCollective(cycle, organisation, 'opened', 'collective', 'head')];
      case 'closed':
        return [ofProcedure(caseId, 'closed')];
      case 'case':
      case 'cycle':
      case 'organisation':
      case 'kind':
      case 'ownClassDue':
        return [ofProcedure(caseId, 'opened')];
      case 'classes':
        return [ofOrganisation(cycle, organisation, ...(CLASSES[which] ?? Object.values(CLASSES).flat()))];
      case 'allowedActions':
        return [
          ofProcedure(caseId, 'opened', 'steps', 'closed'),
          ofOrganisation(cycle, organisation, 'meetings', 'ownVote', 'answered'),
        ];
      default:
        return [ofOrganisation(cycle, organisation, ...(PARTS[part] ?? []))];
    }
  };
}

function behindLine(
  cycle: string,
  caseId: string,
  [, member = '', field, which = '']: readonly string[],
): readonly Source[] {
  if (field === 'pass') return [ofProcedure(caseId, 'standing')];
  if (field === 'classes') return [ofMember(cycle, member, ...(PARTS_OF_CLASS[which] ?? []))];
  return [ofMember(cycle, member, 'opened', 'unclassified')];
}
