/** Whether a client would rather have a page than JSON (RFC 9110, 12.5.1): a browser says so, a program does not. */
export function prefersHtml(accept = ''): boolean {
  return qualityOf(accept, 'text/html') > Math.max(qualityOf(accept, 'application/json'), 0);
}

// A type named outright; what only a wildcard allows is JSON's.
function qualityOf(accept: string, type: string): number {
  const range = accept
    .split(',')
    .map((each) => each.split(';').map((part) => part.trim().toLowerCase()))
    .find(([name]) => name === type);
  if (range === undefined) return 0;
  const q = Number(range.find((part) => part.startsWith('q='))?.slice(2) ?? 1);
  return Number.isNaN(q) ? 0 : q;
}
