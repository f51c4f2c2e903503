import type { CaseView } from '../ports.js';

/** Packs a view into the text that travels to a workflow: lists of ascending numbers become ranges ("1-12,14"). */
export function packView(view: CaseView): string {
  return JSON.stringify(view, (_key, value: unknown) => (isNumbers(value) ? `#${toRanges(value)}` : value));
}

/** Unpacks what `packView` made. */
export function unpackView(text: string): CaseView {
  return JSON.parse(text, (_key, value: unknown) =>
    typeof value === 'string' && value.startsWith('#') ? fromRanges(value.slice(1)) : value,
  ) as CaseView;
}

function isNumbers(value: unknown): value is readonly number[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((each, index) => typeof each === 'number' && (index === 0 || each > value[index - 1]))
  );
}

function toRanges(numbers: readonly number[]): string {
  const ranges: string[] = [];
  for (let at = 0; at < numbers.length;) {
    let end = at;
    while (numbers[end + 1] === (numbers[end] ?? 0) + 1) end += 1;
    ranges.push(end === at ? `${numbers[at]}` : `${numbers[at]}-${numbers[end]}`);
    at = end + 1;
  }
  return ranges.join(',');
}

function fromRanges(text: string): readonly number[] {
  return text.split(',').flatMap((range) => {
    const [from = 0, to = from] = range.split('-').map(Number);
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  });
}
