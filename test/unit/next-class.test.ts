import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assess } from '../../libs/domain/assessment/assess.js';
import { nextClass, type CeilingGiven, type VotesGiven } from '../../libs/domain/assessment/next-class.js';
import type { Facts } from '../../libs/domain/assessment/facts.js';
import { atLeast, QUALITY_CLASSES } from '../../libs/domain/classes.js';
import { loadRulebook } from '../../libs/rulebook/load-rulebook.js';

const rs2018 = loadRulebook('rs-2018', 'rulebooks');
const rs2025 = loadRulebook('rs-2025', 'rulebooks');
const DONE: Facts = { tasksDonePercent: 100, tasksLatePercent: 0 };
const of2025 = (points: number, facts: Facts) => assess(rs2025.assessment.members, { points, facts });
const rulesOf = (next: ReturnType<typeof nextClass>) => next?.missing.map(({ kind, rule }) => `${kind} ${rule}`);

const votes = (good: number, excellent: number, base = 20): VotesGiven => ({
  rules: rs2018.ballot,
  vote: { votes: { EXCELLENT: excellent, GOOD: good, COMPLETED: base - good - excellent, NOT_COMPLETED: 0, blank: 0 } },
  base,
});
const room = (excellent: number, good: number): CeilingGiven => ({
  rules: rs2018.ceiling.members,
  counts: { EXCELLENT: excellent, GOOD: good, COMPLETED: 0, NOT_COMPLETED: 0 },
});

describe('what the next class wanted', () => {
  it('is told with criterion, measure, threshold and clause', () => {
    const next = nextClass(of2025(85, { ...DONE, tasksExceededPercent: 12 }), 'GOOD', null, null);
    expect(next?.class).toBe('EXCELLENT');
    expect(next?.missing).toEqual([
      expect.objectContaining({ rule: 'POINTS', measured: 85, threshold: { from: 90 }, met: false }),
      expect.objectContaining({
        rule: 'tasksExceededPercent',
        measured: 12,
        threshold: { atLeast: 30 },
        source: expect.objectContaining({ document: '366-QĐ/TW' }),
      }),
    ]);
  });

  it('is nothing for whoever has the best', () => {
    expect(nextClass(of2025(95, { ...DONE, tasksExceededPercent: 30 }), 'EXCELLENT', null, null)).toBeNull();
  });

  it.each<[string, number, Facts, string, readonly string[]]>([
    [
      'high points, too little beyond',
      95,
      { ...DONE, tasksExceededPercent: 29 },
      'EXCELLENT',
      ['CONDITION tasksExceededPercent'],
    ],
    [
      'good points, one task late',
      80,
      { tasksDonePercent: 100, tasksLatePercent: 5 },
      'GOOD',
      ['CONDITION tasksLatePercent'],
    ],
    [
      '65 points, 60 % done',
      65,
      { tasksDonePercent: 60, tasksLatePercent: 0 },
      'COMPLETED',
      ['CONDITION tasksDonePercent'],
    ],
  ])('in a hole is the class that wanted least: %s', (_, points, facts, wanted, missing) => {
    const result = of2025(points, facts);
    expect(result.outcome).toBe('NEEDS_AUTHORITY');
    const next = nextClass(result, null, null, null);
    expect(next?.class).toBe(wanted);
    expect(rulesOf(next)).toEqual(missing);
  });

  it('names the automatic result that holds a class down', () => {
    const facts = { ...DONE, tasksExceededPercent: 40, concludedDegraded: true };
    expect(rulesOf(nextClass(of2025(95, facts), 'NOT_COMPLETED', null, null))).toContain(
      'AUTOMATIC concluded-degraded',
    );
  });

  it('names the votes where the evidence would have done', () => {
    const excellent = of2025(95, { ...DONE, tasksExceededPercent: 40 });
    const next = nextClass(excellent, 'GOOD', votes(12, 8), null);
    expect(next?.missing).toEqual([
      expect.objectContaining({
        kind: 'VOTES',
        rule: 'VOTES.EXCELLENT',
        measured: { votes: 8, base: 20 },
        threshold: { above: 10 },
      }),
    ]);
    expect(nextClass(excellent, 'GOOD', votes(8, 11), null)?.missing).toEqual([]);
  });

  it('names the round that lacked votes, where there are two', () => {
    const rules = { ...rs2018.ballot, rounds: 2 } as const;
    const excellent = of2025(95, { ...DONE, tasksExceededPercent: 40 });
    const second = { votes: { yes: 9, no: 11, blank: 0 }, base: 20 };
    const rated = votes(15, 0);
    const stood: VotesGiven = { ...rated, rules, vote: { ...rated.vote, second } };
    expect(nextClass(excellent, 'GOOD', stood, null)?.missing[0]).toMatchObject({ measured: { votes: 9, base: 20 } });
    expect(nextClass(excellent, 'COMPLETED', { ...votes(9, 0), rules }, null)?.missing[0]).toMatchObject({
      rule: 'VOTES.GOOD',
    });
    const raised: VotesGiven = {
      ...stood,
      vote: { ...rated.vote, second: { ...second, votes: { yes: 11, no: 9, blank: 0 } } },
    };
    expect(nextClass(excellent, 'GOOD', raised, null)?.missing).toEqual([]);
  });

  it('names the ceiling where it has no room left', () => {
    const excellent = of2025(95, { ...DONE, tasksExceededPercent: 40 });
    expect(nextClass(excellent, 'GOOD', votes(8, 11), room(2, 10))?.missing).toEqual([
      expect.objectContaining({ kind: 'CEILING', measured: { excellent: 3, base: 9 }, threshold: { atMost: 1 } }),
    ]);
    expect(nextClass(excellent, 'GOOD', votes(8, 11), room(2, 16))?.missing).toEqual([]);
  });

  it('is always one better than what was reached, and empty only if nothing spoke against it', () => {
    const facts = fc.record({
      tasksDonePercent: fc.nat(100),
      tasksLatePercent: fc.nat(30),
      tasksExceededPercent: fc.nat(60),
    });
    fc.assert(
      fc.property(fc.nat(100), facts, fc.constantFrom(...QUALITY_CLASSES), (points, known, reached) => {
        const result = of2025(points, known);
        const next = nextClass(result, reached, null, null);
        if (next === null) return expect(reached).toBe('EXCELLENT');
        expect(QUALITY_CLASSES.indexOf(next.class)).toBe(QUALITY_CLASSES.indexOf(reached) - 1);
        // Decided lower than the rules bear out, nothing is missing for a class between
        const borneOut = result.outcome !== 'NEEDS_AUTHORITY' && atLeast(result.outcome, next.class);
        expect(next.missing.length > 0 || borneOut).toBe(true);
      }),
    );
  });
});
