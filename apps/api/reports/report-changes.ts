import type { QualityClass } from '../../../libs/domain/classes.js';
import { procedureStream } from '../../../libs/domain/ids.js';
import { isPendingPass } from '../../../libs/domain/procedure/passes.js';
import type { Source } from '../changes/changes.service.js';
import type { Difference } from '../changes/difference.js';
import { ofOrganisation } from '../changes/sources.js';

/** One subject of the statistics, where it stands. */
export interface CountedRow {
  readonly population: string;
  readonly stream: string;
  readonly case: string;
  readonly class: QualityClass | null;
  readonly reason: string | null;
  readonly pending: boolean;
}

/** A subject that stands elsewhere than it did. */
export interface Moved {
  readonly population: string;
  readonly stream: string;
  readonly case: string;
  readonly classes: readonly (QualityClass | null)[];
}

/** Who was counted otherwise at two instants. */
export function movedBetween(before: readonly CountedRow[], after: readonly CountedRow[]): readonly Moved[] {
  const stood = new Map(before.map((row) => [row.stream, row]));
  return after.flatMap((row) => {
    const old = stood.get(row.stream);
    const same =
      old !== undefined && old.class === row.class && old.reason === row.reason && old.pending === row.pending;
    const { population, stream, case: caseId } = row;
    return same ? [] : [{ population, stream, case: caseId, classes: [old?.class ?? null, row.class] }];
  });
}

/** What a difference in a report follows from: the events of those who moved in or out of its figure. */
export function behindFigure(cycle: string, moved: readonly Moved[]) {
  return ({ path: [part = '', which = '', , figure = ''] }: Difference): readonly Source[] => {
    if (part === 'ceilings') return [ofOrganisation(cycle, which.split('|')[0] ?? '', 'decidedCounts')];
    const concerned = part === 'populations' ? moved.filter(({ population }) => population === which) : moved;
    const name = figure.split('.').at(-1);
    const counted = concerned.some(({ classes }) => classes.some((each) => each === name))
      ? concerned.filter(({ classes }) => classes.some((each) => each === name))
      : concerned;
    return counted.flatMap(({ stream, case: caseId }) => [
      { stream, moves: ({ parts }) => parts.some((each) => COUNTED.includes(each)) },
      // A pass of his own makes a member one who is awaited (populations.ts).
      {
        stream: procedureStream(caseId),
        moves: ({ event }) => event.type === 'StepOpened' && isPendingPass(event.pass),
      },
    ]);
  };
}

const COUNTED: readonly string[] = ['opened', 'decided', 'unclassified'];
