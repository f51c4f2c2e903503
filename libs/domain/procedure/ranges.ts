/** True for a list of numbers, each above the one before; the empty list is none. */
export function isAscending(value: unknown): value is readonly number[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((each, index) => typeof each === 'number' && (index === 0 || each > value[index - 1]))
  );
}

/** `[1, 2, 3, 5]` as `1-3,5`, or as bits where that is shorter (every second of four hundred). */
export function toRanges(numbers: readonly number[]): string {
  const ranges = rangesOf(numbers);
  const bits = bitsOf(numbers);
  return bits.length < ranges.length ? bits : ranges;
}

/** What `toRanges` wrote. */
export function fromRanges(text: string): readonly number[] {
  return text.startsWith(BITS) ? fromBits(text.slice(BITS.length)) : text.split(',').flatMap(rangeOf);
}

function rangesOf(numbers: readonly number[]): string {
  const ranges: string[] = [];
  for (let at = 0; at < numbers.length;) {
    let end = at;
    while (numbers[end + 1] === (numbers[end] ?? 0) + 1) end += 1;
    ranges.push(end === at ? `${numbers[at]}` : `${numbers[at]}-${numbers[end]}`);
    at = end + 1;
  }
  return ranges.join(',');
}

function rangeOf(range: string): readonly number[] {
  const [from = 0, to = from] = range.split('-').map(Number);
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

const BITS = 'x';
const PER_DIGIT = 4;

/** One hexadecimal digit for four numbers, from 0 up. */
function bitsOf(numbers: readonly number[]): string {
  const digits = Array.from({ length: Math.floor((numbers.at(-1) ?? 0) / PER_DIGIT) + 1 }, () => 0);
  for (const number of numbers) {
    const digit = Math.floor(number / PER_DIGIT);
    digits[digit] = (digits[digit] ?? 0) + 2 ** (number % PER_DIGIT);
  }
  return BITS + digits.map((digit) => digit.toString(16)).join('');
}

function fromBits(text: string): readonly number[] {
  return Array.from(text).flatMap((digit, place) =>
    [0, 1, 2, 3]
      .filter((bit) => Math.floor(parseInt(digit, 16) / 2 ** bit) % 2 === 1)
      .map((bit) => place * PER_DIGIT + bit),
  );
}
