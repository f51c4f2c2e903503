import { createHash, randomUUID } from 'node:crypto';
import type { Command } from '../domain/handling/world.js';
import type { ProcedureCommand } from '../domain/procedure/commands.js';
import type { Json } from '../domain/rejection.js';
import { canonical } from './append/chain.js';

/** A command on its way to the store, as who sent it. */
export interface Envelope {
  /** A uuid made by the sender; the same id is recorded once. */
  readonly commandId: string;
  /** Bound to the id together with the actor: an id used elsewhere is refused. */
  readonly route: string;
  /** What was sent, hashed in RFC 8785 form. */
  readonly payload: unknown;
  readonly command: Command;
  readonly actor: { readonly kind: 'PERSON'; readonly person: string } | { readonly kind: 'PROCEDURE' };
  /** Id of the rulebook, where the command creates a cycle. */
  readonly rulebook?: string;
}

interface Answer {
  readonly [key: string]: Json;
}

export interface AcceptedCommand {
  readonly outcome: 'ACCEPTED';
  readonly answer: Answer;
  /** Version of each case that the command moved. */
  readonly versions: Readonly<Record<string, number>>;
  readonly events: number;
  readonly replayed: boolean;
}

export interface RejectedCommand {
  readonly outcome: 'REJECTED';
  readonly code: string;
  readonly details: Answer;
  readonly replayed: boolean;
}

export type Handled = AcceptedCommand | RejectedCommand;

export const PROCEDURE = 'procedure';

/** A workflow's command: its repeats are known by what stands, so each try has an id of its own. */
export function byProcedure(command: ProcedureCommand): Envelope {
  return { commandId: randomUUID(), route: PROCEDURE, payload: command, command, actor: { kind: 'PROCEDURE' } };
}

/** Who entered it. */
export function recorderOf({ actor }: Pick<Envelope, 'actor'>): string {
  return actor.kind === 'PERSON' ? actor.person : PROCEDURE;
}

export function payloadHash(payload: unknown): Buffer {
  return createHash('sha256').update(canonical(payload)).digest();
}

export function rejected(code: string, details: Answer): RejectedCommand {
  return { outcome: 'REJECTED', code, details, replayed: false };
}
