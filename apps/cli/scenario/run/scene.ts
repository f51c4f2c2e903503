import type { Population, QualityClass } from '../../../../libs/domain/classes.js';
import type { Turnout } from '../generate/ballots.js';
import type { Plan, PlannedMember, PlannedOrganisation } from '../generate/plan.js';
import type { Api } from '../http/api.js';
import type { DecisionSheet, WorkItem } from '../http/answers.js';
import type { Crew, Person } from './crew.js';

/** What the whole run knows. */
export interface Run {
  readonly api: Api;
  readonly plan: Plan;
  readonly crew: Crew;
  readonly member: (id: string) => PlannedMember;
  readonly organisation: (id: string) => PlannedOrganisation;
  /** Organisations with members who will be late. */
  readonly awaiting: readonly string[];
  /** Who came to each meeting, by its id, and what it voted on whom: as a secretary has it in his notes. */
  readonly turnouts: Map<string, Turnout>;
  readonly voted: Map<string, QualityClass | null>;
  /** Units whose exceptions from the ceiling are granted, where the file has any. */
  readonly granted: Set<string>;
  /** Members and organisations whose line a body has decided, returned or put off. */
  readonly answered: Set<string>;
  /** Ids of all beneath an organisation that are to be classified. */
  readonly beneath: (organisation: string) => Readonly<Record<Population, readonly string[]>>;
  /** True once nothing has moved for long: what waited for others waits no longer. */
  readonly pressed: () => boolean;
}

/** What one person has before him when he looks at his list of work. */
export interface Scene extends Run {
  readonly person: Person;
  readonly items: readonly WorkItem[];
  readonly sheet: (organisation: string) => Promise<DecisionSheet>;
  /** The sheet is read afresh the next time. */
  readonly turnOver: () => void;
}

/** One kind of act: when people mean it, what goes into one command, and what they write. */
export interface Act {
  readonly means: (scene: Scene, item: WorkItem) => boolean;
  readonly together: 'LINE' | 'CASE' | 'PASS' | 'REFERENCE';
  /** The body of the command, or null: not now after all. */
  readonly write: (scene: Scene, items: readonly [WorkItem, ...WorkItem[]]) => Promise<object | null> | object | null;
}

/** The organisation whose case an item stands in: `cell/{cycle}/{organisation}`. */
export const organisationOfCase = (caseId: string): string => caseId.split('/').at(-1) ?? '';

/** True where the path of a pass holds a segment. */
export const wentBy = (pass: string, segment: string): boolean =>
  (pass.split(':').at(-1) ?? '').split('/').some((one) => one === segment || one.startsWith(`${segment}-`));
