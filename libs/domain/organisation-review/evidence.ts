import { assess, missingFor } from '../assessment/assess.js';
import type { Check } from '../assessment/evidence.js';
import type { QualityClass } from '../classes.js';
import type { World } from '../handling/world.js';
import { collectiveStream, memberStream, organisationStream } from '../ids.js';
import type { CaseOpened } from '../procedure/events.js';
import type { ProcedureState } from '../procedure/evolve.js';
import type { Paper, Rulebook } from '../rulebook.js';
import { sharesOf } from './proposal.js';

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

/** What the rulebook found against this class, as data: empty when the class follows from the evidence. */
export function checksAgainst(
  world: World,
  rulebook: Rulebook,
  sender: ProcedureState,
  opened: CaseOpened,
  subject: string,
  ownClass: boolean,
  wanted: QualityClass,
): readonly Check[] {
  if (ownClass) {
    const degrees = world.organisation(organisationStream(opened.cycle, opened.organisation)).ownVote?.degrees ?? {};
    return missingFor(
      assess(rulebook.assessment.organisations, { degrees, facts: {}, shares: sharesOf(sender) }),
      wanted,
    );
  }
  const { selfAssessment, opened: review } = world.member(memberStream(opened.cycle, subject));
  if (selfAssessment === null) return [];
  const { degrees, points, results } = selfAssessment;
  const evidence = { degrees, ...(points === null ? {} : { points }), facts: { ...results, ...review?.facts } };
  return missingFor(assess(rulebook.assessment.members, evidence), wanted);
}
