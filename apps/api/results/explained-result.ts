import { assess } from '../../../libs/domain/assessment/assess.js';
import type { Evidence } from '../../../libs/domain/assessment/evidence.js';
import {
  nextClass,
  type CeilingGiven,
  type Obstacle,
  type VotesGiven,
} from '../../../libs/domain/assessment/next-class.js';
import { majorityBase } from '../../../libs/domain/ballot/majority.js';
import type { CeilingCheck } from '../../../libs/domain/ceiling/ceiling.js';
import { likeGroupOf } from '../../../libs/domain/ceiling/like-group.js';
import type { Population } from '../../../libs/domain/classes.js';
import type { CycleState } from '../../../libs/domain/cycle/events.js';
import { cycleStream, organisationStream } from '../../../libs/domain/ids.js';
import type { ClassDecided } from '../../../libs/domain/member-review/events.js';
import type { MemberReviewState } from '../../../libs/domain/member-review/evolve.js';
import { ceilingOver, countsOf } from '../../../libs/domain/organisation-review/ceilings.js';
import { memberEvidence, organisationEvidence } from '../../../libs/domain/organisation-review/evidence.js';
import type { OrganisationReviewState } from '../../../libs/domain/organisation-review/evolve.js';
import type { ProcedureState } from '../../../libs/domain/procedure/evolve.js';
import type { Rulebook } from '../../../libs/domain/rulebook.js';
import { rulebookOf } from '../../../libs/rulebook/shelf.js';
import type { Query, Reading } from '../reading/read-models.js';
import { classesOf, ownClassesOf } from './classes.js';
import type { ExplainedResult } from './results.schema.js';
import { classesBefore, readAs } from './year-before.js';

/** How a member came to his class, as data: criterion, evidence, clause, met or not, votes, ceiling, and what the next class wanted. */
export async function explainMember(
  reading: Reading,
  cycle: string,
  state: MemberReviewState,
): Promise<ExplainedResult> {
  const { rulebook, year } = await rulesOf(reading, cycle);
  const facts = { ...state.selfAssessment?.results, ...state.opened?.facts };
  return explain(reading, cycle, rulebook, {
    population: 'members',
    year,
    subjects: [state.opened?.member ?? ''],
    evidence: memberEvidence(state),
    classes: classesOf(state),
    decided: state.decided,
    group: likeGroupOf(rulebook.ceiling.members, { facts }),
    votes: await votesOn(reading, cycle, rulebook, state),
    shown: state.vote === null ? null : { ...state.vote },
  });
}

/** The same of an organisation's own class, which rests on those of its members or subordinates too. */
export async function explainOrganisation(
  reading: Reading,
  cycle: string,
  { review, procedure }: { readonly review: OrganisationReviewState; readonly procedure: ProcedureState },
): Promise<ExplainedResult> {
  const { rulebook, year } = await rulesOf(reading, cycle);
  const kind = procedure.opened?.kind === 'CELL' ? 'CELL' : 'COMMITTEE';
  const facts = review.ownVote?.results ?? {};
  return explain(reading, cycle, rulebook, {
    population: 'organisations',
    year,
    subjects: [review.opened?.organisation ?? '', ...(review.opened?.predecessors ?? [])],
    evidence: organisationEvidence(review, procedure),
    classes: ownClassesOf(review),
    decided: review.decided,
    group: likeGroupOf(rulebook.ceiling.organisations, { facts, kind }),
    votes: null,
    shown: null,
  });
}

interface Explained {
  readonly population: Population;
  readonly year: number;
  /** Whose class of the year before is told: the subject itself, and whom an organisation succeeds. */
  readonly subjects: readonly string[];
  readonly evidence: Evidence | null;
  readonly classes: ExplainedResult['classes'];
  readonly decided: Omit<ClassDecided, 'type'> | null;
  readonly group: string | null;
  readonly votes: VotesGiven | null;
  readonly shown: ExplainedResult['votes'];
}

async function explain(
  reading: Reading,
  cycle: string,
  rulebook: Rulebook,
  subject: Explained,
): Promise<ExplainedResult> {
  const { population, year, subjects, evidence, classes, decided, votes, shown } = subject;
  const rules = rulebook.assessment[population];
  const result = evidence === null ? null : assess(rules, evidence);
  const borneOut = result === null || result.outcome === 'NEEDS_AUTHORITY' ? null : result.outcome;
  const { check, given } = await ceilingOn(reading, cycle, rulebook, subject);
  const next = result === null ? null : nextClass(result, decided?.class ?? borneOut, votes, given);
  const before = await classesBefore(reading, year, population, subjects);
  const named = (obstacle: Obstacle) => ({
    ...obstacle,
    source: { ...obstacle.source },
    name: rules.criteria.find(({ id }) => id === obstacle.rule)?.name ?? null,
  });
  return {
    rulebook: { id: rulebook.id, hash: rulebook.hash },
    outcome: result?.outcome ?? null,
    classes,
    checks: result === null ? [] : result.checks.map(named),
    next: next === null ? null : { class: next.class, missing: next.missing.map(named) },
    yearBefore: readAs(before, population, rulebook),
    votes: shown,
    ceiling: check === null ? null : { ...check },
    decision: decided === null ? null : { ...decided },
  };
}

const STATE: Query = { name: 'state-of-stream', text: 'SELECT state FROM stream WHERE id = $1' };

async function stateOf<State>(reading: Reading, stream: string): Promise<State | null> {
  return (await reading.first<{ state: State }>(STATE, stream))?.state ?? null;
}

async function rulesOf(
  reading: Reading,
  cycle: string,
): Promise<{ readonly rulebook: Rulebook; readonly year: number }> {
  const created = (await stateOf<CycleState>(reading, cycleStream(cycle)))?.created ?? null;
  if (created === null) throw reading.absent();
  return { rulebook: rulebookOf(created.rulebook, created.rulebookHash), year: created.year };
}

/** The base of a majority is that of the meeting which voted. */
async function votesOn(
  reading: Reading,
  cycle: string,
  { ballot: rules }: Rulebook,
  { vote, opened }: MemberReviewState,
): Promise<VotesGiven | null> {
  if (vote === null || opened === null) return null;
  const review = await stateOf<OrganisationReviewState>(reading, organisationStream(cycle, opened.organisation));
  const meeting = review?.meetings[vote.meeting];
  if (meeting === undefined) return null;
  const { convenedOfficial, presentOfficial, tally } = meeting;
  return { rules, vote, base: majorityBase(rules, { convenedOfficial, presentOfficial, valid: tally?.valid ?? 0 }) };
}

async function ceilingOn(
  reading: Reading,
  cycle: string,
  rulebook: Rulebook,
  { population, decided, group }: Explained,
): Promise<{ readonly check: CeilingCheck | null; readonly given: CeilingGiven | null }> {
  const body =
    decided === null
      ? null
      : await stateOf<OrganisationReviewState>(reading, organisationStream(cycle, decided.decidedBy));
  if (body === null) return { check: null, given: null };
  const check = ceilingOver(rulebook, body, population, group);
  const rules = { ...rulebook.ceiling[population], ratio: check.rule.ratio };
  return { check, given: { rules, counts: countsOf(body, population, group) } };
}
