import { formatCount, formatDecimal, formatPercent } from '../../../../libs/domain/statistics/format.js';
import type { Scenario } from '../format/scenario.schema.js';
import type { ApiPopulation, ApiReport } from './api-report.js';
import { residualOf, type Figure } from './figures.js';
import type { Finding } from './findings.js';

export interface Outcome {
  readonly figures: readonly Figure[];
  readonly findings: readonly Finding[];
  readonly missing: Scenario['expect']['findings'];
}

/** The report in the terms that newspapers print. */
export function reportLines(scenario: Scenario, report: ApiReport, outcome: Outcome): readonly string[] {
  const { unstated } = scenario.report;
  return [
    '',
    `${scenario.title} · ${report.organisationName}`,
    ...inOrder(report.populations).flatMap((population) => [
      sentenceOf(population, unstated),
      ...roundingOf(population).map((line) => `    ${line}`),
      ...reasonsOf(population).map((line) => `    ${line}`),
    ]),
    ...(outcome.findings.length === 0 ? [] : ['Lưu ý:', ...outcome.findings.map(({ text }) => `  • ${text}`)]),
    ...verdictOf(outcome),
  ];
}

// The article's order: organisations first
const ORDER: readonly string[] = ['organisations', 'members'];

function inOrder(populations: readonly ApiPopulation[]): readonly ApiPopulation[] {
  const place = ({ id }: ApiPopulation): number => (ORDER.includes(id) ? ORDER.indexOf(id) : ORDER.length);
  return populations.toSorted((left, right) => place(left) - place(right));
}

function sentenceOf(population: ApiPopulation, unstated: Scenario['report']['unstated']): string {
  return population.id === 'members' ? memberSentence(population, unstated) : organisationSentence(population);
}

function organisationSentence({ id, label, figures, classified }: ApiPopulation): string {
  const parts = figures
    .filter(({ count }) => count > 0)
    .map((one) => `${formatCount(one.count)} (${formatPercent(one.percent)}) ${shortName(one.label.vi)}`);
  const whom = id === 'organisations' ? 'tổ chức' : label.vi.toLowerCase();
  return `${formatCount(classified.count)} ${whom}: ${parts.join(', ')}`;
}

function memberSentence(population: ApiPopulation, unstated: Scenario['report']['unstated']): string {
  const { classified, figures } = population;
  const stated = figures.filter((one) => !unstated.members.includes(one.class));
  const parts = stated.map(({ count, percent }) => `${formatCount(count)} (${formatPercent(percent)})`);
  const left = residualOf(population, unstated).count;
  const names = figures.filter((one) => unstated.members.includes(one.class)).map((one) => shortName(one.label.vi));
  const rest =
    left === 0
      ? ''
      : `; còn lại ${formatCount(left)}${names.length === 0 ? '' : `, bài không nêu (suy ra ${names.join(', ')})`}`;
  return `${formatCount(classified.count)} đảng viên được phân loại (${formatPercent(classified.percent)}): ${parts.join(', ')}${rest}`;
}

const shortName = (label: string): string => label.toLowerCase().replace(/ nhiệm vụ$/, '');

function roundingOf({ lostToRounding, residual }: ApiPopulation): readonly string[] {
  if (lostToRounding === null || Number(lostToRounding) === 0) return [];
  const how = residual.rounding === 'TRUNCATE' ? 'cắt bỏ phần lẻ' : 'làm tròn';
  return [`tỷ lệ đã in cộng lại thiếu ${formatDecimal(lostToRounding)} điểm phần trăm so với 100 (${how})`];
}

const REASONS: Readonly<Partial<Record<string, string>>> = {
  EXEMPT: 'được miễn công tác và sinh hoạt',
  SUSPENDED: 'bị đình chỉ sinh hoạt',
  UNDER_6_MONTHS: 'vào Đảng chưa đủ 6 tháng',
  ORG_UNDER_6_MONTHS: 'tổ chức thành lập chưa đủ 6 tháng',
  ABSENT_PENDING: 'vắng, xếp loại sau',
  NO_ELIGIBLE_MEMBERS: 'không có đảng viên được xếp loại',
};

function reasonsOf({ total, unclassified, undecided }: ApiPopulation): readonly string[] {
  const parts = unclassified.map(({ reason, count }) => `${formatCount(count)} ${REASONS[reason] ?? reason}`);
  const all = undecided === 0 ? parts : [...parts, `${formatCount(undecided)} chưa quyết định`];
  return all.length === 0 ? [] : [`không xếp loại trong tổng số ${formatCount(total)}: ${all.join(', ')}`];
}

function verdictOf({ figures, missing }: Outcome): readonly string[] {
  const expected = figures.filter((one) => one.expected !== undefined);
  const wrong = expected.filter((one) => !one.met);
  if (expected.length === 0 && missing.length === 0) return [];
  if (wrong.length === 0 && missing.length === 0) return [`✓ ${expected.length} con số mong đợi đều khớp`];
  return [
    ...wrong.map(
      ({ id, count, base, percent, expected: wanted }) =>
        `✗ ${id}: ${count}/${base} (${percent ?? '–'}), mong đợi ${JSON.stringify(wanted)}`,
    ),
    ...missing.map(({ code, data }) => `✗ không có lưu ý ${code} ${JSON.stringify(data)}`),
  ];
}
