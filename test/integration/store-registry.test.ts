import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RegistryImport } from '../../libs/domain/registry/import.js';
import { issueFirstAdminToken, redeemFirstAdminToken } from '../../libs/store/accounts.js';
import { verify } from '../../libs/store/audit/verify.js';
import { importRegistry } from '../../libs/store/registry/import-registry.js';
import { COMMUNE, imported, testStore, TIERS, type TestStore } from '../support/store.js';

let store: TestStore;
let people: Readonly<Record<string, string>>;

beforeAll(async () => {
  store = await testStore('registry');
  people = await imported(store, COMMUNE);
});
afterAll(() => store.end());

const request = (change = {}) => ({ commandId: randomUUID(), person: store.admin, dryRun: false, ...change });
const eventCount = async (): Promise<number> =>
  Number((await store.database.query('SELECT count(*)::int AS count FROM event'))[0]?.['count']);
const intact = async () => expect(await verify(store.urls.owner)).toMatchObject({ outcome: 'INTACT' });

test('the same rows again change nothing', async () => {
  const before = await eventCount();
  expect(await importRegistry(store.api, request(), COMMUNE)).toMatchObject({ outcome: 'IMPORTED', events: 0, people });
  expect(await eventCount()).toBe(before);
  await intact();
});

test('names and codes are in the tables, and in no event', async () => {
  const [found] = await store.database.query(
    "SELECT count(*)::int AS count FROM event WHERE convert_from(body, 'UTF8') ~ 'Đảng viên|Văn thư|Quản trị|clerk'",
  );
  expect(found).toEqual({ count: 0 });
  expect(await store.database.query("SELECT name FROM person WHERE code = 'A'")).toEqual([{ name: 'Đảng viên A' }]);
});

test('one wrong row, and nothing is imported; every fault is named by list, row and field', async () => {
  const rows: RegistryImport = {
    tiers: TIERS,
    organisations: [
      { id: 'Bản Mới', name: '', tier: 'CELL', parent: 'xa' },
      { id: 'a', name: 'a', tier: 'GRASSROOTS_PARTY_ORG', parent: 'b' },
      { id: 'b', name: 'b', tier: 'UNKNOWN', parent: 'a' },
      { id: 'ban', name: 'ban', tier: 'CELL', parent: 'tren' },
    ],
    members: [
      { code: 'E', name: 'E', organisation: 'xa', official: true, admittedOn: '2018-02-30' },
      { code: 'E', name: 'E', organisation: 'ban', official: true },
    ],
    posts: [{ person: 'nobody', role: 'KING', organisation: 'nowhere', from: '2018-01-01', until: '2017-01-01' }],
    introductions: [{ member: 'A', cell: 'ban', committee: 'xa' }],
    disciplines: [{ member: 'clerk', form: 'FINE', decidedOn: '2018-01-01' }],
  };
  const before = await eventCount();
  const result = await importRegistry(store.api, request(), rows);
  if (result.outcome !== 'REFUSED') throw new Error(result.outcome);
  expect(result.errors.map(({ sheet, row, field, code }) => `${sheet} ${row} ${field} ${code}`)).toEqual([
    'organisations 1 id INVALID_ID',
    'organisations 1 name MISSING',
    'organisations 2 parent OWN_SUPERIOR',
    'organisations 3 tier UNKNOWN_TIER',
    'organisations 3 parent OWN_SUPERIOR',
    'organisations 4 parent TIER_NOT_ALLOWED',
    'members 1 organisation NOT_A_CELL',
    'members 1 admittedOn INVALID_DATE',
    'members 2 code DUPLICATE',
    'posts 1 person UNKNOWN_PERSON',
    'posts 1 role UNKNOWN_ROLE',
    'posts 1 organisation UNKNOWN_ORGANISATION',
    'posts 1 until ENDS_BEFORE_IT_BEGINS',
    'introductions 1 cell OWN_CELL',
    'disciplines 1 member UNKNOWN_MEMBER',
    'disciplines 1 form UNKNOWN_FORM',
  ]);
  expect(await eventCount()).toBe(before);
});

test('a dry run says the same and records nothing', async () => {
  const rows: RegistryImport = { members: [{ code: 'F', name: 'F', organisation: 'ban', official: false }] };
  const before = await eventCount();
  expect(await importRegistry(store.api, request({ dryRun: true }), rows)).toMatchObject({
    outcome: 'IMPORTED',
    events: 1,
  });
  expect(await eventCount()).toBe(before);
  expect(await store.database.query("SELECT FROM person WHERE code = 'F'")).toEqual([]);
});

test('the same import twice at once is recorded once', async () => {
  const rows: RegistryImport = { members: [{ code: 'G', name: 'G', organisation: 'ban', official: false }] };
  const twice = request();
  const results = await Promise.all([importRegistry(store.api, twice, rows), importRegistry(store.api, twice, rows)]);
  expect(results.filter((result) => result.outcome === 'IMPORTED' && !result.replayed)).toHaveLength(1);
  expect(results.filter((result) => result.outcome === 'IMPORTED' && result.replayed)).toHaveLength(1);
  expect(await importRegistry(store.api, twice, { people: [{ code: 'x', name: 'x' }] })).toEqual({
    outcome: 'KEY_REUSED',
  });
  await intact();
});

test('a member who moves takes introduction and discipline along; the old cell keeps the dates', async () => {
  await imported(store, {
    disciplines: [{ member: 'B', form: 'REPRIMAND', decidedOn: '2018-03-01' }],
    introductions: [{ member: 'A', cell: 'tren', committee: 'xa' }],
  });
  await imported(store, {
    members: [
      { code: 'B', name: 'B', organisation: 'tren', from: '2018-06-01', official: true, admittedOn: '2001-05-19' },
    ],
  });
  const memberships = await store.database.query(
    'SELECT organisation, until_on::text AS until FROM membership WHERE person = $1 ORDER BY from_on',
    [people['B']],
  );
  expect(memberships).toEqual([
    { organisation: 'ban', until: '2018-06-01' },
    { organisation: 'tren', until: null },
  ]);
  expect(await store.database.query('SELECT form FROM discipline WHERE person = $1', [people['B']])).toEqual([
    { form: 'REPRIMAND' },
  ]);
  await intact();
});

test('an organisation that moves keeps its earlier parent with the dates', async () => {
  await imported(store, {
    organisations: [
      { id: 'xa-moi', name: 'Đảng bộ xã mới', tier: 'GRASSROOTS_PARTY_ORG', parent: null },
      { id: 'tren', name: 'Chi bộ bản Trên', tier: 'CELL', parent: 'xa-moi', parentFrom: '2019-01-01' },
    ],
  });
  const parents = await store.database.query(
    "SELECT parent, until_on::text AS until FROM organisation_parent WHERE organisation = 'tren' ORDER BY from_on",
  );
  expect(parents).toEqual([
    { parent: 'xa', until: '2019-01-01' },
    { parent: 'xa-moi', until: null },
  ]);
  await intact();
});

test('the first administrator is made once', async () => {
  expect(await issueFirstAdminToken(store.api)).toBeNull();
  expect(await redeemFirstAdminToken(store.api, 'guessed', { code: 'x', name: 'x' })).toBeNull();
});
