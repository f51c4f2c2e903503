import { describe, expect, it } from '@jest/globals';
import type { Facts } from '../../libs/domain/assessment/facts.js';
import type { Degree } from '../../libs/domain/classes.js';
import { disciplineFacts } from '../../libs/domain/eligibility/discipline.js';
import { unclassifiedReason } from '../../libs/domain/eligibility/eligibility.js';
import type { DisciplineFact } from '../../libs/domain/registry/snapshot.js';
import { loadRulebook } from '../../libs/rulebook/load-rulebook.js';
import { byDegrees } from '../support/assessed.js';

const book = loadRulebook('rs-2023', 'rulebooks');
const { members, organisations } = book.assessment;
const WORK: Facts = { tasksDonePercent: 100, tasksLatePercent: 0, tasksExceededPercent: 50 };

describe('QĐ 124-QĐ/TW (2023), điều 5', () => {
  it.each([
    ['đình chỉ sinh hoạt', { suspended: true }, 'SUSPENDED'],
    ['vào Đảng chưa đủ 6 tháng', { admittedOn: '2023-08-01' }, 'UNDER_6_MONTHS'],
    ['miễn công tác', { exempt: true }, 'EXEMPT'],
  ])('%s: %s', (_, change, reason) => {
    const someone = { admittedOn: '2001-01-01', exempt: false, suspended: false };
    expect(unclassifiedReason({ ...someone, ...change }, book, '2023-12-31')).toBe(reason);
  });
});

describe('điều 12: đảng viên', () => {
  it.each<[string, Degree, Facts, Record<string, Degree>, string]>([
    ['nhiệm vụ xuất sắc, 100 % đúng hạn, 50 % vượt', 'D3', WORK, { duties: 'D4' }, 'EXCELLENT'],
    ['chỉ 49 % vượt', 'D4', { ...WORK, tasksExceededPercent: 49 }, {}, 'GOOD'],
    ['có việc chậm', 'D4', { ...WORK, tasksLatePercent: 1 }, {}, 'GOOD'],
    ['chưa xong hết việc', 'D4', { ...WORK, tasksDonePercent: 99 }, {}, 'GOOD'],
    ['không rõ kết quả nhiệm vụ', 'D4', {}, {}, 'GOOD'],
    ['nhiệm vụ chỉ tốt', 'D4', WORK, { duties: 'D3' }, 'GOOD'],
    ['mọi tiêu chí trung bình', 'D2', {}, {}, 'COMPLETED'],
    ['một tiêu chí kém', 'D4', WORK, { 'politics-morality': 'D1' }, 'NOT_COMPLETED'],
    ['bị kỷ luật trong năm', 'D4', { ...WORK, disciplinedInYear: true }, {}, 'NOT_COMPLETED'],
    [
      '… tự phát hiện và khắc phục xong',
      'D4',
      { ...WORK, disciplinedInYear: true, selfDetectedAndRemedied: true },
      {},
      'EXCELLENT',
    ],
    ['vi phạm điều đảng viên không được làm', 'D4', { ...WORK, breachOfForbiddenActs: true }, {}, 'NOT_COMPLETED'],
    ['nghỉ ốm từ 3 tháng', 'D4', { ...WORK, sickMonths: 3 }, {}, 'COMPLETED'],
    ['công chức không xuất sắc', 'D4', { ...WORK, civilServantExcellent: false }, {}, 'GOOD'],
  ])('%s', (_, degree, facts, but, outcome) => {
    expect(byDegrees(members, degree, facts, but)).toBe(outcome);
  });
});

describe('điều 12 khoản 4.5–4.7: kỷ luật tính vào năm nào, ở đâu', () => {
  const one = (change: Partial<DisciplineFact>): DisciplineFact => ({
    form: 'REPRIMAND',
    decidedOn: '2023-05-01',
    violationFrom: null,
    violationUntil: null,
    organisation: null,
    ...change,
  });
  it.each([
    ['vi phạm và xử lý trong năm', one({ violationFrom: '2023-02-01' }), 'NOT_COMPLETED'],
    [
      'vi phạm năm trước: xem lại năm đó',
      one({ violationFrom: '2021-02-01', violationUntil: '2021-03-01' }),
      'EXCELLENT',
    ],
    ['vi phạm ở đơn vị cũ', one({ violationFrom: '2023-02-01', organisation: 'don-vi-cu' }), 'EXCELLENT'],
    ['vi phạm ở đơn vị này', one({ violationFrom: '2023-02-01', organisation: 'chi-bo' }), 'NOT_COMPLETED'],
    ['xử lý năm sau, vi phạm năm nay', one({ decidedOn: '2024-02-01', violationFrom: '2023-11-01' }), 'NOT_COMPLETED'],
  ])('%s', (_, discipline, outcome) => {
    const facts = disciplineFacts([discipline], book, { year: 2023, organisations: ['chi-bo', 'xa'] });
    expect(byDegrees(members, 'D4', { ...WORK, ...facts })).toBe(outcome);
  });
});

describe('điều 12: tổ chức', () => {
  it.each<[string, Degree, Facts, string]>([
    ['mọi tiêu chí xuất sắc', 'D4', {}, 'EXCELLENT'],
    ['mọi tiêu chí tốt', 'D3', {}, 'GOOD'],
    ['tham nhũng ở đơn vị trực thuộc', 'D4', { corruptionInSubUnit: true }, 'NOT_COMPLETED'],
    ['… tự phát hiện', 'D4', { corruptionInSubUnit: true, selfDetectedAndRemedied: true }, 'EXCELLENT'],
    [
      'dưới 50 % chỉ tiêu, gồm chỉ tiêu chính',
      'D4',
      { tasksDonePercent: 49, mainTargetsMissed: true },
      'NOT_COMPLETED',
    ],
    ['dưới 50 % chỉ tiêu, đủ chỉ tiêu chính', 'D4', { tasksDonePercent: 49 }, 'EXCELLENT'],
    ['lãnh đạo bị kỷ luật', 'D4', { disciplinedInYear: true }, 'NOT_COMPLETED'],
    ['đúng 20 % đơn vị bị kỷ luật', 'D4', { subUnitsDisciplinedPercent: 20 }, 'EXCELLENT'],
    ['trên 20 % đơn vị bị kỷ luật', 'D4', { subUnitsDisciplinedPercent: 20.1 }, 'NOT_COMPLETED'],
    ['kết luận mất đoàn kết', 'D4', { concludedDisunity: true }, 'NOT_COMPLETED'],
  ])('%s', (_, degree, facts, outcome) => {
    expect(byDegrees(organisations, degree, facts)).toBe(outcome);
  });

  it('tỷ lệ 20 % theo nhóm tương đồng, không có ngoại lệ', () => {
    for (const rules of [book.ceiling.members, book.ceiling.organisations])
      expect(rules).toMatchObject({ ratio: 0.2, scope: 'LIKE_GROUP', exceptionRatio: null });
  });
});
