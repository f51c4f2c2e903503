import { caseParts } from '../case-id.js';
import type { Loaded } from '../loaded.js';
import type { NewEvent } from './fold-events.js';

/** What one transaction does to the row of a case; null leaves what stands. */
export interface CaseChange {
  readonly id: string;
  readonly kind: string;
  readonly cycle: string | null;
  readonly organisation: string | null;
  readonly parent: string | null;
  readonly opened: boolean;
  readonly closed: boolean;
  /** Its workflow is told, at once or with others; null: there is none, or it looks anyway. */
  readonly tell: 'URGENT' | 'GATHERED' | null;
}

/** The rows of the cases whose streams these events belong to. `looking` is the case that records for itself. */
export function caseChanges(
  loaded: Loaded,
  recorded: readonly NewEvent[],
  looking: string | null,
): readonly CaseChange[] {
  return [...new Set(recorded.map(({ caseId }) => caseId))].map((id) => {
    const events = recorded.filter(({ caseId }) => caseId === id);
    const { kind, cycle, organisation } = caseParts(id);
    const opened = events.find(({ event }) => event.type === 'CaseOpened')?.event;
    const created = events.find(({ event }) => event.type === 'CycleCreated')?.event;
    const row = loaded.cases.get(id);
    const isOpen = (opened !== undefined || row?.opened === true) && row?.closed !== true;
    return {
      id,
      kind,
      cycle,
      organisation: organisation ?? (created?.type === 'CycleCreated' ? created.root : null),
      parent: opened?.type === 'CaseOpened' ? opened.parent : null,
      opened: opened !== undefined,
      closed: events.some(({ event }) => event.type === 'CaseClosed'),
      tell: !isOpen || id === looking ? null : tellHow(events),
    };
  });
}

// What others record in the procedure of a case is what its workflow waits for; papers of its people are gathered
// until a step has nobody left (append.ts).
function tellHow(events: readonly NewEvent[]): 'URGENT' | 'GATHERED' {
  return events.some(({ stream }) => stream.startsWith('procedure/')) ? 'URGENT' : 'GATHERED';
}
