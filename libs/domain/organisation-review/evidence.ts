import { assess, type AssessmentResult } from '../assessment/assess.js';
import type { Evidence } from '../assessment/evidence.js';
import { countClasses } from '../ceiling/ceiling.js';
import type { World } from '../handling/world.js';
import { collectiveStream, memberStream, organisationStream } from '../ids.js';
import type { MemberReviewState } from '../member-review/evolve.js';
import type { CaseOpened } from '../procedure/events.js';
import type { ProcedureState } from '../procedure/evolve.js';
import type { Paper, Rulebook } from '../rulebook.js';
import type { OwnClassVote } from './events.js';
import type { OrganisationReviewState } from './evolve.js';

/** Papers that the rulebook requires and that are not there: the backstop of I5, a set and not an order. */
export function missingPapers(
  world: World,
  rulebook: Rulebook,
  sender: CaseOpened,
  subject: string,
  ownClass: boolean,
): readonly Paper[] {
  const papers = ownClass ? organisationPapers(world, sender) : memberPapers(world, sender, subject);
  return rulebook.papers[ownClass ? 'organisations' : 'members'].filter((paper) => papers[paper] === false);
}

type Papers = Readonly<Partial<Record<Paper, boolean>>>;

function memberPapers(world: World, sender: CaseOpened, member: string): Papers {
  const review = world.member(memberStream(sender.cycle, member));
  return {
    SELF_REVIEW: review.selfAssessment !== null,
    RESIDENCE_COMMENT: review.residence.settled !== null,
    TALLY_MINUTES: review.vote !== null,
    PROPOSAL: review.proposed !== null,
  };
}

function organisationPapers(world: World, sender: CaseOpened): Papers {
  const review = world.organisation(organisationStream(sender.cycle, sender.organisation));
  const papers = { TALLY_MINUTES: review.ownVote !== null, PROPOSAL: review.proposed !== null };
  if (sender.kind === 'CELL') return papers;
  const { collective, head } = world.collective(collectiveStream(sender.cycle, sender.organisation));
  return { ...papers, COLLECTIVE_REVIEW: collective !== null, HEAD_REVIEW: head !== null };
}

/** What is recorded of a member that rules look at; null: nothing yet. */
export function memberEvidence({ selfAssessment, opened }: MemberReviewState): Evidence | null {
  if (selfAssessment === null) return null;
  const { degrees, points, results } = selfAssessment;
  return { degrees, ...(points === null ? {} : { points }), facts: { ...results, ...opened?.facts } };
}

/** The same of an organisation: what it voted on itself, and the classes of those it rests on. */
export function organisationEvidence({ ownVote }: OrganisationReviewState, procedure: ProcedureState): Evidence | null {
  if (ownVote === null) return null;
  const { degrees, points = null } = ownVote;
  return points === null && Object.keys(degrees).length === 0 ? null : votedEvidence(ownVote, procedure);
}

/** What an organisation says of itself when it votes, with the classes of those below as far as they are decided. */
export function votedEvidence(
  { degrees, points = null, results = {} }: Pick<OwnClassVote, 'degrees' | 'points' | 'results'>,
  procedure: ProcedureState,
): Evidence {
  return { degrees, ...(points === null ? {} : { points }), facts: results, shares: sharesOf(procedure) };
}

/** A cell's class rests on its members, a committee's on its subordinates. */
function sharesOf({ opened, classes, settled }: ProcedureState): NonNullable<Evidence['shares']> {
  if (opened?.kind === 'CELL') return { MEMBERS: classes };
  return { SUBORDINATES: countClasses(Object.values(settled).filter((each) => each !== null)) };
}

/** What the rulebook concludes on one line of a list; null: there is nothing to conclude from. */
export function assessLine(
  world: World,
  rulebook: Rulebook,
  sender: ProcedureState,
  opened: CaseOpened,
  subject: string,
  ownClass: boolean,
): AssessmentResult | null {
  const evidence = ownClass
    ? organisationEvidence(world.organisation(organisationStream(opened.cycle, opened.organisation)), sender)
    : memberEvidence(world.member(memberStream(opened.cycle, subject)));
  return evidence === null ? null : assess(rulebook.assessment[ownClass ? 'organisations' : 'members'], evidence);
}
