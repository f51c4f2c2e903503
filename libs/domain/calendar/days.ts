/** Days since 1970-01-01 of an ISO date; throws on what is no date of the calendar. */
export function dayNumber(date: string): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (match === null) throw new RangeError(`not a date: ${date}`);
  const day = fromCivil(Number(match[1]), Number(match[2]), Number(match[3]));
  if (isoDate(day) !== date) throw new RangeError(`not a date: ${date}`);
  return day;
}

/** The ISO date of a day number. */
export function isoDate(day: number): string {
  const { year, month, date } = toCivil(day);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(date, 2)}`;
}

/** 1 Monday … 7 Sunday; 1970-01-01 was a Thursday. */
export function weekday(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** The same day so many months later, or the last of a shorter month. */
export function addMonths(date: string, months: number): string {
  const { year, month, date: dayOfMonth } = toCivil(dayNumber(date));
  const index = year * 12 + (month - 1) + months;
  const first = fromCivil(Math.floor(index / 12), (index % 12) + 1, 1);
  const length = fromCivil(Math.floor((index + 1) / 12), ((index + 1) % 12) + 1, 1) - first;
  return isoDate(first + Math.min(dayOfMonth, length) - 1);
}

// Gregorian calendar counted in eras of 400 years whose years begin in March (H. Hinnant, chrono-Compatible Low-Level Date Algorithms).
function fromCivil(year: number, month: number, date: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + date - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}

function toCivil(day: number): { readonly year: number; readonly month: number; readonly date: number } {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    date: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  };
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
