import { committeeCase, cellCase, cycleCase, splitSubmission } from '../../../libs/domain/ids.js';
import { alone, children } from '../../../libs/store/as-of/as-of.js';
import type { Journey } from './as-of.js';

/** One case, which must have been there. */
export const caseAlone = (caseId: string): Journey => ({ of: caseId, cases: [caseId], follow: alone });

/** One case, which must have been there, with that of the body which decides on its members or on its organisation. */
export function withDecider(caseId: string, decider: 'membersDecidedBy' | 'organisationDecidedBy'): Journey {
  const follow: Journey['follow'] = (procedure) =>
    procedure.caseId === caseId ? [procedure.opened?.bodies[decider] ?? []].flat() : [];
  return { of: caseId, cases: [caseId], follow };
}

/** Cases of a cycle, which must have been created, with all beneath them. */
export function beneath(cycle: string, tops: readonly string[]): Journey {
  const top = cycleCase(cycle);
  const follow: Journey['follow'] = (procedure) =>
    procedure.caseId === top && !tops.includes(top) ? [] : children(procedure);
  return { of: top, cases: [...tops, top], follow };
}

/** Cases of these organisations, with those that sent them the lists which they answer. */
export function withSenders(cycle: string, organisations: readonly string[]): Journey {
  const cases = organisations.flatMap((organisation) => casesOf(cycle, organisation));
  return {
    cases,
    follow: ({ caseId, submissions }) =>
      cases.includes(caseId) ? Object.keys(submissions).map((each) => splitSubmission(each).caseId) : [],
  };
}

/** Under either kind of organisation; the one that is none has no events. */
export const casesOf = (cycle: string, organisation: string): readonly string[] => [
  cellCase(cycle, organisation),
  committeeCase(cycle, organisation),
];
