import { vietnamDate } from '../calendar/calendar.js';
import type { Context } from './world.js';

/** True for a day that has not begun in Vietnam: nothing is recorded before it happens. */
export function isFuture(date: string, { now }: Pick<Context, 'now'>): boolean {
  return date.slice(0, 10) > vietnamDate(now);
}
