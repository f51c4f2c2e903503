import type { SecondVotes } from '../../../../libs/domain/ballot/second-round.js';
import type { LineVotes, Tally } from '../../../../libs/domain/ballot/tally.js';
import { QUALITY_CLASSES, type QualityClass } from '../../../../libs/domain/classes.js';
import { below, type Random } from './random.js';

export interface Turnout {
  /** Official members called, and how many of them came. */
  readonly convened: number;
  readonly present: number;
  readonly invalid: number;
}

/** The head count of a ballot at which everyone present voted. */
export function tallyOf({ convened, present, invalid }: Turnout): Tally {
  return { convened, present, issued: present, collected: present, valid: present - invalid, invalid };
}

/** Now and then a ballot is spoilt, where a majority of all convened remains without it. */
export function spoilt({ convened, present }: Omit<Turnout, 'invalid'>, random: Random): number {
  return random() < 0.2 && majority(convened) < present ? 1 : 0;
}

/** Votes by which the wanted class, and no better one, gets more than half of all convened: true under every majority base. */
export function votesFor(wanted: QualityClass, turnout: Turnout, random: Random): LineVotes {
  const { valid } = tallyOf(turnout);
  const needed = Math.min(valid, majority(turnout.convened));
  const others = below(random, Math.min(4, valid - needed + 1));
  const better = neighbour(wanted, -1);
  const worse = neighbour(wanted, 1);
  const up = better === null ? 0 : worse === null ? others : below(random, others + 1);
  const down = worse === null ? 0 : others - up;
  const votes = { EXCELLENT: 0, GOOD: 0, COMPLETED: 0, NOT_COMPLETED: 0, blank: 0, [wanted]: valid - up - down };
  if (better !== null) votes[better] = up;
  if (worse !== null) votes[worse] = down;
  return votes;
}

/** The same where the first of two rounds has no excellent on its ballots: whoever would say so says good. */
export function firstRoundVotesFor(wanted: QualityClass, turnout: Turnout, random: Random): LineVotes {
  const votes = votesFor(wanted === 'EXCELLENT' ? 'GOOD' : wanted, turnout, random);
  return { ...votes, EXCELLENT: 0, GOOD: votes.GOOD + votes.EXCELLENT };
}

/** Votes of a second round that make a candidate excellent, or do not. */
export function secondVotesFor(wanted: QualityClass, turnout: Turnout, random: Random): SecondVotes {
  const { valid } = tallyOf(turnout);
  const few = below(random, Math.max(1, Math.min(4, valid - majority(turnout.convened) + 1)));
  const yes = wanted === 'EXCELLENT' ? valid - few : Math.min(few, Math.floor(turnout.convened / 2));
  return { yes, no: valid - yes, blank: 0 };
}

const majority = (convened: number): number => Math.floor(convened / 2) + 1;

function neighbour(of: QualityClass, step: -1 | 1): QualityClass | null {
  return QUALITY_CLASSES[QUALITY_CLASSES.indexOf(of) + step] ?? null;
}
