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

describe('QĐ 366-QĐ/TW, điều 11: người lãnh đạo, quản lý', () => {
  const LED: Facts = { leader: true, ledUnitTasksDonePercent: 100, ledUnitTasksLatePercent: 0 };
  it.each<[string, number, Facts, string]>([
    ['đơn vị vượt 30 %', 92, { ...LED, ledUnitTasksExceededPercent: 30 }, 'EXCELLENT'],
    ['đơn vị vượt 29 %: khoảng trống', 92, { ...LED, ledUnitTasksExceededPercent: 29 }, 'NEEDS_AUTHORITY'],
    ['đơn vị xong 100 % đúng hạn', 75, LED, 'GOOD'],
    ['đơn vị chậm 20 %', 60, { ...LED, ledUnitTasksLatePercent: 20 }, 'COMPLETED'],
    ['đơn vị dưới 70 %', 95, { ...LED, ledUnitTasksDonePercent: 69.9 }, 'NOT_COMPLETED'],
    ['đơn vị đúng 70 %: khoảng trống', 95, { ...LED, ledUnitTasksDonePercent: 70 }, 'NEEDS_AUTHORITY'],
    ['lỡ 4 trong 5 chỉ tiêu cơ bản', 75, { ...LED, basicTargetsMissed: 4 }, 'GOOD'],
    ['lỡ cả 5 chỉ tiêu cơ bản', 75, { ...LED, basicTargetsMissed: 5 }, 'NOT_COMPLETED'],
    ['đúng 50 % đơn vị không hoàn thành', 75, { ...LED, ledUnitsNotCompletedPercent: 50 }, 'GOOD'],
    ['trên 50 % đơn vị không hoàn thành', 75, { ...LED, ledUnitsNotCompletedPercent: 51 }, 'NOT_COMPLETED'],
    ['trên 50 % phiếu tín nhiệm thấp', 75, { ...LED, lowConfidencePercent: 50.5 }, 'NOT_COMPLETED'],
    ['bị kỷ luật khi thi hành nhiệm vụ', 75, { ...LED, disciplinedInDuty: true }, 'NOT_COMPLETED'],
    [
      '… tự phát hiện, khắc phục: cân nhắc',
      75,
      { ...LED, disciplinedInDuty: true, selfDetectedAndRemedied: true },
      'NEEDS_AUTHORITY',
    ],
    ['tham nhũng trong phạm vi trực tiếp', 75, { ...LED, corruptionInDirectScope: true }, 'NOT_COMPLETED'],
    ['việc riêng dưới 50 % không áp cho lãnh đạo', 75, { ...LED, tasksDonePercent: 40 }, 'GOOD'],
  ])('%s', (_name, points, facts, outcome) => {
    expect(assess(rs2025.members, { points, facts }).outcome).toBe(outcome);
  });

  it('luật của lãnh đạo không áp cho người khác', () => {
    const facts = { tasksDonePercent: 100, tasksLatePercent: 0, basicTargetsMissed: 5, ledUnitTasksDonePercent: 10 };
    expect(assess(rs2025.members, { points: 80, facts }).outcome).toBe('GOOD');
  });
});

describe('điều 11: tập thể', () => {
  const DONE: Facts = { tasksDonePercent: 100, tasksLatePercent: 0, tasksExceededPercent: 30 };
  it.each<[string, number, Facts, string]>([
    ['đủ mọi điều', 90, DONE, 'EXCELLENT'],
    ['dưới 70 % nhiệm vụ', 95, { ...DONE, tasksDonePercent: 69 }, 'NOT_COMPLETED'],
    ['kết luận sai phạm về cán bộ', 95, { ...DONE, concludedCadreFault: true }, 'NOT_COMPLETED'],
    ['kết luận mất đoàn kết', 95, { ...DONE, concludedDisunity: true }, 'NOT_COMPLETED'],
    ['lãnh đạo suy thoái', 95, { ...DONE, leaderConcludedDegraded: true }, 'NOT_COMPLETED'],
    ['lỡ cả 5 chỉ tiêu cơ bản', 95, { ...DONE, basicTargetsMissed: 5 }, 'NOT_COMPLETED'],
    [
      'dưới 70 % do bất khả kháng: cân nhắc',
      95,
      { ...DONE, tasksDonePercent: 60, forceMajeure: true },
      'NEEDS_AUTHORITY',
    ],
    [
      'khuyết điểm cũ chưa khắc phục hết: khoảng trống',
      92,
      { ...DONE, earlierFaultsRepairedPercent: 90 },
      'NEEDS_AUTHORITY',
    ],
    // Không có tỷ lệ 80 % của RS-2019.
    ['49 điểm', 49, DONE, 'NOT_COMPLETED'],
  ])('%s', (_name, points, facts, outcome) => {
    expect(assess(rs2025.organisations, { points, facts }).outcome).toBe(outcome);
  });

  it('không xét tỷ lệ xếp loại của tổ chức trực thuộc', () => {
    const shares = { SUBORDINATES: { EXCELLENT: 0, GOOD: 0, COMPLETED: 0, NOT_COMPLETED: 9 } };
    expect(assess(rs2025.organisations, { points: 95, facts: DONE, shares }).outcome).toBe('EXCELLENT');
  });
});

describe('HD 43-HD/BTCTW, mục 7.5: nghỉ ốm theo thời gian làm việc thực tế', () => {
  it('không hạ mức vì nghỉ ốm', () => {
    const facts = { tasksDonePercent: 100, tasksLatePercent: 0, sickMonths: 5 };
    expect(assess(rs2025.members, { points: 80, facts }).outcome).toBe('GOOD');
  });
});
