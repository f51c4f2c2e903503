export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A rule said no: a stable code and the data that explains it, never a sentence. */
export interface Rejection {
  readonly rejected: string;
  readonly details: Readonly<Record<string, Json>>;
}

export function reject(code: string, details: Readonly<Record<string, Json>> = {}): Rejection {
  return { rejected: code, details };
}

export function isRejection(value: unknown): value is Rejection {
  return typeof value === 'object' && value !== null && 'rejected' in value;
}
