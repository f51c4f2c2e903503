import type { Counts } from '../ceiling/ceiling.js';
import type { Degree, QualityClass } from '../classes.js';
import type { Json } from '../rejection.js';
import type { Source } from '../source.js';

/** What is known of one subject. `facts`: recorded results by name; `shares`: classes of its members or subordinates. */
export interface Evidence {
  readonly degrees?: Readonly<Record<string, Degree>>;
  readonly points?: number;
  readonly facts: Readonly<Record<string, number | boolean>>;
  readonly shares?: Readonly<Partial<Record<'MEMBERS' | 'SUBORDINATES', Counts>>>;
}

/** One rule against one piece of evidence. CONDITION: met is what the class asks; AUTOMATIC: met is what caps the class. */
export interface Check {
  readonly kind: 'CONDITION' | 'AUTOMATIC';
  readonly class: QualityClass;
  /** Id of the criterion, the fact or the automatic rule, `POINTS`, or `SHARE.of.class`. */
  readonly rule: string;
  readonly source: Source;
  /** null: there was nothing to measure. */
  readonly measured: Json;
  readonly threshold: Json;
  readonly met: boolean;
  /** The fact that lifts an automatic rule or leaves it to the authority. */
  readonly exception: string | null;
}
