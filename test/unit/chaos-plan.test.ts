import { describe, expect, test } from '@jest/globals';
import { FAULT_NAMES, kindOf } from '../resilience/chaos/fault-kinds.js';
import { planFaults } from '../resilience/chaos/plan.js';

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
      expect(plan.filter((one) => one.fault === fault).length).toBeLessThanOrEqual(kindOf(fault).most ?? Infinity);
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
