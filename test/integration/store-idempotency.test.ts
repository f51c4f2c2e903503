import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Command } from '../../libs/domain/handling/world.js';
import { byProcedure } from '../../libs/store/envelope.js';
import { handleCommand, tryCommand } from '../../libs/store/handle-command.js';
import { selfAssessment } from '../support/cell-of-four.js';
import { byPerson, proceed, testStore, type TestStore } from '../support/store.js';
import { BAN, memberOf, Year } from '../support/store-year.js';

let store: TestStore;
let year: Year;

beforeAll(async () => {
  store = await testStore('idempotency');
  year = await Year.open(store);
  await year.openStep(BAN, 'SELF_ASSESSMENT', [1, 2, 3], 'MEMBER');
});
afterAll(() => store.end());

const handIn = (code: string): Command => ({
  type: 'submitSelfAssessments',
  case: BAN,
  lines: [{ member: year.id(code), ...selfAssessment() }],
});
const eventsOf = async (code: string): Promise<number> => {
  const [row] = await store.database.query('SELECT count(*)::int AS count FROM event WHERE stream_id = $1', [
    memberOf(year, code),
  ]);
  return Number(row?.['count']);
};

test('the same command three times at once is recorded once, with one answer', async () => {
  const before = await eventsOf('A');
  const envelope = byPerson(year.id('A'), handIn('A'));
  const answers = await Promise.all([store.api, store.api, store.api].map((api) => handleCommand(api, envelope)));
  expect(await eventsOf('A')).toBe(before + 1);
  expect(answers.filter((answer) => !answer.replayed)).toHaveLength(1);
  const [first, ...others] = answers.map(({ replayed: _, ...answer }) => answer);
  for (const other of others) expect(other).toEqual(first);
});

test('also through two processes', async () => {
  const before = await eventsOf('B');
  const { openStore } = await import('../../libs/store/store.js');
  const second = openStore({ ...store.api, url: store.urls.api, applicationName: 'second api' });
  const envelope = byPerson(year.id('B'), handIn('B'));
  const answers = await Promise.all([store.api, second, store.api, second].map((api) => handleCommand(api, envelope)));
  await second.close();
  expect(await eventsOf('B')).toBe(before + 1);
  expect(answers.filter((answer) => !answer.replayed)).toHaveLength(1);
});

test('another payload, route or actor under the same id is refused, and that is kept', async () => {
  const commandId = randomUUID();
  await handleCommand(
    store.api,
    byPerson(year.id('clerk'), { type: 'requestClosing', case: 'cell/2018/tren', reason: 'X' }, { commandId }),
  );
  const reused = { outcome: 'REJECTED', code: 'IDEMPOTENCY_KEY_REUSED' };
  const other = byPerson(
    year.id('clerk'),
    { type: 'requestClosing', case: 'cell/2018/tren', reason: 'Y' },
    { commandId },
  );
  expect(await handleCommand(store.api, other)).toMatchObject(reused);
  const same: Command = { type: 'requestClosing', case: 'cell/2018/tren', reason: 'X' };
  expect(await handleCommand(store.api, byPerson(year.id('teller'), same, { commandId }))).toMatchObject(reused);
  expect(
    await handleCommand(store.api, byPerson(year.id('clerk'), same, { commandId, route: 'elsewhere' })),
  ).toMatchObject(reused);
  const kept = await store.database.query("SELECT FROM rejected_command WHERE code = 'IDEMPOTENCY_KEY_REUSED'");
  expect(kept).toHaveLength(3);
});

test('the same id on two cases at once is recorded for one', async () => {
  const commandId = randomUUID();
  const wish = (cell: string) =>
    byPerson(year.id('clerk'), { type: 'requestClosing', case: cell, reason: 'X' }, { commandId });
  const answers = await Promise.all(
    ['committee/2018/tren', 'committee/2018/ban'].map((cell) => handleCommand(store.api, wish(cell))),
  );
  expect(answers.map((answer) => (answer.outcome === 'REJECTED' ? answer.code : '')).sort()).toEqual([
    'IDEMPOTENCY_KEY_REUSED',
    'NOT_FOUND',
  ]);
});

test('a refusal is kept, and answered again as it was', async () => {
  const envelope = byPerson(year.id('R'), handIn('C'));
  const refused = await handleCommand(store.api, envelope);
  expect(refused).toMatchObject({ outcome: 'REJECTED', code: 'FORBIDDEN', replayed: false });
  expect(await handleCommand(store.api, envelope)).toEqual({ ...refused, replayed: true });
  const [kept] = await store.database.query('SELECT actor, code, case_id FROM rejected_command WHERE command_id = $1', [
    envelope.commandId,
  ]);
  expect(kept).toEqual({ actor: year.id('R'), code: 'FORBIDDEN', case_id: BAN });
});

test('a workflow is told that its case has moved, and nothing is kept of that', async () => {
  const envelope = byProcedure({
    type: 'closeStep',
    case: BAN,
    step: 'SELF_ASSESSMENT',
    pass: 'all',
    outcome: {},
    seenVersion: 1,
    submits: null,
  });
  expect(await handleCommand(store.worker, envelope)).toMatchObject({ outcome: 'REJECTED', code: 'CASE_MOVED' });
  expect(await store.database.query('SELECT FROM command WHERE id = $1', [envelope.commandId])).toEqual([]);
  expect(
    await store.database.query('SELECT FROM rejected_command WHERE command_id = $1', [envelope.commandId]),
  ).toEqual([]);
});

test("a workflow's repeat finds what stands and moves nothing", async () => {
  const version = async () => (await store.database.query('SELECT version FROM review_case WHERE id = $1', [BAN]))[0];
  const before = await version();
  const again = {
    type: 'openStep',
    case: BAN,
    step: 'SELF_ASSESSMENT',
    pass: 'all',
    subjects: [1, 2, 3],
    asks: 'MEMBER',
    mayReturnTo: [],
  } as const;
  expect(await proceed(store, again)).toMatchObject({ outcome: 'ACCEPTED', events: 0 });
  expect(await version()).toEqual(before);
});

test('to try a command records nothing', async () => {
  const before = await eventsOf('C');
  const envelope = byPerson(year.id('C'), handIn('C'));
  expect(await tryCommand(store.api, envelope)).toMatchObject({ outcome: 'ACCEPTED', events: 1 });
  expect(await eventsOf('C')).toBe(before);
  expect(await handleCommand(store.api, envelope)).toMatchObject({ outcome: 'ACCEPTED', replayed: false });
});
