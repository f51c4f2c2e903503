import { describe, expect, it } from '@jest/globals';
import { parseScenario } from '../../apps/cli/scenario/format/read-scenario.js';
import type { ApiPopulation, ApiReport } from '../../apps/cli/scenario/report/api-report.js';
import { figuresOf } from '../../apps/cli/scenario/report/figures.js';
import { findingsOf, missingFindings } from '../../apps/cli/scenario/report/findings.js';
import { reportLines } from '../../apps/cli/scenario/report/print.js';
import { QUALITY_CLASSES, type QualityClass } from '../../libs/domain/classes.js';
import { percent, shares, type PercentRule } from '../../libs/domain/statistics/percent.js';
import { loadRulebook } from '../../libs/rulebook/load-rulebook.js';
import { fileURLToPath } from 'node:url';

const { classes } = loadRulebook('rs-2018-ha-giang', fileURLToPath(new URL('../../rulebooks', import.meta.url)));

function population(
  id: string,
  vi: string,
  counts: readonly number[],
  total: number,
  rule: PercentRule,
): ApiPopulation {
  const [EXCELLENT = 0, GOOD = 0, COMPLETED = 0, NOT_COMPLETED = 0] = counts;
  const classified = EXCELLENT + GOOD + COMPLETED + NOT_COMPLETED;
  const printed = shares({ EXCELLENT, GOOD, COMPLETED, NOT_COMPLETED }, classified, rule);
  const figure = (name: QualityClass) => ({
    id: `${id}.${name}`,
    class: name,
    label: classes[name],
    ...printed.classes[name],
  });
  return {
    id,
    label: { vi, en: id },
    total,
    classified: { count: classified, base: total, percent: percent(classified, total, rule), rounding: rule.mode },
    classifiedLabel: { vi: 'được xếp loại', en: 'classified' },
    figures: QUALITY_CLASSES.map(figure),
    residual: { id: `${id}.residual`, ...printed.residual },
    lostToRounding: printed.lostToRounding,
    unclassified:
      id === 'members'
        ? [
            { reason: 'EXEMPT', count: 132 },
            { reason: 'UNDER_6_MONTHS', count: 45 },
          ]
        : [],
    undecided: 0,
  };
}

const bacMe: ApiReport = {
  organisationName: 'Đảng bộ huyện Bắc Mê',
  populations: [
    population('organisations', 'Tổ chức cơ sở đảng', [14, 45], 59, { decimals: 1, mode: 'TRUNCATE' }),
    population('members', 'Đảng viên', [581, 2_656, 396, 10], 3_820, { decimals: 0, mode: 'TRUNCATE' }),
  ],
  findings: [
    { code: 'CEILING_READING', text: { vi: 'Đảng viên: …', en: '…' }, data: { base: 'GOOD_ONLY', percent: '21.9' } },
  ],
};

const scenario = (extra = '') =>
  parseScenario(
    `{ scenario: s, title: Bắc Mê, rulebook: rs-2018, year: 2018, tree: { tier: CELL }, report: { unstated: { members: [NOT_COMPLETED] } } ${extra} }`,
    's',
  );

function told(extra = '') {
  const { expect: expectation, report, ...rest } = scenario(extra);
  const figures = figuresOf(bacMe, report.unstated, expectation);
  const findings = findingsOf(bacMe);
  const missing = missingFindings(findings, expectation);
  return {
    figures,
    missing,
    lines: reportLines({ ...rest, report, expect: expectation }, bacMe, { figures, findings, missing }),
  };
}

describe('the report in the article’s own terms', () => {
  it('says what Báo Hà Giang printed on 21/3/2019', () => {
    const { lines } = told();
    expect(lines).toContain('59 tổ chức: 14 (23,7%) hoàn thành xuất sắc, 45 (76,2%) hoàn thành tốt');
    expect(lines).toContain(
      '3.643 đảng viên được phân loại (95%): 581 (15%), 2.656 (72%), 396 (10%); còn lại 10, bài không nêu (suy ra không hoàn thành)',
    );
  });

  it('says what rounding lost and why some have no class', () => {
    const { lines } = told();
    expect(lines.join('\n')).toContain('thiếu 0,1 điểm phần trăm');
    expect(lines.join('\n')).toContain(
      'không xếp loại trong tổng số 3.820: 132 được miễn công tác và sinh hoạt, 45 vào Đảng chưa đủ 6 tháng',
    );
  });

  it('gives each figure with count, base, percent and rounding', () => {
    const { figures } = told();
    expect(figures.find(({ id }) => id === 'members.residual')).toMatchObject({
      count: 10,
      base: 3_643,
      percent: '0',
      rounding: 'TRUNCATE',
      met: true,
    });
    expect(figures.find(({ id }) => id === 'organisations.EXCELLENT')).toMatchObject({
      count: 14,
      base: 59,
      percent: '23.7',
    });
  });
});

describe('what a file expects', () => {
  const extra = (count: number) => `, expect: { figures: { members.EXCELLENT: { count: ${count}, percent: '15' } } }`;

  it('is met by the figures of the report and nothing else', () => {
    expect(told(extra(581)).figures.every(({ met }) => met)).toBe(true);
    expect(told(extra(581)).lines.at(-1)).toBe('✓ 1 con số mong đợi đều khớp');
  });

  it('is missed by one', () => {
    const { figures, lines } = told(extra(582));
    expect(figures.filter(({ met }) => !met).map(({ id }) => id)).toEqual(['members.EXCELLENT']);
    expect(lines.at(-1)).toMatch(/^✗ members.EXCELLENT: 581\/3643/);
  });

  it('is missed by a population that the report does not have', () => {
    const { figures } = told(', expect: { figures: { committees.GOOD: { count: 1 } } }');
    expect(figures.at(-1)).toMatchObject({ id: 'committees.GOOD', met: false });
  });

  it('is missed by a finding with other data', () => {
    expect(told(`, expect: { findings: [{ code: CEILING_READING, data: { percent: '21.9' } }] }`).missing).toEqual([]);
    expect(told(`, expect: { findings: [{ code: CEILING_READING, data: { percent: '20.0' } }] }`).missing).toHaveLength(
      1,
    );
  });
});
