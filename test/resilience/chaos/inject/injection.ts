import type { Lost } from '../checks/history.js';
import type { Sight } from '../sight.js';

/** Brings a fault about; ends when the fault has ended. */
export type Inject = (sight: Sight, lastsMs: number) => Promise<Injected>;

/** What an injection finds out by itself while it lasts. */
export interface Injected {
  /** For whom reads the results. */
  readonly note?: string;
  /** What did not hold; empty when all did. */
  readonly broken?: readonly string[];
  /** What was acknowledged in this time may be lost: the store is older. */
  readonly lost?: Lost;
  /** From when recovery counts; else from the end of the injection. */
  readonly healedAt?: number;
}
