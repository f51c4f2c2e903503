import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { assess } from '../../libs/domain/assessment/assess.js';
import type { Evidence } from '../../libs/domain/assessment/evidence.js';
import { loadRulebook } from '../../libs/rulebook/load-rulebook.js';

const rs2025 = loadRulebook('rs-2025', fileURLToPath(new URL('../../rulebooks', import.meta.url))).assessment;

type Facts = Evidence['facts'];

describe('RS-2025', () => {
  const done: Facts = { tasksDonePercent: 100, tasksLatePercent: 0 };

  it.each<[string, number | undefined, Facts, string]>([
    ['all of it', 90, { ...done, tasksExceededPercent: 30 }, 'EXCELLENT'],
    ['≥90 points, under 30 % exceeded: a hole', 95, { ...done, tasksExceededPercent: 29 }, 'NEEDS_AUTHORITY'],
    [
      '≥90 points, earlier faults open: a hole',
      95,
      { ...done, tasksExceededPercent: 30, earlierFaultsRepairedPercent: 90 },
      'NEEDS_AUTHORITY',
    ],
    ['90 points are no longer 70–<90: a hole', 90, done, 'NEEDS_AUTHORITY'],
    ['just under 90', 89.9, { ...done, tasksExceededPercent: 50 }, 'GOOD'],
    ['70', 70, done, 'GOOD'],
    ['70–<90 with one late task: a hole', 80, { tasksDonePercent: 100, tasksLatePercent: 5 }, 'NEEDS_AUTHORITY'],
    ['50–<70, late 20 %', 69, { tasksDonePercent: 100, tasksLatePercent: 20 }, 'COMPLETED'],
    ['50–<70, late 21 %: a hole', 69, { tasksDonePercent: 100, tasksLatePercent: 21 }, 'NEEDS_AUTHORITY'],
    ['60 % done and 65 points: a hole', 65, { tasksDonePercent: 60, tasksLatePercent: 0 }, 'NEEDS_AUTHORITY'],
    ['under 50', 49, done, 'NOT_COMPLETED'],
    ['more than half not done', 95, { tasksDonePercent: 49, tasksLatePercent: 0 }, 'NOT_COMPLETED'],
    [
      'more than half not done by force majeure: weighed',
      60,
      { tasksDonePercent: 49, tasksLatePercent: 0, forceMajeure: true },
      'NEEDS_AUTHORITY',
    ],
    ['disciplined: weighed', 80, { ...done, disciplinedInYear: true }, 'NEEDS_AUTHORITY'],
    ['disciplined and degraded', 80, { ...done, disciplinedInYear: true, concludedDegraded: true }, 'NOT_COMPLETED'],
    ['no points', undefined, done, 'NEEDS_AUTHORITY'],
    ['nothing known of the tasks', 80, {}, 'NEEDS_AUTHORITY'],
  ])('%s', (_name, points, facts, outcome) => {
    expect(assess(rs2025.members, points === undefined ? { facts } : { points, facts }).outcome).toBe(outcome);
  });

  it.each<[string, Facts, string]>([
    ['nobody disciplined', { subordinateOrLeaderDisciplined: false }, 'EXCELLENT'],
    ['a subordinate disciplined', { subordinateOrLeaderDisciplined: true }, 'NEEDS_AUTHORITY'],
    ['a leader disciplined', { disciplinedInYear: true }, 'NOT_COMPLETED'],
    [
      'a leader disciplined for a fault elsewhere',
      { disciplinedInYear: true, faultOutsideCollective: true },
      'EXCELLENT',
    ],
    [
      '… which outweighs self-detection',
      { disciplinedInYear: true, selfDetectedAndRemedied: true, faultOutsideCollective: true },
      'EXCELLENT',
    ],
    [
      'a leader disciplined, self-detected: weighed',
      { disciplinedInYear: true, selfDetectedAndRemedied: true },
      'NEEDS_AUTHORITY',
    ],
  ])('organisations: %s', (_name, facts, outcome) => {
    const evidence = { points: 92, facts: { ...done, tasksExceededPercent: 40, ...facts } };
    expect(assess(rs2025.organisations, evidence).outcome).toBe(outcome);
  });
});
