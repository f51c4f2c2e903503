/** An instant of the event store: UTC with milliseconds. People say dates; a day begins at midnight in Vietnam. */
export function instantOf(said: string): string {
  return new Date(/^\d{4}-\d{2}-\d{2}$/.test(said) ? `${said}T00:00:00.000+07:00` : said).toISOString();
}
