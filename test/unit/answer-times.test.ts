import { describe, expect, test } from '@jest/globals';
import { randomOf, type Random } from '../../apps/cli/scenario/generate/random.js';
import { apart, isTold, timed, type Round } from '../support/answer-times.js';

const KINDS = ['real', 'unreal'];

/** A busy machine: some two milliseconds, every fourth answer held up, and slow spells that go over many rounds. */
function busy(random: Random, later: Readonly<Record<string, number>> = {}): readonly Round[] {
  return Array.from({ length: 150 }, (_, round) => {
    const spell = Math.floor(round / 20) % 3 === 0 ? 4 : 1;
    const time = (kind: string): number =>
      spell * (2 + random() + (random() < 0.25 ? 30 * random() : 0)) + (later[kind] ?? 0);
    return Object.fromEntries(KINDS.map((kind) => [kind, time(kind)]));
  });
}

describe('times of answers', () => {
  test('the same request is never told from itself, however the machine is held up', () => {
    for (let seed = 0; seed < 12; seed += 1) {
      const found = apart(busy(randomOf('same', seed)), randomOf('exchange', seed));
      expect([seed, isTold(found)]).toEqual([seed, false]);
    }
  });

  test('what takes two milliseconds longer is told at once', () => {
    for (let seed = 0; seed < 4; seed += 1) {
      const found = apart(busy(randomOf('later', seed), { real: 2 }), randomOf('exchange', seed));
      expect([seed, isTold(found)]).toEqual([seed, true]);
    }
  });

  test('every kind is asked in every round', async () => {
    const asked: string[] = [];
    const note = (kind: string) => (round: number) => Promise.resolve(asked.push(`${kind} ${round}`));
    const rounds = await timed({ a: note('a'), b: note('b') }, 5, randomOf('order'));
    expect(rounds.map((round) => Object.keys(round).sort())).toEqual(Array(5).fill(['a', 'b']));
    expect(new Set(asked).size).toBe(10);
  });
});
