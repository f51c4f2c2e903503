import { evolve, initialState, type StreamState } from '../domain/handling/handle.js';
import type { DomainEvent } from '../domain/handling/world.js';
import type { RegistryEvent } from '../domain/registry/events.js';
import { evolveRegistry, initialRegistry, type RegistryState } from '../domain/registry/evolve.js';

/** Any event that a stream may hold. */
export type StoredEvent = DomainEvent | RegistryEvent;

/** The state of a stream before its first event. */
export function initialOf(stream: string): unknown {
  return isRegistry(stream) ? initialRegistry : initialState(stream);
}

/** The state of a stream after one more event; command handler, audit and rebuild fold with this alone. */
export function fold(stream: string, state: unknown, event: StoredEvent, recorder: string): unknown {
  return isRegistry(stream)
    ? evolveRegistry(state as RegistryState, event as RegistryEvent)
    : evolve(stream, state as StreamState, event as DomainEvent, recorder);
}

function isRegistry(stream: string): boolean {
  return stream.startsWith('registry/');
}
