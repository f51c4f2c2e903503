import { z } from 'zod';
import type { Calendar } from '../domain/calendar/calendar.js';
import { dayNumber, weekday } from '../domain/calendar/days.js';
import { source } from './parts.schema.js';

const saturday = z.iso.date().refine((on) => weekday(dayNumber(on)) === 6, { message: 'a make-up day is a Saturday' });

/** Working days of one country as they stand in a file. */
export const calendarContent = z
  .strictObject({
    everyYear: z.array(
      z.strictObject({
        on: z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/),
        name: z.string().min(1),
        source,
      }),
    ),
    daysOff: z.array(z.strictObject({ on: z.iso.date(), name: z.string().min(1), source })),
    makeUpDays: z.array(z.strictObject({ on: saturday, instead: z.iso.date(), source })),
  })
  .superRefine((calendar, context) => {
    calendar.makeUpDays.forEach(({ instead }, index) => {
      if (!calendar.daysOff.some(({ on }) => on === instead))
        context.addIssue({
          code: 'custom',
          path: ['makeUpDays', index, 'instead'],
          message: `${instead} is not among the days off`,
        });
    });
  }) satisfies z.ZodType<Calendar>;
