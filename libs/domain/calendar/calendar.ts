import type { Source } from '../source.js';
import { dayNumber, isoDate, weekday } from './days.js';

/** Vietnamese working days as data. Dates are ISO; `everyYear` are month-days such as "09-02". */
export interface Calendar {
  readonly everyYear: readonly { readonly on: string; readonly name: string; readonly source: Source }[];
  /** Days off that move with the moon, fall in lieu of a weekend or are exchanged for a Saturday. */
  readonly daysOff: readonly { readonly on: string; readonly name: string; readonly source: Source }[];
  /** Saturdays worked in exchange for a weekday off. */
  readonly makeUpDays: readonly { readonly on: string; readonly instead: string; readonly source: Source }[];
}

/** Whether offices work on this date. */
export function isWorkingDay(date: string, calendar: Calendar): boolean {
  if (calendar.makeUpDays.some((day) => day.on === date)) return true;
  if (weekday(dayNumber(date)) >= 6) return false;
  return (
    !calendar.daysOff.some((day) => day.on === date) && !calendar.everyYear.some((day) => day.on === date.slice(5))
  );
}

/** The instant by which so many working days after the opening have passed: 17:00 in Vietnam (10:00 UTC) of the last one.
 * The day of opening does not count; with 0 days it is due the same working day, or the next once that one has ended. */
export function dueAt(openedAt: string, workingDays: number, calendar: Calendar): string {
  if (!Number.isSafeInteger(workingDays) || workingDays < 0)
    throw new RangeError(`not a number of working days: ${workingDays}`);
  const { day, minute } = vietnamTime(openedAt);
  const startsToday = workingDays === 0 && minute < END_OF_WORK;
  let last = startsToday ? day : day + 1;
  let left = Math.max(workingDays, 1);
  for (; ; last += 1) {
    if (isWorkingDay(isoDate(last), calendar)) left -= 1;
    if (left === 0) return `${isoDate(last)}T10:00:00.000Z`;
  }
}

const END_OF_WORK = 17 * 60;

/** The date in Vietnam at an instant. */
export function vietnamDate(instant: string): string {
  return isoDate(vietnamTime(instant).day);
}

// Asia/Ho_Chi_Minh has been UTC+7 without summer time since 1975.
function vietnamTime(instant: string): { readonly day: number; readonly minute: number } {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(?:Z|([+-])(\d{2}):(\d{2}))$/.exec(instant);
  if (match === null) throw new RangeError(`not an instant: ${instant}`);
  const [, date = '', hours, minutes, sign, offsetHours = '0', offsetMinutes = '0'] = match;
  const offset = (sign === '-' ? -1 : 1) * (Number(offsetHours) * 60 + Number(offsetMinutes));
  const total = Number(hours) * 60 + Number(minutes) - offset + 7 * 60;
  const carried = Math.floor(total / 1_440);
  return { day: dayNumber(date) + carried, minute: total - carried * 1_440 };
}
