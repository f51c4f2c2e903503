import type pg from 'pg';
import type { Calendar } from '../domain/calendar/calendar.js';
import type { Rulebook } from '../domain/rulebook.js';
import { KeyedQueue } from './keyed-queue.js';
import type { ObserveCommand } from './observe.js';
import { openPool } from './pool.js';
import { StateCache } from './state-cache.js';

/** Finds a rulebook by id and refuses another content than the pinned hash; null only while a cycle is being created. */
export type RulebookOf = (id: string, hash: string | null) => Rulebook | Promise<Rulebook>;

export interface StoreOptions {
  readonly url: string;
  readonly applicationName: string;
  readonly poolSize?: number;
  readonly rulebookOf: RulebookOf;
  /** Vietnamese working days, for due dates. */
  readonly calendar: Calendar;
  readonly observe?: ObserveCommand | undefined;
}

export interface Store {
  readonly pool: pg.Pool;
  readonly rulebookOf: RulebookOf;
  readonly calendar: Calendar;
  readonly queue: KeyedQueue;
  /** How cases were opened and cycles created: read without locks, since it never changes. */
  readonly peeks: Pick<StateCache, 'case' | 'cycle'>;
  readonly states: StateCache;
  /** Told of every command that is answered. */
  readonly observe: ObserveCommand | undefined;
  close(): Promise<void>;
}

/** The event store behind one database account. */
export function openStore({ url, applicationName, poolSize, rulebookOf, calendar, observe }: StoreOptions): Store {
  const pool = openPool({ url, applicationName, ...(poolSize === undefined ? {} : { size: poolSize }) });
  const states = new StateCache({ pool });
  return {
    pool,
    rulebookOf,
    calendar,
    queue: new KeyedQueue(),
    peeks: states,
    states,
    observe,
    close: () => pool.end(),
  };
}
