import { votesBehind, type VotedClass } from '../ballot/majority.js';
import { secondRound } from '../ballot/second-round.js';
import { checkCeiling, type Counts } from '../ceiling/ceiling.js';
import { QUALITY_CLASSES, type QualityClass } from '../classes.js';
import type { CountedVotes } from '../member-review/events.js';
import type { BallotRules, CeilingRules } from '../rulebook.js';
import { missingFor, type AssessmentResult } from './assess.js';
import type { Check } from './evidence.js';

/** Something that stood between a subject and a class: a rule on its evidence, the votes, or the ceiling. */
export interface Obstacle extends Omit<Check, 'kind'> {
  readonly kind: Check['kind'] | 'VOTES' | 'CEILING';
}

export interface NextClass {
  readonly class: QualityClass;
  /** Empty: nothing but the body's own view. */
  readonly missing: readonly Obstacle[];
}

/** What was voted on a subject, and of how many more than half had to approve. */
export interface VotesGiven {
  readonly rules: BallotRules;
  readonly vote: Pick<CountedVotes, 'votes' | 'second'>;
  readonly base: number;
}

/** How many the deciding body has placed where, the subject itself included. */
export interface CeilingGiven {
  readonly rules: CeilingRules;
  readonly counts: Counts;
}

/**
 * The next better class than the one reached, and all that it wanted. Where none is reached, because the evidence falls
 * between the classes, it is the one that wanted least.
 */
export function nextClass(
  result: AssessmentResult,
  reached: QualityClass | null,
  votes: VotesGiven | null,
  ceiling: CeilingGiven | null,
): NextClass | null {
  const wanted = reached === null ? nearest(result) : QUALITY_CLASSES[QUALITY_CLASSES.indexOf(reached) - 1];
  if (wanted === undefined) return null;
  return {
    class: wanted,
    missing: [
      ...missingFor(result, wanted),
      ...(votes === null ? [] : votesMissing(votes, wanted)),
      ...(ceiling === null || wanted !== 'EXCELLENT' ? [] : roomMissing(ceiling, reached)),
    ],
  };
}

function nearest(result: AssessmentResult): QualityClass | undefined {
  const tested = QUALITY_CLASSES.filter((name) => result.checks.some((check) => check.class === name));
  const wants = (name: QualityClass): number => missingFor(result, name).length;
  return [...tested].sort((left, right) => wants(left) - wants(right))[0];
}

function votesMissing({ rules, vote: { votes, second }, base }: VotesGiven, wanted: QualityClass): readonly Obstacle[] {
  const missing = (rule: string, measured: number, of: number): Obstacle => ({
    kind: 'VOTES',
    class: wanted,
    rule,
    source: rules.source,
    measured: { votes: measured, base: of },
    threshold: { above: of / 2 },
    met: false,
    exception: null,
  });
  const firstWanted = rules.rounds === 2 && wanted === 'EXCELLENT' ? 'GOOD' : wanted;
  const reached = votesBehind(rules, votes, firstWanted);
  if (2 * reached <= base) return [missing(`VOTES.${firstWanted}`, reached, base)];
  if (firstWanted === wanted) return [];
  const good: VotedClass = { class: 'GOOD', tie: false };
  if (second !== undefined && secondRound(good, second.votes.yes, second.base).class === wanted) return [];
  return [missing(`VOTES.${wanted}`, second?.votes.yes ?? 0, second?.base ?? base)];
}

/** One more excellent, out of those it would come from. */
function roomMissing({ rules, counts }: CeilingGiven, reached: QualityClass | null): readonly Obstacle[] {
  const after = { ...counts, EXCELLENT: counts.EXCELLENT + 1 };
  if (reached !== null) after[reached] = Math.max(0, after[reached] - 1);
  const { exceeded, allowed, measured, base, source } = checkCeiling(rules, after);
  if (!exceeded) return [];
  return [
    {
      kind: 'CEILING',
      class: 'EXCELLENT',
      rule: `CEILING.${rules.scope}`,
      source,
      measured: { excellent: measured, base },
      threshold: { atMost: allowed },
      met: false,
      exception: null,
    },
  ];
}
