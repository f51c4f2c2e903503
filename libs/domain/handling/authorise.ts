import { ANSWERS_FOR, type Asks, type PostRole } from '../people.js';
import type { CaseOpened } from '../procedure/events.js';
import { reject, type Rejection } from '../rejection.js';
import type { Actor } from './world.js';

/** Whom a command may come from: posts that answer for `asks` in `organisation`, the member asked, or a clerk with a paper. */
export interface Answerable {
  readonly asks: Asks;
  readonly organisation: string;
  /** The member whose own matter it is, if he may speak for himself. */
  readonly member?: string;
}

/** Refuses whoever holds no post for it at the instant of recording. */
export function authorise(actor: Actor, opened: CaseOpened, answerable: Answerable): Rejection | null {
  if (actor.kind === 'PROCEDURE') return reject('FORBIDDEN', { asks: answerable.asks });
  if (answerable.member !== undefined && actor.member === answerable.member) return null;
  if (holds(actor, ANSWERS_FOR[answerable.asks], [answerable.organisation])) return null;
  if (isClerkOf(actor, opened)) return null;
  return reject('FORBIDDEN', { asks: answerable.asks, organisation: answerable.organisation });
}

/** A clerk of the organisation or of one above it records what others wrote on paper. */
export function isClerkOf(actor: Actor, opened: CaseOpened): boolean {
  return holds(actor, ['CLERK'], [opened.organisation, ...opened.above]);
}

/** True when the actor holds one of the posts in one of the organisations. */
export function holds(actor: Actor, roles: readonly PostRole[], organisations: readonly string[]): boolean {
  if (actor.kind !== 'PERSON') return false;
  return actor.posts.some((post) => roles.includes(post.role) && organisations.includes(post.organisation));
}
