import type { Calendar } from '../calendar/calendar.js';
import type { CollectiveReviewEvent, CollectiveReviewState } from '../collective-review/events.js';
import type { CollectiveReviewCommand } from '../collective-review/commands.js';
import type { CycleCommand } from '../cycle/commands.js';
import type { CycleEvent, CycleState } from '../cycle/events.js';
import type { MemberReviewCommand } from '../member-review/commands.js';
import type { MemberReviewEvent } from '../member-review/events.js';
import type { MemberReviewState } from '../member-review/evolve.js';
import type { OrganisationReviewCommand } from '../organisation-review/commands.js';
import type { OrganisationReviewEvent } from '../organisation-review/events.js';
import type { OrganisationReviewState } from '../organisation-review/evolve.js';
import type { Post } from '../people.js';
import type { ProcedureCommand, Wish } from '../procedure/commands.js';
import type { ProcedureEvent } from '../procedure/events.js';
import type { ProcedureState } from '../procedure/evolve.js';
import type { RegistrySnapshot } from '../registry/snapshot.js';
import type { Json, Rejection } from '../rejection.js';
import type { Rulebook } from '../rulebook.js';

export type PersonCommand =
  MemberReviewCommand | OrganisationReviewCommand | CollectiveReviewCommand | CycleCommand | Wish;
export type Command = PersonCommand | ProcedureCommand;

export type DomainEvent =
  MemberReviewEvent | OrganisationReviewEvent | CollectiveReviewEvent | CycleEvent | ProcedureEvent;

/** The states that a decision may look at: everything named by the plan of its command, loaded under its locks. */
export interface World {
  /** Throws when the stream was not in the plan: a bug, never a refusal. */
  readonly procedure: (caseId: string) => ProcedureState;
  /** States of all cases below, when the plan asked for them. */
  readonly below: (caseId: string) => readonly ProcedureState[];
  readonly member: (stream: string) => MemberReviewState;
  readonly organisation: (stream: string) => OrganisationReviewState;
  readonly collective: (stream: string) => CollectiveReviewState;
  readonly cycle: (cycle: string) => CycleState;
  /** Digest of all that a line shows: the head of its stream, hex. */
  readonly digest: (stream: string) => string;
  readonly version: (caseId: string) => number;
  readonly registry: RegistrySnapshot | null;
  /** Members who sit on the body that decides, when the plan asked for them. */
  readonly bodyMembers: readonly string[];
}

/** Who acts, when, under which rules. */
export interface Context {
  readonly actor: Actor;
  /** The instant of recording, ISO 8601 with milliseconds, taken from the database after the locks. */
  readonly now: string;
  readonly rulebook: Rulebook;
  readonly calendar: Calendar;
}

export type Actor =
  | { readonly kind: 'PROCEDURE' }
  | {
      readonly kind: 'PERSON';
      readonly person: string;
      /** The member that this person is, if any. */
      readonly member: string | null;
      /** Posts held at the instant of recording. */
      readonly posts: readonly Post[];
    };

/** One event for one stream; `caseId` owns the stream. */
export interface Recorded {
  readonly stream: string;
  readonly caseId: string;
  readonly subject: string | null;
  readonly event: DomainEvent;
  /** Who acted, when another recorded it: a member's id, or a body as `bodyOf` writes it; else whoever recorded it. */
  readonly by?: string;
  /** When it happened, if people said so (date or instant); else the instant of recording. */
  readonly occurredAt?: string;
}

export interface Accepted {
  readonly events: readonly Recorded[];
  readonly answer: { readonly [key: string]: Json };
}

export type Decision = Accepted | Rejection;

/** What a command needs to be decided: cases to lock, streams to load. Found without locks. */
export interface Plan {
  /** Locked in id order; their `procedure/` streams are loaded. */
  readonly cases: readonly string[];
  readonly streams: readonly string[];
  /** Every member-review stream of these cases is loaded too. */
  readonly membersOf: readonly string[];
  /** Cases below this one are locked and loaded as well. */
  readonly below: string | null;
  /** A snapshot of the registry, for opening the case of this organisation (null: of the cycle's root) in the tree of this cycle. */
  readonly registryOf: { readonly cycle: string; readonly organisation: string | null } | null;
  /** The organisation whose sitting members are needed, to keep them out of their own lines. */
  readonly bodyOf: string | null;
}
