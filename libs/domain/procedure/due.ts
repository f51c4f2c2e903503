import { dueAt as endOfWorkingDay, type Calendar } from '../calendar/calendar.js';
import type { CycleState } from '../cycle/events.js';
import type { Rulebook } from '../rulebook.js';
import type { StepName } from './steps.js';

export interface DueDates {
  readonly remindAt: string | null;
  readonly dueAt: string | null;
}

const NO_DATES: DueDates = { remindAt: null, dueAt: null };

/** When a step opened now is due: the cycle's own timetable, else the rulebook's working days; none for a year entered afterwards. */
export function dueDates(
  step: StepName,
  openedAt: string,
  cycle: CycleState,
  rulebook: Rulebook,
  calendar: Calendar,
): DueDates {
  if (cycle.created?.enteredAfterwards ?? false) return NO_DATES;
  const set = cycle.timetable[step];
  if (set !== undefined && 'afterSeconds' in set)
    return between(openedAt, plusSeconds(openedAt, set.afterSeconds), rulebook);
  if (set !== undefined) return dueOn(set.dueOn, openedAt, rulebook);
  const rule = rulebook.procedure.timetable[step];
  return rule === undefined
    ? NO_DATES
    : between(openedAt, endOfWorkingDay(openedAt, rule.workingDays, calendar), rulebook);
}

/** Due at the end of a day, 17:00 in Vietnam. */
export function dueOn(date: string, openedAt: string, rulebook: Rulebook): DueDates {
  return between(openedAt, `${date}T10:00:00.000Z`, rulebook);
}

function between(openedAt: string, dueAt: string, { procedure }: Rulebook): DueDates {
  const opened = Date.parse(openedAt);
  const remind = opened + (Date.parse(dueAt) - opened) * procedure.remindAt;
  return { remindAt: new Date(Math.max(remind, opened)).toISOString(), dueAt };
}

function plusSeconds(instant: string, seconds: number): string {
  return new Date(Date.parse(instant) + seconds * 1000).toISOString();
}
