import type { StepName } from '../procedure/steps.js';

/** When steps of this cycle are due, where it differs from the rulebook's working days. */
export interface CycleTimetable {
  readonly [step: string]: { readonly dueOn: string } | { readonly afterSeconds: number };
}

export type CycleEvent =
  | {
      readonly type: 'CycleCreated';
      readonly cycle: string;
      readonly year: number;
      readonly root: string;
      readonly rulebook: string;
      readonly rulebookHash: string;
      readonly timetable: CycleTimetable;
      readonly enteredAfterwards: boolean;
    }
  | { readonly type: 'CycleStarted' }
  | { readonly type: 'CycleTimetableChanged'; readonly step: StepName; readonly dueOn: string }
  | { readonly type: 'Published'; readonly pass: string; readonly noticeOn: string };

export interface CycleState {
  readonly created: (CycleEvent & { readonly type: 'CycleCreated' }) | null;
  readonly timetable: CycleTimetable;
  readonly started: boolean;
  readonly published: readonly string[];
}

export const initialCycle: CycleState = { created: null, timetable: {}, started: false, published: [] };

/** Folds one event into the cycle. */
export function evolveCycle(state: CycleState, event: CycleEvent): CycleState {
  switch (event.type) {
    case 'CycleCreated':
      return { ...state, created: event, timetable: event.timetable };
    case 'CycleStarted':
      return { ...state, started: true };
    case 'CycleTimetableChanged':
      return { ...state, timetable: { ...state.timetable, [event.step]: { dueOn: event.dueOn } } };
    case 'Published':
      return { ...state, published: [...state.published, event.pass] };
  }
}
