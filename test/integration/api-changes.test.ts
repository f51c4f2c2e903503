import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Changes } from '../../apps/api/changes/changes.schema.js';
import { clock, instant } from '../support/api-moments.js';
import { road } from '../support/api-road.js';
import type { TestApi } from '../support/api.js';
import { CYCLE, openedApi, type Year } from '../support/api-year.js';

let api: TestApi;
let year: Year;
/** An instant after each act, the first before any. */
let instants: readonly string[];
let acts: readonly string[];

beforeAll(async () => {
  ({ api, year } = await openedApi());
  const seen = [instant(await clock(api))];
  const lived = road(api, year);
  for (const { run } of lived) {
    await run();
    seen.push(instant(await clock(api)));
  }
  instants = seen;
  acts = lived.map(({ name }) => name);
}, 60_000);
afterAll(() => api.end());

const id = (code: string): string => year.ids[code] ?? '';

const get = (code: string, path: string) => api.send('GET', path, { token: year.tokens[code] ?? '' });

async function changes(code: string, path: string, from: string, to?: string): Promise<Changes> {
  const until = to === undefined ? '' : `&to=${to}`;
  const [place = '', query] = path.split('?');
  const answer = await get(code, `${place}/changes?${query === undefined ? '' : `${query}&`}from=${from}${until}`);
  if (answer.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

const first = (): string => instants[0] ?? '';
const last = (): string => instants.at(-1) ?? '';
const at = ({ changes: found }: Changes, ...path: readonly string[]) =>
  found.find(
    (change) => path.every((name, index) => change.path[index] === name) && change.path.length === path.length,
  );
const typesOf = ({ events }: Changes, positions: readonly number[] = []): readonly string[] =>
  events.filter(({ position }) => positions.includes(position)).map(({ type }) => type);

const FAMILIES = (): readonly (readonly [code: string, path: string])[] => [
  ...['B'].map((member) => ['huyen-secretary', `${CYCLE}/members/${id(member)}`] as const),
  ...['ban'].map((organisation) => ['huyen-secretary', `${CYCLE}/organisations/${organisation}`] as const),
  ...['B', 'R', 'xa-secretary'].map((code) => [code, '/api/v1/work-items'] as const),
  ['xa-secretary', '/api/v1/decision-sheet?cycle=2018'],
  ['huyen-secretary', '/api/v1/reports/2018'],
  ['huyen-secretary', `${CYCLE}/status`],
];

/** The answer without what names a state, and what is told apart elsewhere. */
function told(body: Record<string, unknown>): unknown {
  const { asOf: _, digest: __, version: ___, findings: ____, next: _____, ...rest } = body;
  return rest;
}

describe('the difference between two instants', () => {
  test('is nothing where the answers are the same, and is made by what was recorded between where they are not', async () => {
    let differing = 0;
    for (const [code, path] of FAMILIES()) {
      for (const [index, act] of acts.entries()) {
        const [from, to] = [instants[index] ?? '', instants[index + 1] ?? ''];
        const answers = await Promise.all(
          [from, to].map(async (asOf) =>
            told((await get(code, `${path}${path.includes('?') ? '&' : '?'}asOf=${asOf}`)).body),
          ),
        );
        const found = await changes(code, path, from, to);
        const where = `${act}: ${code} ${path}`;
        const same = JSON.stringify(answers[0]) === JSON.stringify(answers[1]);
        expect([where, found.changes.length > 0]).toEqual([where, !same]);
        for (const { path: changed, events } of found.changes)
          expect([where, changed, events.length > 0]).toEqual([where, changed, true]);
        for (const { recordedAt } of found.events) expect(from < recordedAt && recordedAt <= to).toBe(true);
        if (!same) differing += 1;
      }
    }
    expect(differing).toBeGreaterThan(40);
  }, 120_000);

  test('of a review names path, both values, and who made it when', async () => {
    const found = await changes('huyen-auditor', `${CYCLE}/members/${id('B')}`, first(), last());
    const decided = at(found, 'classes', 'decided');
    expect(decided).toMatchObject({ before: null, after: 'COMPLETED' });
    expect(typesOf(found, decided?.events)).toEqual(['ClassDecided']);
    const voted = at(found, 'classes', 'voted');
    expect(typesOf(found, voted?.events)).toEqual(['VotesCounted', 'VotesCorrected']);
    expect(typesOf(found, at(found, 'residence', 'settled')?.events)).toEqual([
      'ResidenceCommentGiven',
      'ResidenceCommentConfirmed',
    ]);
    const [event] = found.events.filter(({ position }) => decided?.events.includes(position));
    expect(event).toMatchObject({ actorName: 'Ban chấp hành, Đảng bộ xã', recorderName: 'Bí thư xã' });
  });

  test('of an organisation tells its members by who they are', async () => {
    const found = await changes('xa-secretary', `${CYCLE}/organisations/ban`, first(), last());
    const line = at(found, 'members', id('A'), 'classes', 'decided');
    expect(line).toMatchObject({ before: null, after: 'GOOD' });
    const streams = found.events.filter(({ position }) => line?.events.includes(position)).map(({ stream }) => stream);
    expect(streams).toEqual([`member-review/2018/${id('A')}`]);
    const step = at(found, 'openSteps', 'all|SELF_ASSESSMENT');
    expect(step?.after).toBeNull();
    expect(typesOf(found, step?.events)).toEqual(['StepClosed']);
  });

  test('of a list of work tells what came and went, and what moved it', async () => {
    const handedIn = acts.findIndex((name) => name.startsWith('B ') && name.endsWith('self-assessments'));
    const found = await changes('B', '/api/v1/work-items', instants[handedIn] ?? '', instants[handedIn + 1]);
    expect(found.changes).toHaveLength(1);
    expect(found.changes[0]).toMatchObject({ before: { step: 'SELF_ASSESSMENT', subjectId: id('B') }, after: null });
    expect(typesOf(found, found.changes[0]?.events)).toEqual(['SelfAssessmentSubmitted']);
  });

  test('of a sheet tells which lines were answered, and by what', async () => {
    const decided = acts.lastIndexOf(`xa-secretary ${CYCLE}/organisations/xa/decisions`);
    const found = await changes(
      'xa-secretary',
      '/api/v1/decision-sheet?cycle=2018',
      instants[decided] ?? '',
      instants[decided + 1],
    );
    const line = at(found, 'submissions', 'cell/2018/ban:all', 'lines', `2|${id('B')}`);
    expect(line).toMatchObject({ before: { proposed: 'GOOD' }, after: null });
    expect(typesOf(found, line?.events)).toEqual(['ListDecided']);
  });

  test('of a report tells each figure with its base, and the events of those who moved', async () => {
    const found = await changes('huyen-secretary', '/api/v1/reports/2018', first(), last());
    const good = at(found, 'populations', 'members', 'figures', 'members.GOOD');
    expect(good).toMatchObject({ before: { count: 0, base: 0 }, after: { count: 1, base: 2 } });
    expect(found.events.filter(({ position }) => good?.events.includes(position))).toMatchObject([
      { type: 'ClassDecided', stream: `member-review/2018/${id('A')}`, recorderName: 'Bí thư xã' },
    ]);
    expect(at(found, 'populations', 'members', 'undecided')).toMatchObject({ before: 5, after: 3 });
  });

  test('of the progress tells steps by case, pass and name', async () => {
    const found = await changes('huyen-secretary', `${CYCLE}/status`, first(), last());
    const step = at(found, 'cases', 'cell/2018/ban', 'steps', 'all|MEETING');
    expect(step).toMatchObject({ before: null, after: { step: 'MEETING', closed: true, waiting: 0 } });
    expect(typesOf(found, step?.events)).toEqual(expect.arrayContaining(['StepOpened', 'VotesCounted', 'StepClosed']));
  });

  test('begins with nothing before anything was recorded, and ends now where no end is given', async () => {
    const found = await changes('huyen-auditor', `${CYCLE}/members/${id('A')}`, '2001-01-01T00:00:00Z');
    expect(at(found, 'organisation')).toMatchObject({ before: null, after: 'ban' });
    expect(typesOf(found, at(found, 'organisation')?.events)).toEqual(['MemberReviewOpened']);
  });
});

describe('is refused', () => {
  const asked = async (code: string, path: string, query: string) => {
    const { status, body } = await get(
      code,
      `${path.replace(/\?|$/, '/changes?')}${path.includes('?') ? '&' : ''}${query}`,
    );
    return [status, body.code];
  };

  test('where the instants are none, turned round, or not there yet', async () => {
    for (const [code, path] of FAMILIES()) {
      expect(await asked(code, path, '')).toEqual([400, 'INPUT_INVALID']);
      expect(await asked(code, path, 'from=yesterday')).toEqual([400, 'INPUT_INVALID']);
      expect(await asked(code, path, `from=${last()}&to=${first()}`)).toEqual([422, 'INTERVAL_REVERSED']);
      expect(await asked(code, path, `from=${first()}&to=2999-01-01T00:00:00Z`)).toEqual([422, 'AS_OF_IN_FUTURE']);
    }
    const before = 'from=2001-01-01T00:00:00Z&to=2002-01-01T00:00:00Z';
    expect(await asked('huyen-secretary', '/api/v1/reports/2018', before)).toEqual([404, 'NOT_YET_RECORDED']);
  });

  test('to whoever may not read the history today', async () => {
    const span = `from=${first()}&to=${last()}`;
    for (const code of ['C', 'R', 'K', 'ngoai-secretary'])
      expect(await asked(code, `${CYCLE}/members/${id('B')}`, span)).toEqual([404, 'NOT_FOUND']);
    expect(await asked('C', `${CYCLE}/organisations/ban`, span)).toEqual([403, 'FORBIDDEN']);
    expect(await asked('A', `${CYCLE}/organisations/xa`, span)).toEqual([404, 'NOT_FOUND']);
    expect(await asked('ngoai-secretary', '/api/v1/reports/2018', span)).toEqual([404, 'NOT_FOUND']);
    expect(await asked('A', '/api/v1/reports/2018', `${span}&organisation=xa`)).toEqual([404, 'NOT_FOUND']);
  });

  test('nobody hears of others through his own list', async () => {
    const { events } = await changes('R', '/api/v1/work-items', first(), last());
    expect(events.map(({ type }) => type)).not.toContain('ClassDecided');
    expect(new Set(events.map(({ stream }) => stream))).toEqual(
      new Set([`member-review/2018/${id('B')}`, 'procedure/cell/2018/ban']),
    );
  });
});
