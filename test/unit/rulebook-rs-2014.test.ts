import { describe, expect, it } from '@jest/globals';
import type { Facts } from '../../libs/domain/assessment/facts.js';
import { checkCeiling } from '../../libs/domain/ceiling/ceiling.js';
import { loadRulebook } from '../../libs/rulebook/load-rulebook.js';
import { byDegrees, byPoints, counts } from '../support/assessed.js';

const book = loadRulebook('rs-2014', 'rulebooks');
const { members, organisations } = book.assessment;

describe('HD 27-HD/BTCTW (2014): tên các mức', () => {
  it('gọi là phân loại, tổ chức có tên mức riêng', () => {
    expect(book.classification?.vi).toBe('phân loại');
    expect(Object.values(book.organisationClasses ?? {}).map(({ vi }) => vi)).toEqual([
      'Trong sạch, vững mạnh',
      'Hoàn thành tốt nhiệm vụ',
      'Hoàn thành nhiệm vụ',
      'Yếu kém',
    ]);
    expect(book.classes.NOT_COMPLETED.vi).toBe('Đảng viên vi phạm tư cách hoặc không hoàn thành nhiệm vụ');
  });
});

describe('phần II: tổ chức, phiếu 100 điểm', () => {
  it.each([
    [100, 'EXCELLENT'],
    [90, 'EXCELLENT'],
    [89.999, 'GOOD'],
    [70, 'GOOD'],
    [69.5, 'COMPLETED'],
    [50, 'COMPLETED'],
    [49.999, 'NOT_COMPLETED'],
    [0, 'NOT_COMPLETED'],
  ])('%d điểm: %s', (points, outcome) => {
    expect(byPoints(organisations, points)).toBe(outcome);
  });

  it('cộng lại đủ 100 điểm', () => {
    expect(organisations.criteria.reduce((sum, { maxPoints = 0 }) => sum + maxPoints, 0)).toBe(100);
  });

  it.each<[string, Facts, string]>([
    ['mất đoàn kết trong cấp ủy', { concludedDisunity: true }, 'NOT_COMPLETED'],
    ['không bị kết luận mất đoàn kết', { concludedDisunity: false }, 'EXCELLENT'],
    ['tham nhũng, suy thoái, có đảng viên bị kỷ luật', { corruptionWithDisciplinedMembers: true }, 'NOT_COMPLETED'],
    ['chính quyền xếp loại thấp nhất', { governmentLowestClass: true }, 'NOT_COMPLETED'],
    ['một đoàn thể yếu', { massOrganisationsLowest: 1 }, 'EXCELLENT'],
    ['hai đoàn thể yếu', { massOrganisationsLowest: 2 }, 'NOT_COMPLETED'],
  ])('yếu kém dù đủ điểm: %s', (_, facts, outcome) => {
    expect(byPoints(organisations, 95, facts)).toBe(outcome);
  });

  it.each([
    ['đúng một phần ba tổ chức trực thuộc yếu', counts(0, 2, 0, 1), 'EXCELLENT'],
    ['hơn một phần ba', counts(0, 3, 0, 2), 'NOT_COMPLETED'],
    ['đúng một phần ba của 300', counts(100, 50, 50, 100), 'EXCELLENT'],
    ['nhiều hơn một tổ chức', counts(100, 50, 49, 101), 'NOT_COMPLETED'],
    ['không có tổ chức trực thuộc', counts(0, 0), 'EXCELLENT'],
  ])('%s', (_, SUBORDINATES, outcome) => {
    expect(byPoints(organisations, 95, {}, { SUBORDINATES })).toBe(outcome);
  });

  it.each([
    ['đúng một nửa đảng viên không hoàn thành', counts(0, 2, 0, 2), 'EXCELLENT'],
    ['hơn một nửa', counts(0, 2, 0, 3), 'NOT_COMPLETED'],
  ])('chi bộ: %s', (_, MEMBERS, outcome) => {
    expect(byPoints(organisations, 95, {}, { MEMBERS })).toBe(outcome);
  });
});

describe('đảng viên', () => {
  it.each([
    ['D4', 'EXCELLENT'],
    ['D3', 'GOOD'],
    ['D2', 'COMPLETED'],
    ['D1', 'NOT_COMPLETED'],
  ] as const)('mọi tiêu chí %s: %s', (degree, outcome) => {
    expect(byDegrees(members, degree)).toBe(outcome);
  });

  it('vi phạm tư cách khi bị kỷ luật trong năm', () => {
    expect(byDegrees(members, 'D4', { disciplinedInYear: true })).toBe('NOT_COMPLETED');
  });

  // 15 % số đủ tư cách hoàn thành tốt, trong từng tổ chức cơ sở đảng.
  it.each([
    [20, 3, false],
    [20, 4, true],
    [6, 1, true],
    [7, 1, false],
  ])('trong %d đảng viên hoàn thành tốt, %d xuất sắc vượt tỷ lệ: %s', (good, excellent, exceeded) => {
    expect(book.ceiling.members.scope).toBe('GRASSROOTS_ORG');
    expect(checkCeiling(book.ceiling.members, counts(excellent, good)).exceeded).toBe(exceeded);
  });

  it('mức trong sạch, vững mạnh không có tỷ lệ tối đa', () => {
    expect(checkCeiling(book.ceiling.organisations, counts(40, 1)).exceeded).toBe(false);
  });
});
