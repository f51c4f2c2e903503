let day = { begins: Number.NaN, text: '' };

/** ISO 8601 in UTC with milliseconds, as Date writes it; the day is written once for all events of it. */
export function isoInstant(ms: number): string {
  const begins = Math.floor(ms / DAY) * DAY;
  if (day.begins !== begins) day = { begins, text: new Date(begins).toISOString().slice(0, -13) };
  const within = ms - begins;
  // Never so in a column of milliseconds; what is there nevertheless is told apart from every instant.
  if (!Number.isInteger(within)) return `${day.text}${within}`;
  const [hours, minutes, seconds] = [within / 3_600_000, (within / 60_000) % 60, (within / 1_000) % 60];
  return `${day.text}${two(hours)}:${two(minutes)}:${two(seconds)}.${three(within % 1_000)}Z`;
}

const DAY = 86_400_000;
const two = (value: number): string => (value < 10 ? `0${Math.trunc(value)}` : `${Math.trunc(value)}`);
const three = (value: number): string => (value < 10 ? `00${value}` : value < 100 ? `0${value}` : `${value}`);
