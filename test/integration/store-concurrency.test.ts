import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { verify } from '../../libs/store/audit/verify.js';
import { byProcedure } from '../../libs/store/envelope.js';
import { StoreUnavailable } from '../../libs/store/errors.js';
import { handleCommand } from '../../libs/store/handle-command.js';
import { openStore, type Store } from '../../libs/store/store.js';
import { selfAssessment } from '../support/cell-of-four.js';
import { byPerson, imported, testStore, type TestStore } from '../support/store.js';
import { BAN, ROOT, Year } from '../support/store-year.js';

const MEMBERS = Array.from({ length: 32 }, (_, at) => `M${at}`);
let store: TestStore;
let second: Store;
let year: Year;
let people: Readonly<Record<string, string>>;

beforeAll(async () => {
  store = await testStore('concurrency');
  second = openStore({ ...store.api, url: store.urls.api, applicationName: 'second api' });
  year = await Year.open(store);
  const members = MEMBERS.map((code) => ({ code, name: code, organisation: 'tren', official: true }));
  people = await imported(store, { members });
  await handleCommand(store.worker, byProcedure({ type: 'openCase', case: ROOT, child: 'cell/2018/tren' }));
});
afterAll(async () => {
  await second.close();
  await store.end();
});

const TREN = 'cell/2018/tren';
const versionOf = async (caseId: string) =>
  Number((await store.database.query('SELECT version FROM review_case WHERE id = $1', [caseId]))[0]?.['version']);

test('thirty-two commands on one case at once, through two processes, are all recorded in an order without gaps', async () => {
  const subjects = Array.from({ length: 33 }, (_, at) => at + 1);
  await year.openStep(TREN, 'SELF_ASSESSMENT', subjects, 'MEMBER');
  const before = await versionOf(TREN);
  const handled = await Promise.all(
    MEMBERS.map((code, at) => {
      const member = people[code] ?? '';
      const command = { type: 'submitSelfAssessments', case: TREN, lines: [{ member, ...selfAssessment() }] } as const;
      return handleCommand(at % 2 === 0 ? store.api : second, byPerson(member, command));
    }),
  );
  expect(handled.every(({ outcome }) => outcome === 'ACCEPTED')).toBe(true);
  expect(await versionOf(TREN)).toBe(before + 32);
  const versions = handled.flatMap((each) => (each.outcome === 'ACCEPTED' ? [each.versions[TREN]] : []));
  expect(new Set(versions).size).toBe(32);
  expect(await store.database.query('SELECT subject FROM work_item WHERE case_id = $1', [TREN])).toHaveLength(1);
  const [backwards] = await store.database.query(
    `SELECT count(*)::int AS count FROM (SELECT recorded_at < lag(recorded_at) OVER (ORDER BY position) AS back FROM event WHERE case_id = $1) e WHERE back`,
    [TREN],
  );
  expect(backwards).toEqual({ count: 0 });
});

test('the same openings from many workers at once are recorded once', async () => {
  const step = {
    type: 'openStep',
    case: BAN,
    step: 'SELF_ASSESSMENT',
    pass: 'all',
    subjects: [1, 2, 3],
    asks: 'MEMBER',
    mayReturnTo: [],
  } as const;
  const other = openStore({ ...store.worker, url: store.urls.worker, applicationName: 'second worker' });
  const handled = await Promise.all(
    Array.from({ length: 12 }, (_, at) => handleCommand(at % 2 === 0 ? store.worker : other, byProcedure(step))),
  );
  await other.close();
  expect(handled.filter((each) => each.outcome === 'ACCEPTED' && each.events > 0)).toHaveLength(1);
  expect(
    await store.database.query("SELECT FROM event WHERE case_id = $1 AND type = 'StepOpened'", [BAN]),
  ).toHaveLength(1);
});

test('cases that lock each other do not wait for ever', async () => {
  const wishes = Array.from({ length: 16 }, (_, at) => {
    const caseId = [ROOT, BAN, TREN, 'cycle/2018'][at % 4] ?? ROOT;
    return handleCommand(
      at % 2 === 0 ? store.api : second,
      byPerson(year.id('clerk'), { type: 'requestClosing', case: caseId, reason: 'END' }),
    );
  });
  const handled = await Promise.all(wishes);
  expect(handled.every(({ outcome }) => outcome === 'ACCEPTED')).toBe(true);
  expect(await store.database.query("SELECT FROM event WHERE type = 'ClosingRequested'")).toHaveLength(4);
});

test('after all that the store is as its events have it', async () => {
  expect(await verify(store.urls.owner)).toMatchObject({ outcome: 'INTACT' });
});

test('with PostgreSQL away the error says so, and the same command is recorded once when it is back', async () => {
  const away = openStore({ ...store.api, url: 'postgres://kiemdiem_api:x@127.0.0.1:1/none', applicationName: 'away' });
  const envelope = byPerson(year.id('clerk'), { type: 'callSupplementaryMeeting', case: BAN, pass: 'all/late' });
  await expect(handleCommand(away, envelope)).rejects.toBeInstanceOf(StoreUnavailable);
  await away.close();
  expect(await handleCommand(store.api, envelope)).toMatchObject({ outcome: 'ACCEPTED', replayed: false });
  expect(await handleCommand(store.api, envelope)).toMatchObject({ outcome: 'ACCEPTED', replayed: true });
});

test('connections that die under a command leave nothing half done', async () => {
  const before = await versionOf(BAN);
  const sent = Array.from({ length: 8 }, () =>
    byPerson(year.id('clerk'), { type: 'callSupplementaryMeeting', case: BAN, pass: 'all/late' }),
  );
  const first = Promise.allSettled(sent.map((envelope) => handleCommand(store.api, envelope)));
  await store.database.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'test api'",
  );
  const outcomes = await first;
  for (const outcome of outcomes)
    if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(StoreUnavailable);
  const again = await Promise.all(sent.map((envelope) => handleCommand(store.api, envelope)));
  expect(again.every(({ outcome }) => outcome === 'ACCEPTED')).toBe(true);
  expect(await versionOf(BAN)).toBe(before + 8);
  expect(await verify(store.urls.owner)).toMatchObject({ outcome: 'INTACT' });
});
