import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dueAt, isWorkingDay, vietnamDate, type Calendar } from '../../libs/domain/calendar/calendar.js';
import { addMonths, dayNumber, isoDate, weekday } from '../../libs/domain/calendar/days.js';
import { loadCalendar } from '../../libs/rulebook/load-calendar.js';

const vietnam = loadCalendar(fileURLToPath(new URL('../../rulebooks', import.meta.url)));
const bare: Calendar = { everyYear: [], daysOff: [], makeUpDays: [] };

describe('days', () => {
  const someDay = fc.integer({ min: -200_000, max: 200_000 });

  it('count as the calendar of the language does', () => {
    fc.assert(
      fc.property(someDay, (day) => {
        const date = new Date(day * 86_400_000);
        fc.pre(date.getUTCFullYear() >= 1_000);
        expect(isoDate(day)).toBe(date.toISOString().slice(0, 10));
        expect(dayNumber(isoDate(day))).toBe(day);
        expect(weekday(day)).toBe(((date.getUTCDay() + 6) % 7) + 1);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each(['2018-02-29', '2018-13-01', '2018-00-10', '2018-1-1', 'today', '2018-04-31'])('refuse %s', (text) => {
    expect(() => dayNumber(text)).toThrow(RangeError);
  });

  it.each([
    ['2018-07-01', 6, '2019-01-01'],
    ['2018-08-31', 6, '2019-02-28'],
    ['2019-08-31', 6, '2020-02-29'],
    ['2018-12-31', 12, '2019-12-31'],
    ['2018-06-30', 6, '2018-12-30'],
  ])('%s and %i months are %s', (date, months, later) => {
    expect(addMonths(date, months)).toBe(later);
  });
});

describe('working days of Vietnam', () => {
  it.each<[string, boolean]>([
    ['2018-02-13', true],
    ['2018-02-14', false],
    ['2018-02-20', false],
    ['2018-02-21', true],
    ['2018-04-25', false],
    ['2018-04-30', false],
    ['2018-09-03', false],
    ['2018-12-31', false],
    ['2019-01-05', true],
    ['2019-01-12', false],
    ['2024-04-29', false],
    ['2024-05-04', true],
    ['2026-02-20', false],
    ['2026-08-22', true],
    ['2026-08-31', false],
    ['2035-01-01', false],
    ['2035-01-02', true],
  ])('%s: %s', (date, works) => {
    expect(isWorkingDay(date, vietnam)).toBe(works);
  });

  it.each(Array.from({ length: 10 }, (_, index) => 2018 + index))(
    'have in %i their five days of Tết and the day of the Hùng kings',
    (year) => {
      const named = (name: string): number =>
        vietnam.daysOff.filter((day) => day.on.startsWith(String(year)) && day.name === name).length;
      expect(named('Tết Nguyên đán')).toBe(5);
      expect(named('Giỗ Tổ Hùng Vương')).toBe(1);
    },
  );

  it('name no weekend among the days off', () => {
    expect(vietnam.daysOff.filter((day) => weekday(dayNumber(day.on)) >= 6)).toEqual([]);
  });
});

describe('a due date', () => {
  it.each([
    ['Tuesday morning, one day', '2018-12-04T02:00:00.000Z', 1, '2018-12-05T10:00:00.000Z'],
    ['over a weekend', '2018-12-07T02:00:00.000Z', 1, '2018-12-10T10:00:00.000Z'],
    ['late evening in Vietnam is already tomorrow', '2018-12-04T18:00:00.000Z', 1, '2018-12-06T10:00:00.000Z'],
    ['with an offset', '2018-12-05T00:30:00+07:00', 1, '2018-12-06T10:00:00.000Z'],
    ['with an offset that turns the day back', '2018-12-04T23:00:00+09:00', 1, '2018-12-05T10:00:00.000Z'],
    ['over Tết 2018', '2018-02-12T02:00:00.000Z', 3, '2018-02-22T10:00:00.000Z'],
    ['over New Year and a Saturday worked', '2018-12-28T02:00:00.000Z', 4, '2019-01-05T10:00:00.000Z'],
    ['the same day', '2018-12-04T02:00:00.000Z', 0, '2018-12-04T10:00:00.000Z'],
    ['the same day, after work', '2018-12-04T10:00:00.000Z', 0, '2018-12-05T10:00:00.000Z'],
    ['the same day, a Sunday', '2018-12-09T02:00:00.000Z', 0, '2018-12-10T10:00:00.000Z'],
  ])('%s', (_name, openedAt, days, due) => {
    expect(dueAt(openedAt, days, vietnam)).toBe(due);
  });

  it.each([-1, 1.5, Number.NaN])('refuses %d days', (days) => {
    expect(() => dueAt('2018-12-04T02:00:00.000Z', days, bare)).toThrow(RangeError);
  });

  it('refuses what is no instant', () => {
    expect(() => dueAt('2018-12-04', 1, bare)).toThrow(RangeError);
    expect(() => dueAt('2018-12-04T02:00:00', 1, bare)).toThrow(RangeError);
  });

  const instant = fc.date({
    min: new Date('2018-01-01T00:00:00Z'),
    max: new Date('2027-12-31T00:00:00Z'),
    noInvalidDate: true,
  });

  it('falls on a working day with exactly so many working days behind it', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 1, max: 60 }), (opened, days) => {
        const due = dueAt(opened.toISOString(), days, vietnam);
        expect(isWorkingDay(due.slice(0, 10), vietnam)).toBe(true);
        let counted = 0;
        for (let day = dayNumber(vietnamDate(opened.toISOString())) + 1; day <= dayNumber(due.slice(0, 10)); day += 1)
          counted += isWorkingDay(isoDate(day), vietnam) ? 1 : 0;
        expect(counted).toBe(days);
      }),
    );
  });
});
