import { equivalentClass } from '../../../libs/domain/assessment/equivalent-class.js';
import { ceilingReadings, type CeilingReading } from '../../../libs/domain/ceiling/ceiling.js';
import { QUALITY_CLASSES, type Population, type QualityClass } from '../../../libs/domain/classes.js';
import type { Rulebook } from '../../../libs/domain/rulebook.js';
import { formatCount, formatPercent } from '../../../libs/domain/statistics/format.js';
import { classCounts, type CountRow } from './populations.js';
import type { Report } from './reports.schema.js';

type Finding = Report['findings'][number];

/** What the figures give to think about: the share of the excellent under each reading of the ceiling. */
export function findingsOf(rows: readonly CountRow[], rulebook: Rulebook): readonly Finding[] {
  return (['members', 'organisations'] as const).flatMap((population) => {
    const counts = classCounts(rows.filter((row) => row.population === population));
    if (QUALITY_CLASSES.every((name) => counts[name] === 0)) return [];
    const { ratio, base } = rulebook.ceiling[population];
    return ceilingReadings(counts, 1).map((reading) => readingFinding(population, reading, { ratio, base }));
  });
}

export interface OvertakenRow {
  readonly organisation: string;
  readonly members: number;
}

/** Organisations whose class rests on members of whom some were decided later. */
export function overtakenFindings(rows: readonly OvertakenRow[]): readonly Finding[] {
  if (rows.length === 0) return [];
  const members = rows.reduce((sum, row) => sum + row.members, 0);
  return [
    {
      code: 'OWN_CLASS_OVERTAKEN',
      text: {
        vi: `${formatCount(rows.length)} tổ chức được xếp loại trước khi có mức của ${formatCount(members)} đảng viên.`,
        en: `${rows.length} organisations were classified before the classes of ${members} of their members were decided.`,
      },
      data: { organisations: [...rows] },
    },
  ];
}

export interface LowestRow {
  readonly population: Population;
  readonly subject: string;
  /** Rulebook of the year before, and the class given under it. */
  readonly rulebook: string;
  readonly before: QualityClass;
}

/** Whoever is in the lowest class for the second year running, whatever it was called the year before: to be screened. */
export function twiceLowestFindings(
  rows: readonly LowestRow[],
  rulebook: Rulebook,
  bookOf: (id: string) => Rulebook,
): readonly Finding[] {
  return (['members', 'organisations'] as const).flatMap((population) => {
    const subjects = rows
      .filter((row) => row.population === population)
      .filter(
        ({ before, rulebook: id }) =>
          equivalentClass(before, population, bookOf(id), rulebook)?.class === 'NOT_COMPLETED',
      )
      .map(({ subject }) => subject);
    if (subjects.length === 0) return [];
    const whom = population === 'members' ? { vi: 'đảng viên', en: 'members' } : { vi: 'tổ chức', en: 'organisations' };
    const text = {
      vi: `${formatCount(subjects.length)} ${whom.vi} ở mức thấp nhất hai năm liền.`,
      en: `${subjects.length} ${whom.en} stand in the lowest class for the second year running.`,
    };
    return [{ code: 'LOWEST_TWICE', text, data: { population, subjects } }];
  });
}

const BASES: Readonly<Record<CeilingReading['base'], { readonly vi: string; readonly en: string }>> = {
  GOOD_ONLY: { vi: 'số hoàn thành tốt', en: 'those good' },
  GOOD_AND_ABOVE: { vi: 'số hoàn thành tốt trở lên', en: 'those good and above' },
  ALL_CLASSIFIED: { vi: 'số được xếp loại', en: 'all classified' },
};
const WHOM = {
  members: { vi: 'Đảng viên', en: 'Members' },
  organisations: { vi: 'Tổ chức cơ sở đảng', en: 'Grassroots organisations' },
};

function readingFinding(
  population: 'members' | 'organisations',
  reading: CeilingReading,
  rule: { readonly ratio: number; readonly base: CeilingReading['base'] },
): Finding {
  const { base, measured, of, percent, rounding } = reading;
  const whom = WHOM[population];
  return {
    code: 'CEILING_READING',
    text: {
      vi: `${whom.vi}: ${formatCount(measured)} hoàn thành xuất sắc trên ${formatCount(of)} (${BASES[base].vi}) là ${formatPercent(percent)}, làm tròn nửa lên.`,
      en: `${whom.en}: ${measured} excellent of ${of} (${BASES[base].en}) are ${percent ?? '–'}%, rounded half up.`,
    },
    data: { population, base, measured, of, percent, rounding, ceilingRatio: rule.ratio, ceilingBase: rule.base },
  };
}
