import { expect } from '@jest/globals';
import type { Calendar } from '../../libs/domain/calendar/calendar.js';
import { decide, evolve, initialState, type StreamState } from '../../libs/domain/handling/handle.js';
import type {
  Accepted,
  Actor,
  Command,
  Decision,
  DomainEvent,
  Recorded,
  World,
} from '../../libs/domain/handling/world.js';
import { cycleStream, procedureStream } from '../../libs/domain/ids.js';
import type { ProcedureState } from '../../libs/domain/procedure/evolve.js';
import type { RegistrySnapshot } from '../../libs/domain/registry/snapshot.js';
import { isRejection } from '../../libs/domain/rejection.js';
import type { Rulebook } from '../../libs/domain/rulebook.js';
import { loadCalendar } from '../../libs/rulebook/load-calendar.js';
import { wasOffered } from './offered.js';
import { RS_2018 } from './rs-2018.js';

export { member, person } from './person.js';
export { RS_2018 };

export const NOW = '2018-12-10T03:00:00.000Z';
const CALENDAR: Calendar = loadCalendar('rulebooks');

export const PROCEDURE: Actor = { kind: 'PROCEDURE' };

export interface Given {
  /** Decides a command after what was given. */
  readonly when: (command: Command, actor: Actor, rulebook?: Rulebook) => When;
  readonly and: (...more: readonly Recorded[]) => Given;
  readonly events: readonly Recorded[];
  readonly world: World;
}

export interface When {
  readonly decision: Decision;
  /** The decision's events by type, in order; what was decided may be given further. */
  readonly thenRecords: (...types: readonly DomainEvent['type'][]) => Given;
  readonly thenRejected: (code: string, details?: object) => void;
}

/** Folds what is given into the states that a decision sees. */
export function given(
  events: readonly Recorded[],
  registry: RegistrySnapshot | null = null,
  bodyMembers: readonly string[] = [],
): Given {
  const world = foldWorld(events, registry, bodyMembers);
  return {
    events,
    world,
    and: (...more) => given([...events, ...more], registry, bodyMembers),
    when: (command, actor, rulebook = RS_2018) => {
      const decision = decide(world, command, { actor, now: NOW, rulebook, calendar: CALENDAR });
      // Whatever is accepted of a person anywhere in these tests, the API lists for him
      if (!isRejection(decision) && actor.kind === 'PERSON' && !wasOffered(command, { world, actor, rulebook }))
        throw new Error(`${command.type} is accepted and was not offered`);
      return {
        decision,
        thenRecords: (...types) => {
          const accepted = acceptedOrThrow(decision);
          expect(accepted.events.map(({ event }) => event.type)).toEqual(types);
          return given([...events, ...accepted.events.map((each) => withRecorder(each, actor))], registry, bodyMembers);
        },
        thenRejected: (code, details) => {
          expect(isRejection(decision) ? decision.rejected : decision.events.map(({ event }) => event.type)).toBe(code);
          if (details !== undefined) expect(decision).toMatchObject({ details });
        },
      };
    },
  };
}

function acceptedOrThrow(decision: Decision): Accepted {
  if (isRejection(decision)) throw new Error(`rejected ${decision.rejected} ${JSON.stringify(decision.details)}`);
  return decision;
}

const recorders = new WeakMap<Recorded, string>();

function withRecorder(recorded: Recorded, actor: Actor): Recorded {
  recorders.set(recorded, actor.kind === 'PERSON' ? actor.person : 'procedure');
  return recorded;
}

function foldWorld(
  events: readonly Recorded[],
  registry: RegistrySnapshot | null,
  bodyMembers: readonly string[],
): World {
  const states = new Map<string, StreamState>();
  const versions = new Map<string, number>();
  for (const recorded of events) {
    const { stream, event } = recorded;
    const before = states.get(stream) ?? initialState(stream);
    states.set(stream, evolve(stream, before, event, recorders.get(recorded) ?? 'somebody'));
    versions.set(stream, (versions.get(stream) ?? 0) + 1);
  }
  const state = <State>(stream: string): State => (states.get(stream) ?? initialState(stream)) as State;
  const procedures = (): readonly ProcedureState[] =>
    [...states].filter(([stream]) => stream.startsWith('procedure/')).map(([, each]) => each as ProcedureState);
  return {
    procedure: (caseId) => state(procedureStream(caseId)),
    below: (caseId) => procedures().filter((each) => each.caseId !== caseId),
    member: (stream) => state(stream),
    organisation: (stream) => state(stream),
    collective: (stream) => state(stream),
    cycle: (cycle) => state(cycleStream(cycle)),
    digest: (stream) => `${stream}@${versions.get(stream) ?? 0}`,
    version: (caseId) => versions.get(procedureStream(caseId)) ?? 0,
    registry,
    bodyMembers,
  };
}
