import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { openStore, type Store } from '../../../libs/store/store.js';
import { calendar, rulebookOf } from '../../../libs/rulebook/shelf.js';
import type { Machine } from './machine.js';

/** What an observer sees of the system past the lines that are cut: the store, Temporal and what the API says of itself. */
export interface Sight {
  readonly machine: Machine;
  readonly store: Store;
  readonly temporal: Client;
  readonly query: <Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]) => Promise<readonly Row[]>;
  readonly openCases: () => Promise<readonly string[]>;
  readonly health: () => Promise<Health>;
  close(): Promise<void>;
}

const PATIENCE_MS = 60_000;
const AGAIN_MS = 250;

/** What is read of the API's own account of its state. */
export interface Health {
  readonly status: string;
  readonly temporal: string;
  readonly completeUntil: string | null;
  readonly alarms: readonly { readonly alarm: string; readonly value: number | null }[];
}

export async function openSight(machine: Machine): Promise<Sight> {
  const { superuser } = machine.databases;
  const store = observing(
    openStore({ url: superuser, applicationName: 'chaos', poolSize: 4, rulebookOf, calendar: calendar() }),
  );
  const connection = await Connection.connect({ address: machine.temporalAddress });
  const query: Sight['query'] = async (text, values = []) => {
    for (let left = PATIENCE_MS / AGAIN_MS; ; left -= 1) {
      try {
        return (await store.pool.query(text, [...values])).rows;
      } catch (error) {
        if (left === 0) throw error;
        await sleep(AGAIN_MS);
      }
    }
  };
  return {
    machine,
    store,
    temporal: new Client({ connection }),
    query,
    async openCases() {
      const rows = await query<{ id: string }>('SELECT id FROM review_case WHERE opened AND NOT closed ORDER BY id');
      return rows.map(({ id }) => id);
    },
    async health() {
      const answer = await fetch(`${machine.apiUrl}/health/ready`, { signal: AbortSignal.timeout(5_000) });
      return (await answer.json()) as Health;
    },
    async close() {
      await store.close();
      await connection.close();
    },
  };
}

/** An observer's look is no look of a workflow's: it must not be noted as one. */
function observing(store: Store): Store {
  const { pool } = store;
  const query = (asked: pg.QueryConfig, ...rest: readonly never[]): unknown =>
    asked.name === 'looked' ? Promise.resolve({ rows: [], rowCount: 0 }) : pool.query(asked, ...rest);
  return { ...store, pool: Object.assign(Object.create(pool) as pg.Pool, { query }) };
}
