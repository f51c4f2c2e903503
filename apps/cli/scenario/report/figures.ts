import { percent } from '../../../../libs/domain/statistics/percent.js';
import type { Expectation, ReportWording } from '../format/expect.schema.js';
import type { ApiPopulation, ApiReport, ApiShare } from './api-report.js';

type Expected = NonNullable<Expectation['figures'][string]>;

/** One figure of the report beside what the file expects of it. */
export interface Figure {
  readonly id: string;
  readonly label: string;
  readonly count: number;
  readonly base: number;
  readonly percent: string | null;
  readonly rounding: string;
  readonly expected?: Expected;
  readonly met: boolean;
}

/** Every figure of the report; one that is expected and missing is not met. */
export function figuresOf(
  report: ApiReport,
  unstated: ReportWording['unstated'],
  { figures: expected }: Expectation,
): readonly Figure[] {
  const counted = report.populations.flatMap((population) => [
    figure(
      `${population.id}.classified`,
      `${population.label.vi}: ${population.classifiedLabel.vi}`,
      population.classified,
      expected,
    ),
    ...population.figures.map((one) => figure(one.id, `${population.label.vi}: ${one.label.vi}`, one, expected)),
    figure(population.residual.id, `${population.label.vi}: còn lại`, residualOf(population, unstated), expected),
  ]);
  const missing = Object.entries(expected)
    .filter(([id]) => !counted.some((one) => one.id === id))
    .map(([id, value]): Figure => ({
      id,
      label: id,
      count: 0,
      base: 0,
      percent: null,
      rounding: '',
      expected: value,
      met: value.count === 0,
    }));
  return [...counted, ...missing];
}

/** Of the classified, what the stated classes leave: the API's residual and the classes that the printed text leaves out. */
export function residualOf(
  { id, figures, residual, classified }: ApiPopulation,
  unstated: ReportWording['unstated'],
): ApiShare {
  const left =
    id === 'members' || id === 'organisations' ? figures.filter((one) => unstated[id].includes(one.class)) : [];
  if (left.length === 0) return residual;
  const count = left.reduce((sum, one) => sum + one.count, residual.count);
  const decimals = (residual.percent ?? '').split('.')[1]?.length ?? 0;
  return {
    count,
    base: classified.count,
    percent: percent(count, classified.count, { decimals, mode: residual.rounding }),
    rounding: residual.rounding,
  };
}

function figure(
  id: string,
  label: string,
  { count, base, percent: printed, rounding }: ApiShare,
  figures: Expectation['figures'],
): Figure {
  const expected = figures[id];
  const found = { id, label, count, base, percent: printed, rounding };
  return expected === undefined ? { ...found, met: true } : { ...found, expected, met: isMet(found, expected) };
}

function isMet(
  found: Pick<Figure, 'count' | 'base' | 'percent'>,
  { count, base, percent: printed }: Expected,
): boolean {
  return (
    (count === undefined || count === found.count) &&
    (base === undefined || base === found.base) &&
    (printed === undefined || printed === found.percent)
  );
}
