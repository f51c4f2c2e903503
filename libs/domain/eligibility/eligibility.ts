import { addMonths, dayNumber, isoDate } from '../calendar/days.js';
import type { UnclassifiedReason } from '../classes.js';
import type { Rulebook } from '../rulebook.js';

export interface MemberFacts {
  /** Date of admission; null where it is not known, which excludes nobody. */
  readonly admittedOn: string | null;
  /** Exempt from work and activity. */
  readonly exempt: boolean;
  /** Suspended from party activity; one suspended only from a committee is not. */
  readonly suspended: boolean;
}

export interface OrganisationFacts {
  readonly foundedOn: string | null;
  /** Organisations that were merged into it or that it follows, those before them included; null: not known since when. */
  readonly predecessors?: readonly { readonly foundedOn: string | null }[];
}

type Eligibility = Pick<Rulebook, 'eligibility'>;

/** Why this member gets no class in the year that ends on `yearEnd`; null: the member is classified. */
export function unclassifiedReason(
  facts: MemberFacts,
  { eligibility }: Eligibility,
  yearEnd: string,
): UnclassifiedReason | null {
  if (facts.exempt && eligibility.exemptUnclassified) return 'EXEMPT';
  if (facts.suspended && eligibility.suspendedUnclassified) return 'SUSPENDED';
  return isYoung(facts.admittedOn, eligibility.minimumMonths, yearEnd) ? 'UNDER_6_MONTHS' : null;
}

/** Why this organisation gets no class in the year that ends on `yearEnd`; null: it is classified. */
export function unclassifiedOrganisationReason(
  facts: OrganisationFacts,
  { eligibility }: Eligibility,
  yearEnd: string,
): UnclassifiedReason | null {
  const counted = eligibility.predecessorsCount === true ? (facts.predecessors ?? []) : [];
  const oldest = [facts, ...counted].reduce<string | null>(
    (first, { foundedOn }) => (first === null || foundedOn === null ? null : first < foundedOn ? first : foundedOn),
    facts.foundedOn,
  );
  return isYoung(oldest, eligibility.organisationMinimumMonths, yearEnd) ? 'ORG_UNDER_6_MONTHS' : null;
}

// The last day of the year counts whole: from 1/7 to 31/12 are six months.
function isYoung(since: string | null, minimumMonths: number | null, yearEnd: string): boolean {
  if (since === null || minimumMonths === null) return false;
  return addMonths(since, minimumMonths) > isoDate(dayNumber(yearEnd) + 1);
}
