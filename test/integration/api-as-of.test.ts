import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { issueToken } from '../../libs/store/accounts.js';
import { children, PastTooWide, rowsAsOf } from '../../libs/store/as-of/as-of.js';
import { rebuild } from '../../libs/store/rebuild/rebuild.js';
import {
  clock,
  instant,
  livedThrough,
  openNextYear,
  questions,
  seen,
  withAsOf,
  type Moment,
} from '../support/api-moments.js';
import type { TestApi } from '../support/api.js';
import { CYCLE, openedApi, type Year } from '../support/api-year.js';

let api: TestApi;
let year: Year;
let moments: readonly Moment[];

beforeAll(async () => {
  ({ api, year } = await openedApi());
  await openNextYear(api, year);
  moments = await livedThrough(api, year);
}, 120_000);
afterAll(() => api.end());

const token = (code: string): string => year.tokens[code] ?? '';
const id = (code: string): string => year.ids[code] ?? '';
const ask = (code: string, path: string) => seen(api, year, code, path);

describe('as of an instant', () => {
  test('the year before is told as it was known then', async () => {
    const path = `/api/v1/cycles/2019/members/${id('A')}/result`;
    const told = moments.map(
      ({ live: then }) => then[`A ${path}`]?.body as { yearBefore: readonly { class: string }[] },
    );
    const classes = told.map(({ yearBefore }) => yearBefore.map((row) => row.class).join());
    const decided = classes.indexOf('GOOD');
    expect(decided).toBeGreaterThan(0);
    for (const at of [decided - 1, decided]) {
      const { status, body } = await ask('A', withAsOf(path, instant(moments[at]?.from ?? 0)));
      expect([status, (body as { yearBefore: unknown[] }).yearBefore]).toEqual([200, told[at]?.yearBefore]);
    }
  });

  test('every answer is what the live answer was then, at random instants of the year', async () => {
    expect(moments.length).toBeGreaterThan(20);
    const asked = questions(year);
    const arbitrary = fc.record({
      moment: fc.nat({ max: moments.length - 1 }),
      within: fc.double({ min: 0, max: 1, noNaN: true }),
      question: fc.nat({ max: asked.length - 1 }),
    });
    await fc.assert(
      fc.asyncProperty(arbitrary, async ({ moment, within, question }) => {
        const { from, until, live: then } = moments[moment] as Moment;
        const [code, path] = asked[question] as (typeof asked)[number];
        const past = await ask(code, withAsOf(path, instant(from + Math.floor((until - from) * within))));
        expect({ code, path, ...past }).toEqual({ code, path, ...then[`${code} ${path}`] });
      }),
      { numRuns: 400 },
    );
  }, 120_000);

  test('as of now it is the live answer', async () => {
    for (const [code, path] of questions(year)) {
      const now = await ask(code, path);
      expect(await ask(code, withAsOf(path, instant(await clock(api))))).toEqual(now);
    }
  }, 60_000);
});

describe('who may ask', () => {
  const askOf = (code: string, path: string, at: number) =>
    api.send('GET', withAsOf(path, instant(at)), { token: token(code) });
  const early = (): number => moments[3]?.from ?? 0;

  test('is decided by the posts of today, whatever was held at the instant', async () => {
    // C was secretary until 2010, the district's secretary beside it never was.
    for (const path of [
      `${CYCLE}/organisations/xa`,
      `${CYCLE}/members/${id('A')}`,
      `${CYCLE}/members/${id('A')}/result`,
    ])
      for (const code of ['C', 'ngoai-secretary']) expect((await askOf(code, path, early())).status).toBe(404);
    expect((await askOf('C', '/api/v1/reports/2018', early())).status).toBe(403);
    expect((await askOf('ngoai-secretary', '/api/v1/reports/2018', early())).status).toBe(404);
    expect((await askOf('A', '/api/v1/reports/2018?organisation=xa', early())).status).toBe(404);
    expect((await askOf('A', '/api/v1/decision-sheet?cycle=2018&organisation=xa', early())).status).toBe(404);
  });

  test('a secretary whose post ended sees nothing of the time when he held it', async () => {
    const path = `${CYCLE}/members/${id('B')}`;
    const end = (until: string | null) =>
      api.store.database.query("UPDATE post SET until_on = $1 WHERE organisation = 'xa' AND role = 'SECRETARY'", [
        until,
      ]);
    const fresh = await issueToken(api.store.api, id('xa-secretary'), { days: 1 });
    await end('2020-01-01');
    try {
      for (const asked of [path, '/api/v1/reports/2018', `${CYCLE}/organisations/xa`]) {
        const answer = await api.send('GET', withAsOf(asked, instant(early())), { token: fresh });
        expect([asked, answer.status]).toEqual([asked, 404]);
      }
      const list = await api.send('GET', withAsOf('/api/v1/work-items', instant(moments.at(-2)?.from ?? 0)), {
        token: fresh,
      });
      expect(list.body.items).toEqual([]);
    } finally {
      await end(null);
    }
  });

  test('where a member lives, only the residence part is seen, then as now', async () => {
    const { body } = await askOf('R', `${CYCLE}/members/${id('B')}`, moments.at(-1)?.from ?? 0);
    expect(Object.keys(body)).not.toContain('classes');
    expect(body.residence.settled).toBe('CONFIRMED');
  });

  test('a file read as of an instant is a file read', async () => {
    const readings = async () =>
      (await api.store.database.query('SELECT FROM personal_reading WHERE person = $1', [id('huyen-auditor')])).length;
    const before = await readings();
    await askOf('huyen-auditor', `${CYCLE}/members/${id('B')}`, early());
    expect(await readings()).toBe(before + 1);
  });
});

describe('an instant', () => {
  const asked = async (path: string, asOf: string) => {
    const { status, body } = await api.send('GET', `${path}${path.includes('?') ? '&' : '?'}asOf=${asOf}`, {
      token: token('huyen-secretary'),
    });
    return { status, code: body.code, body };
  };
  const EVERYWHERE = (): readonly string[] => [
    `${CYCLE}/members/${id('A')}`,
    `${CYCLE}/members/${id('A')}/result`,
    `${CYCLE}/members/${id('A')}/history`,
    `${CYCLE}/organisations/ban`,
    `${CYCLE}/organisations/ban/history`,
    '/api/v1/work-items',
    '/api/v1/decision-sheet?cycle=2018',
    '/api/v1/reports/2018',
    `${CYCLE}/status`,
    CYCLE,
  ];

  test('that has not come, or is none, is refused alike everywhere', async () => {
    for (const path of EVERYWHERE()) {
      expect(await asked(path, '2999-01-01T00:00:00Z')).toMatchObject({ status: 422, code: 'AS_OF_IN_FUTURE' });
      for (const wrong of [
        'yesterday',
        '0000-01-01T00:00:00Z',
        '0001-01-01T00:00:00%2B07:00',
        '2026-11-12',
        '2026-02-30T00:00:00Z',
        '2026-11-12T25:00:00Z',
        '1',
        '',
        '2026-11-12T00:00:00',
      ])
        expect([wrong, (await asked(path, wrong)).code]).toEqual([wrong, 'INPUT_INVALID']);
    }
    const { body } = await asked(CYCLE, '2026-11-12');
    expect(body.details.issues[0].path).toBe('asOf');
  });

  test('before anything was recorded: nothing of it is there yet, and lists are empty', async () => {
    for (const path of EVERYWHERE()) {
      const { status, code, body } = await asked(path, '2001-01-01T00:00:00%2B07:00');
      if (path.includes('work-items')) expect(body.items).toEqual([]);
      else if (path.includes('decision-sheet')) expect(body.submissions).toEqual([]);
      else if (path.includes('history')) expect(body.events).toEqual([]);
      else expect([path, status, code]).toEqual([path, 404, 'NOT_YET_RECORDED']);
    }
  });

  test('may bear any offset, its plus sign escaped or not', async () => {
    const path = `${CYCLE}/members/${id('A')}`;
    const at = moments[2]?.from ?? 0;
    const local = new Date(at + 7 * 3_600_000).toISOString().replace('Z', '');
    const bodies = [instant(at), `${local}%2B07:00`, `${local}+07:00`].map(
      async (said) => (await asked(path, said)).body,
    );
    const [utc, escaped, plain] = await Promise.all(bodies);
    expect(escaped).toEqual(utc);
    expect(plain).toEqual(utc);
  });
});

test('more streams than one answer folds are refused, not begun', async () => {
  const scope = { cases: ['cycle/2018'], follow: children };
  const now = instant(await clock(api));
  await expect(rowsAsOf(api.store.api, now, scope, 10)).rejects.toThrow(PastTooWide);
  expect((await rowsAsOf(api.store.api, now, scope, 100)).streams.length).toBeGreaterThan(10);
});

test('what was changed by hand in the rows of today does not change the past', async () => {
  const at = instant(moments.at(-1)?.from ?? 0);
  const paths = [
    `${CYCLE}/members/${id('A')}`,
    '/api/v1/reports/2018',
    `${CYCLE}/status`,
    `${CYCLE}/organisations/ban`,
  ];
  const before = await Promise.all(paths.map((path) => ask('huyen-secretary', withAsOf(path, at))));
  await api.store.database.query(`
    UPDATE stream SET state = jsonb_set(state, '{decided,class}', '"EXCELLENT"') WHERE state #>> '{decided,class}' = 'GOOD';
    UPDATE review_case SET closed = true, version = version + 7;
    DELETE FROM work_item;
  `);
  const after = await Promise.all(paths.map((path) => ask('huyen-secretary', withAsOf(path, at))));
  expect(after).toEqual(before);
  expect(await ask('huyen-secretary', paths[0] ?? '')).not.toEqual(before[0]);
  await rebuild(api.store.urls.owner);
  expect(await ask('huyen-secretary', paths[0] ?? '')).toEqual(before[0]);
});
