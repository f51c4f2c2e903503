/** "23,7%": a percentage as Vietnamese print has it; "–" where the base was empty. */
export function formatPercent(percent: string | null): string {
  return percent === null ? '–' : `${formatDecimal(percent)}%`;
}

/** "3.643": thousands by a point. */
export function formatCount(count: number): string {
  return grouped(String(count));
}

/** Decimal text with a point, as Vietnamese print has it: decimal comma, thousands by a point. */
export function formatDecimal(decimal: string): string {
  const [whole = '0', digits] = decimal.split('.');
  return digits === undefined ? grouped(whole) : `${grouped(whole)},${digits}`;
}

function grouped(whole: string): string {
  return whole.replace(/\B(?=(\d{3})+$)/g, '.');
}
