import { initialCollectiveReview, type CollectiveReviewState } from '../domain/collective-review/events.js';
import { initialCycle, type CycleState } from '../domain/cycle/events.js';
import type { Plan, World } from '../domain/handling/world.js';
import { cycleStream, procedureStream } from '../domain/ids.js';
import { initialMemberReview, type MemberReviewState } from '../domain/member-review/evolve.js';
import { initialOrganisationReview, type OrganisationReviewState } from '../domain/organisation-review/evolve.js';
import { emptyProcedure, type ProcedureState } from '../domain/procedure/evolve.js';
import type { RegistrySnapshot } from '../domain/registry/snapshot.js';
import type { StreamRow } from './stream-row.js';

/** What is loaded for a command, of all that its plan names. */
export type Needs = Pick<Plan, 'cases' | 'streams' | 'membersOf' | 'below'>;

export interface CaseRow {
  readonly id: string;
  readonly version: number;
  readonly opened: boolean;
  readonly closed: boolean;
}

/** Loaded streams and cases; a stream that was asked for and is not there yet is in its initial state. */
export interface Loaded {
  readonly streams: ReadonlyMap<string, StreamRow>;
  readonly cases: ReadonlyMap<string, CaseRow>;
  readonly below: readonly string[];
  readonly asked: ReadonlySet<string>;
  readonly registry: RegistrySnapshot | null;
  readonly bodyMembers: readonly string[];
}

export function loadedOf(
  needs: Needs,
  cases: readonly CaseRow[],
  streams: readonly StreamRow[],
  registry: RegistrySnapshot | null,
  bodyMembers: readonly string[] = [],
): Loaded {
  const named = needs.cases.map(procedureStream);
  return {
    streams: new Map(streams.map((row) => [row.id, row])),
    cases: new Map(cases.map((row) => [row.id, row])),
    below: needs.below === null ? [] : cases.map(({ id }) => id).filter((id) => !needs.cases.includes(id)),
    asked: new Set([...needs.streams, ...named]),
    registry,
    bodyMembers,
  };
}

/** The world of a decision. `changed` holds the states that events of this command have moved on already. */
export function worldOf(loaded: Loaded, changed: ReadonlyMap<string, StreamRow> = new Map()): World {
  const state = <State>(stream: string, initial: State): State => {
    const row = changed.get(stream) ?? loaded.streams.get(stream);
    if (row !== undefined) return row.state as State;
    if (!loaded.asked.has(stream)) throw new Error(`${stream} is not in the plan of this command`);
    return initial;
  };
  const procedure = (caseId: string): ProcedureState => state(procedureStream(caseId), emptyProcedure(caseId));
  return {
    procedure,
    below: () => loaded.below.map(procedure),
    member: (stream) => state<MemberReviewState>(stream, initialMemberReview),
    organisation: (stream) => state<OrganisationReviewState>(stream, initialOrganisationReview),
    collective: (stream) => state<CollectiveReviewState>(stream, initialCollectiveReview),
    cycle: (cycle) => state<CycleState>(cycleStream(cycle), initialCycle),
    digest: (stream) => loaded.streams.get(stream)?.head.toString('hex') ?? '',
    version: (caseId) => loaded.cases.get(caseId)?.version ?? 0,
    registry: loaded.registry,
    bodyMembers: loaded.bodyMembers,
  };
}
