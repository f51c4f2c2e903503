import { describe, expect, it } from '@jest/globals';
import type { Facts } from '../../libs/domain/assessment/facts.js';
import { checkCeiling } from '../../libs/domain/ceiling/ceiling.js';
import type { Degree } from '../../libs/domain/classes.js';
import { unclassifiedOrganisationReason, unclassifiedReason } from '../../libs/domain/eligibility/eligibility.js';
import { loadRulebook } from '../../libs/rulebook/load-rulebook.js';
import { byDegrees, counts } from '../support/assessed.js';

const book = loadRulebook('rs-2019', 'rulebooks');
const { members, organisations } = book.assessment;

describe('HD 21-HD/BTCTW (2019), II.2: ai được xếp loại', () => {
  const someone = { admittedOn: '2001-01-01', exempt: false, suspended: false };
  it.each([
    ['đảng viên thường', {}, null],
    ['miễn công tác và sinh hoạt', { exempt: true }, 'EXEMPT'],
    ['đình chỉ sinh hoạt', { suspended: true }, 'SUSPENDED'],
    ['vào Đảng 1/7', { admittedOn: '2020-07-01' }, null],
    ['vào Đảng 2/7', { admittedOn: '2020-07-02' }, 'UNDER_6_MONTHS'],
  ])('%s: %s', (_, change, reason) => {
    expect(unclassifiedReason({ ...someone, ...change }, book, '2020-12-31')).toBe(reason);
  });

  it('tổ chức lập chưa đủ 6 tháng thì không, có tiền thân cũng vậy', () => {
    const facts = { foundedOn: '2020-09-01', predecessors: [{ foundedOn: '1990-01-01' }] };
    expect(unclassifiedOrganisationReason(facts, book, '2020-12-31')).toBe('ORG_UNDER_6_MONTHS');
  });
});

describe('II B 2: đảng viên', () => {
  it.each<[string, Degree, Facts, Record<string, Degree>, string]>([
    ['mọi tiêu chí xuất sắc', 'D4', {}, {}, 'EXCELLENT'],
    ['nhiệm vụ xuất sắc, còn lại tốt', 'D3', {}, { duties: 'D4' }, 'EXCELLENT'],
    ['nhiệm vụ chỉ tốt', 'D4', {}, { duties: 'D3' }, 'GOOD'],
    ['một tiêu chí trung bình', 'D4', {}, { 'yearly-commitment': 'D2' }, 'COMPLETED'],
    ['một tiêu chí kém', 'D4', {}, { 'yearly-commitment': 'D1' }, 'NOT_COMPLETED'],
    ['công chức không xuất sắc', 'D4', { civilServantExcellent: false }, {}, 'GOOD'],
    ['công chức không hoàn thành', 'D4', { civilServantNotCompleted: true }, {}, 'NOT_COMPLETED'],
    ['bị kỷ luật trong năm', 'D4', { disciplinedInYear: true }, {}, 'NOT_COMPLETED'],
    ['suy thoái, tự diễn biến', 'D4', { concludedDegraded: true }, {}, 'NOT_COMPLETED'],
    ['dưới 50 % nhiệm vụ', 'D4', { tasksDonePercent: 49.9 }, {}, 'NOT_COMPLETED'],
    ['đủ 50 % nhiệm vụ', 'D4', { tasksDonePercent: 50 }, {}, 'EXCELLENT'],
    ['nghỉ ốm từ 3 tháng', 'D4', { sickMonths: 3 }, {}, 'COMPLETED'],
    ['nghỉ ốm dưới 3 tháng', 'D4', { sickMonths: 2.9 }, {}, 'EXCELLENT'],
    ['nghỉ ốm và có tiêu chí kém', 'D1', { sickMonths: 5 }, {}, 'NOT_COMPLETED'],
  ])('%s', (_, degree, facts, but, outcome) => {
    expect(byDegrees(members, degree, facts, but)).toBe(outcome);
  });

  // II B 2.3 a: 20 % số hoàn thành tốt, trong từng tổ chức cơ sở đảng.
  it.each([
    [4, 1, true],
    [5, 1, false],
    [9, 1, false],
    [9, 2, true],
    [10, 2, false],
  ])('trong %d hoàn thành tốt, %d xuất sắc vượt tỷ lệ: %s', (good, excellent, exceeded) => {
    expect(book.ceiling.members).toMatchObject({ scope: 'GRASSROOTS_ORG', base: 'GOOD_ONLY', enforcement: 'BLOCK' });
    expect(checkCeiling(book.ceiling.members, counts(excellent, good)).exceeded).toBe(exceeded);
  });
});

describe('II B 1.3: tổ chức', () => {
  it.each([
    ['100 % từ hoàn thành, đúng 80 % từ tốt', counts(0, 8, 2), 'EXCELLENT'],
    ['dưới 80 % từ tốt', counts(3, 4, 3), 'GOOD'],
    ['có một không hoàn thành', counts(0, 9, 0, 1), 'GOOD'],
    ['không có ai', counts(0, 0), 'EXCELLENT'],
  ])('hoàn thành xuất sắc: %s', (_, share, outcome) => {
    expect(byDegrees(organisations, 'D4', {}, {}, { SUBORDINATES: share })).toBe(outcome);
    expect(byDegrees(organisations, 'D4', {}, {}, { MEMBERS: share })).toBe(outcome);
  });

  it.each<[string, Degree, Facts, Record<string, Degree>, string]>([
    ['xây dựng Đảng chỉ tốt', 'D4', {}, { 'party-building': 'D3' }, 'GOOD'],
    ['chính quyền, đoàn thể từ tốt trở lên', 'D4', { politicalSystemGoodOrBetter: true }, {}, 'EXCELLENT'],
    ['chính quyền hoặc đoàn thể dưới tốt', 'D4', { politicalSystemGoodOrBetter: false }, {}, 'GOOD'],
    ['mọi tiêu chí trung bình', 'D2', {}, {}, 'COMPLETED'],
    ['xây dựng Đảng kém', 'D4', {}, { 'party-building': 'D1' }, 'NOT_COMPLETED'],
    ['bị kỷ luật', 'D4', { disciplinedInYear: true }, {}, 'NOT_COMPLETED'],
    ['… tự phát hiện, đã khắc phục', 'D4', { disciplinedInYear: true, selfDetectedAndRemedied: true }, {}, 'EXCELLENT'],
    ['dưới 50 % chỉ tiêu', 'D4', { tasksDonePercent: 49 }, {}, 'NOT_COMPLETED'],
    ['… do bất khả kháng', 'D4', { tasksDonePercent: 49, forceMajeure: true }, {}, 'EXCELLENT'],
    ['tập thể lãnh đạo mất đoàn kết', 'D4', { concludedDisunity: true }, {}, 'NOT_COMPLETED'],
    ['thành viên lãnh đạo bị khiển trách', 'D4', { leadershipDisciplineRank: 1 }, {}, 'EXCELLENT'],
    ['thành viên lãnh đạo bị cảnh cáo', 'D4', { leadershipDisciplineRank: 2 }, {}, 'NOT_COMPLETED'],
  ])('%s', (_, degree, facts, but, outcome) => {
    expect(byDegrees(organisations, degree, facts, but)).toBe(outcome);
  });
});

describe('hai vòng bỏ phiếu, nơi có lệ như vậy', () => {
  it('chỉ khác ở lá phiếu', () => {
    const two = loadRulebook('rs-2019-hai-vong', 'rulebooks');
    expect(two.ballot).toMatchObject({ rounds: 2, secondRound: { candidates: 'RATED_GOOD' } });
    expect(two.lineage).toEqual(['rs-2019']);
    expect({ ...two.assessment, ...two.ceiling }).toEqual({ ...book.assessment, ...book.ceiling });
    expect(book.ballot.rounds).toBe(1);
  });
});
