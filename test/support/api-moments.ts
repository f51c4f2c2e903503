import { road } from './api-road.js';
import type { TestApi } from './api.js';
import { CYCLE, type Year } from './api-year.js';
import { proceed } from './store.js';

/** What was answered live after an act, and the time until the next. */
export interface Moment {
  readonly act: string;
  readonly from: number;
  readonly until: number;
  readonly live: Readonly<Record<string, Seen>>;
}

export interface Seen {
  readonly status: number;
  readonly body: unknown;
}

/** The year after begins while this one still goes on: what it says of the year before moves with every decision. */
export async function openNextYear(api: TestApi, { tokens }: Year): Promise<void> {
  const secretary = { token: tokens['huyen-secretary'] ?? '', key: true } as const;
  const body = { cycle: '2019', year: 2019, root: 'huyen', rulebook: 'rs-2018' };
  await api.send('POST', '/api/v1/cycles', { ...secretary, body });
  await api.send('POST', '/api/v1/cycles/2019/open', { ...secretary, body: {} });
  const path = ['cycle/2019', 'committee/2019/huyen', 'committee/2019/xa', 'cell/2019/ban'];
  for (const [index, child] of path.slice(1).entries())
    await proceed(api.store, { type: 'openCase', case: path[index] ?? '', child });
}

/** Goes the road of cell `ban`, and asks everything after each act. */
export async function livedThrough(api: TestApi, year: Year): Promise<readonly Moment[]> {
  const moments: Moment[] = [];
  const look = async (act: string): Promise<void> => {
    const from = await clock(api);
    const live: Record<string, Seen> = {};
    for (const [code, path] of questions(year)) live[`${code} ${path}`] = await seen(api, year, code, path);
    moments.push({ act, from, until: await clock(api), live });
  };
  await look('opened');
  for (const { name, run } of road(api, year)) {
    await run();
    await look(name);
  }
  return moments;
}

/** Who asks what: every kind of answer that is told of an instant, by people of every standing. */
export function questions({ ids }: Year): readonly (readonly [code: string, path: string])[] {
  const reviews = ['A', 'B', 'D'].flatMap((code) => {
    const review = `${CYCLE}/members/${ids[code] ?? ''}`;
    return [review, `${review}/result`, `${review}/history?limit=5`];
  });
  const after = ['A', 'B', 'C'].map((code) => `/api/v1/cycles/2019/members/${ids[code] ?? ''}/result`);
  const organisations = ['ban', 'xa', 'huyen'].map((organisation) => `${CYCLE}/organisations/${organisation}`);
  const lists = [
    '/api/v1/work-items',
    '/api/v1/work-items?cycle=2018&step=MEETING',
    '/api/v1/decision-sheet?cycle=2018',
    '/api/v1/decision-sheet?cycle=2018&organisation=xa',
  ];
  const reports = ['/api/v1/reports/2018', '/api/v1/reports/2018?organisation=xa', `${CYCLE}/status`, CYCLE];
  const all = [...reviews, ...after, ...organisations, ...lists, ...reports, `${CYCLE}/organisations/ban/history`];
  const callers = ['huyen-secretary', 'xa-secretary', 'xa-clerk', 'A', 'R', 'ngoai-secretary'];
  return callers.flatMap((code) => all.map((path) => [code, path] as const));
}

/** What somebody is answered. */
export async function seen(api: TestApi, { tokens }: Year, code: string, path: string): Promise<Seen> {
  const { status, body } = await api.send('GET', path, { token: tokens[code] ?? '' });
  return { status, body: status === 200 ? withoutClock(body) : { code: body.code } };
}

// What says when it was asked; all else must be the same.
const withoutClock = ({ asOf: _, ...body }: Record<string, unknown>): unknown => body;

/** The clock of the database, by which everything is recorded, in milliseconds; what is recorded next is recorded later. */
export async function clock({ store }: TestApi): Promise<number> {
  const [row] = await store.database.query('SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now');
  await new Promise((resolve) => setTimeout(resolve, 3));
  return Number(row?.['now']);
}

export const instant = (at: number): string => new Date(at).toISOString();

export const withAsOf = (path: string, asOf: string): string =>
  `${path}${path.includes('?') ? '&' : '?'}asOf=${encodeURIComponent(asOf)}`;
