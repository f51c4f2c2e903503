import { join } from 'node:path';
import type { Calendar } from '../domain/calendar/calendar.js';
import { calendarContent } from './calendar.schema.js';
import { invalid } from './load-rulebook.js';
import { readYaml } from './yaml-file.js';

/** The working days in `<dir>/calendar.vn.yaml`; throws RulebookError. */
export function loadCalendar(dir: string): Calendar {
  const checked = calendarContent.safeParse(readYaml(join(dir, 'calendar.vn.yaml'), 'calendar.vn'));
  if (!checked.success) throw invalid('calendar.vn', checked.error);
  return checked.data;
}
