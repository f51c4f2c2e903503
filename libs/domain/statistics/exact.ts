/** A share of a rulebook as the fraction that it was written as: 0.2 is 2/10 and not the nearest binary number, «1/3» is a third. */
export function fraction(share: number | string): { readonly numerator: bigint; readonly denominator: bigint } {
  const [numerator = '0', denominator] = String(share).split('/');
  if (denominator !== undefined) return { numerator: BigInt(numerator), denominator: BigInt(denominator) };
  const [whole = '0', digits = ''] = numerator.split('.');
  return { numerator: BigInt(whole + digits), denominator: 10n ** BigInt(digits.length) };
}

export type Rounding = 'FLOOR' | 'CEIL' | 'HALF_UP';

/** Quotient of two non-negative whole numbers, rounded exactly. */
export function divide(dividend: bigint, divisor: bigint, rounding: Rounding): bigint {
  switch (rounding) {
    case 'FLOOR':
      return dividend / divisor;
    case 'CEIL':
      return (dividend + divisor - 1n) / divisor;
    case 'HALF_UP':
      return (2n * dividend + divisor) / (2n * divisor);
  }
}

/** Decimal text with a point and exactly `decimals` digits after it, of a value counted in 10^-decimals. */
export function decimalText(units: bigint, decimals: number): string {
  const digits = units.toString().padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
