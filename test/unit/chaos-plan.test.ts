import { describe, expect, test } from '@jest/globals';
import { FAULT_NAMES, kindOf } from '../resilience/chaos/fault-kinds.js';
import { evenly } from '../resilience/chaos/pace.js';
import { planFaults, restOf } from '../resilience/chaos/plan.js';

describe('the plan of faults', () => {
  test('is the same for the same seed and minutes, and another for others', () => {
    const plan = planFaults({ seed: 7, minutes: 10 });
    expect(planFaults({ seed: 7, minutes: 10 })).toEqual(plan);
    expect(planFaults({ seed: 8, minutes: 10 })).not.toEqual(plan);
    expect(planFaults({ seed: 7, minutes: 11 })).not.toEqual(plan);
  });

  test('has every kind of fault, and at least sixty in the long run', () => {
    for (const seed of [1, 2, 3, 4, 5, 6, 7, 8, 9]) {
      const plan = planFaults({ seed, minutes: 25 });
      expect(new Set(plan.map(({ fault }) => fault))).toEqual(new Set(FAULT_NAMES));
      expect(plan.length).toBeGreaterThanOrEqual(60);
    }
  });

  test('keeps to its time and to how often a fault may come', () => {
    const plan = planFaults({ seed: 3, minutes: 24 });
    const seconds = plan.reduce((sum, { fault }) => sum + kindOf(fault).seconds, 0);
    expect(seconds).toBeLessThan(24 * 60);
    for (const fault of FAULT_NAMES)
      expect(plan.filter((one) => one.fault === fault).length).toBeLessThanOrEqual(kindOf(fault).most);
  });

  test('freezes a worker for 65 seconds, in short runs for less', () => {
    const lasts = (minutes: number) =>
      planFaults({ seed: 1, minutes, among: ['WORKER_FROZEN'] }).map(({ lastsMs }) => lastsMs);
    expect(lasts(10)).toEqual([65_000, 65_000]);
    expect(lasts(2)).toEqual([12_000, 12_000]);
  });

  test('holds only what was asked for', () => {
    const plan = planFaults({ seed: 1, minutes: 3, among: ['API_KILLED', 'WORKER_KILLED'] });
    expect(new Set(plan.map(({ fault }) => fault))).toEqual(new Set(['API_KILLED', 'WORKER_KILLED']));
    expect(planFaults({ seed: 1, minutes: 3, among: [] })).toEqual([]);
  });
});

describe('people at work while faults come', () => {
  const plan = planFaults({ seed: 1, minutes: 10 });
  const planned = restOf(plan, 0, 0);

  test('the rest of a plan takes as long as its beginning lets one expect', () => {
    const [first] = plan;
    const ofFirst = (first?.seconds ?? 0) * 1_000;
    expect(restOf(plan, 1, ofFirst)).toBeCloseTo(planned - ofFirst);
    expect(restOf(plan, 1, 3 * ofFirst)).toBeCloseTo(3 * (planned - ofFirst));
    expect(restOf(plan, 1, ofFirst / 2)).toBeCloseTo(planned - ofFirst);
    expect(restOf(plan, plan.length, 2 * planned)).toBe(0);
  });

  test('commands last until the end of the time, also when it turns out longer', async () => {
    const from = Date.now();
    let until = from + 100;
    const pace = evenly(10, () => Math.max(0, until - Date.now()));
    for (let turn = 0; turn < 9; turn += 1) {
      expect(await pace.next(new AbortController().signal)).toBe(true);
      if (turn === 3) until = from + 400;
    }
    expect(Date.now() - from).toBeGreaterThan(250);
  });

  test('whoever waits for his turn is told to stop', async () => {
    const stopping = new AbortController();
    const turn = evenly(1, () => 60_000).next(stopping.signal);
    stopping.abort();
    expect(await turn).toBe(false);
  });
});
