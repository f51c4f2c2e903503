import type { Counts } from '../../../libs/domain/ceiling/ceiling.js';
import {
  QUALITY_CLASSES,
  UNCLASSIFIED_REASONS,
  type QualityClass,
  type UnclassifiedReason,
} from '../../../libs/domain/classes.js';
import type { PrintedPercent, Rulebook } from '../../../libs/domain/rulebook.js';
import { formatPercent } from '../../../libs/domain/statistics/format.js';
import { percent, shares, type Share } from '../../../libs/domain/statistics/percent.js';
import { POPULATIONS, type PrintedShare, type Report } from './reports.schema.js';

export interface CountRow {
  readonly population: (typeof POPULATIONS)[number];
  readonly class: QualityClass | null;
  readonly reason: UnclassifiedReason | null;
  readonly pending: boolean;
  readonly count: number;
}

type PopulationReport = Report['populations'][number];

const LABELS: Readonly<Record<(typeof POPULATIONS)[number], { readonly vi: string; readonly en: string }>> = {
  members: { vi: 'Đảng viên', en: 'Members' },
  organisations: { vi: 'Tổ chức cơ sở đảng', en: 'Grassroots organisations' },
  cells: { vi: 'Chi bộ trực thuộc', en: 'Cells below a grassroots committee' },
  committees: { vi: 'Đảng bộ cấp trên cơ sở', en: 'Committees above the grassroots' },
};

/** Each population with its classes, who has none and why, and who is not decided yet; empty ones are left out. */
export function populationsOf(rows: readonly CountRow[], rulebook: Rulebook): readonly PopulationReport[] {
  return POPULATIONS.map((id) => ({ id, own: rows.filter(({ population }) => population === id) }))
    .filter(({ own }) => own.length > 0)
    .map(({ id, own }) => populationOf(id, own, rulebook));
}

/** How many stand in each class. */
export function classCounts(rows: readonly CountRow[]): Counts {
  const of = (name: QualityClass): number => sum(rows.filter((row) => row.class === name));
  return {
    EXCELLENT: of('EXCELLENT'),
    GOOD: of('GOOD'),
    COMPLETED: of('COMPLETED'),
    NOT_COMPLETED: of('NOT_COMPLETED'),
  };
}

function populationOf(
  id: (typeof POPULATIONS)[number],
  rows: readonly CountRow[],
  rulebook: Rulebook,
): PopulationReport {
  const rule = rulebook.statistics[id === 'members' ? 'members' : 'organisations'];
  const names = (id === 'members' ? undefined : rulebook.organisationClasses) ?? rulebook.classes;
  const classification = rulebook.classification ?? { vi: 'xếp loại', en: 'classified' };
  const counts = classCounts(rows);
  const classified = QUALITY_CLASSES.reduce((total, name) => total + counts[name], 0);
  const total = sum(rows);
  const unclassified = UNCLASSIFIED_REASONS.map((reason) => ({
    reason,
    count: sum(rows.filter((row) => reasonOf(row) === reason)),
  })).filter(({ count }) => count > 0);
  const printed = shares(counts, classified, rule);
  return {
    id,
    label: LABELS[id],
    total,
    classified: shown({
      count: classified,
      base: total,
      percent: percent(classified, total, rule),
      rounding: rule.mode,
    }),
    classifiedLabel: { vi: `được ${classification.vi}`, en: classification.en },
    figures: QUALITY_CLASSES.map((name) => ({
      id: `${id}.${name}`,
      class: name,
      label: names[name],
      ...shown(printed.classes[name]),
    })),
    residual: { id: `${id}.residual`, ...shown(printed.residual) },
    lostToRounding: printed.lostToRounding,
    unclassified,
    undecided: total - classified - sum(unclassified),
  };
}

// Nobody is silently missing: who is awaited in a pass of his own is reported as such (rule 10).
function reasonOf({ class: decided, reason, pending }: CountRow): UnclassifiedReason | null {
  if (decided !== null) return null;
  return reason ?? (pending ? 'ABSENT_PENDING' : null);
}

function shown(share: Omit<Share, 'rounding'> & { readonly rounding: PrintedPercent['mode'] }): PrintedShare {
  return { ...share, printed: formatPercent(share.percent) };
}

const sum = (rows: readonly { readonly count: number }[]): number =>
  rows.reduce((total, { count }) => total + count, 0);
