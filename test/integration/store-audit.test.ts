import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { verify } from '../../libs/store/audit/verify.js';
import { rebuild } from '../../libs/store/rebuild/rebuild.js';
import { testStore, type TestStore } from '../support/store.js';
import { BAN, memberOf, Year } from '../support/store-year.js';

let store: TestStore;
let year: Year;

beforeAll(async () => {
  store = await testStore('audit');
  year = await Year.open(store);
  await year.run();
});
afterAll(() => store.end());

const TABLES = [
  'stream',
  'review_case',
  'work_item',
  'organisation',
  'organisation_parent',
  'member',
  'membership',
  'post',
  'residence_introduction',
];

/** All that is derived, as text. */
async function derived(): Promise<Readonly<Record<string, unknown>>> {
  const tables = await Promise.all(
    TABLES.map((table) => store.database.query(`SELECT t::text AS row FROM ${table} t ORDER BY 1`)),
  );
  return Object.fromEntries(TABLES.map((table, at) => [table, tables[at]]));
}

/** Changes something as only the superuser can, and puts it back after the look. */
async function tampered<Result>(change: string, look: () => Promise<Result>): Promise<Result> {
  await store.database.query(`
    CREATE TABLE kept AS TABLE event;
    ALTER TABLE event DISABLE TRIGGER event_is_append_only;
    ${change};
  `);
  const result = await look();
  await store.database.query(`
    DELETE FROM event;
    INSERT INTO event OVERRIDING SYSTEM VALUE SELECT * FROM kept;
    DROP TABLE kept;
    ALTER TABLE event ENABLE ALWAYS TRIGGER event_is_append_only;
  `);
  return result;
}

const audit = () => verify(store.urls.api);

test('what is recorded is found intact', async () => {
  expect(await audit()).toMatchObject({ outcome: 'INTACT', workItems: 1, cases: 6 });
});

describe('every difference is named, with stream and version', () => {
  beforeEach(async () => expect(await audit()).toMatchObject({ outcome: 'INTACT' }));

  const at = (): string => `stream_id = '${memberOf(year, 'A')}' AND version = 2`;
  const cases: readonly (readonly [string, () => string, string, number])[] = [
    [
      'a byte of the body',
      () => `UPDATE event SET body = overlay(body PLACING '!' FROM 20) WHERE ${at()}`,
      'CHAIN_BROKEN',
      2,
    ],
    [
      'a body and its hash',
      () => `UPDATE event SET body = '{}', hash = sha256(prev_hash || '{}') WHERE ${at()}`,
      'COLUMN_DIFFERS',
      2,
    ],
    ['a column', () => `UPDATE event SET recorder = 'somebody' WHERE ${at()}`, 'COLUMN_DIFFERS', 2],
    [
      'an instant',
      () => `UPDATE event SET recorded_at = recorded_at - interval '1 day' WHERE ${at()}`,
      'COLUMN_DIFFERS',
      2,
    ],
    [
      'the data beside the body',
      () => `UPDATE event SET data = jsonb_set(data, '{ownClass}', '"EXCELLENT"') WHERE ${at()}`,
      'COLUMN_DIFFERS',
      2,
    ],
    ['an event taken out', () => `DELETE FROM event WHERE ${at()}`, 'VERSION_GAP', 3],
    [
      'the tail cut off',
      () => `DELETE FROM event WHERE stream_id = '${memberOf(year, 'A')}' AND version > 3`,
      'HEAD_DIFFERS',
      3,
    ],
    [
      'two events exchanged',
      () => `UPDATE event SET version = CASE version WHEN 2 THEN 1002 ELSE 1003 END WHERE stream_id = '${memberOf(year, 'A')}' AND version IN (2, 3);
             UPDATE event SET version = 1005 - version WHERE version > 1000`,
      'CHAIN_BROKEN',
      2,
    ],
    [
      'a whole stream taken out',
      () => `DELETE FROM event WHERE stream_id = '${memberOf(year, 'A')}'`,
      'STREAM_WITHOUT_EVENTS',
      5,
    ],
  ];
  test.each(cases)('%s', async (_, change, code, version) => {
    const verdict = await tampered(change(), audit);
    expect(verdict).toMatchObject({
      outcome: 'DIFFERENT',
      findings: expect.arrayContaining([
        { code, at: expect.objectContaining({ stream: memberOf(year, 'A'), version }) },
      ]),
    });
  });
});

describe('read models that were changed by hand', () => {
  const cases: readonly (readonly [string, () => string, string])[] = [
    [
      'a state',
      () =>
        `UPDATE stream SET state = jsonb_set(state, '{decided,class}', '"EXCELLENT"') WHERE id = '${memberOf(year, 'A')}'`,
      'STATE_DIFFERS',
    ],
    ['a head', () => `UPDATE stream SET version = version + 1 WHERE id = '${memberOf(year, 'A')}'`, 'HEAD_DIFFERS'],
    [
      'a stream too many',
      () =>
        "INSERT INTO stream (id, case_id, version, head, state, kind) VALUES ('member-review/2018/x', 'x', 1, '', '{}', 'member-review')",
      'STREAM_WITHOUT_EVENTS',
    ],
    ['a case', () => `UPDATE review_case SET closed = true WHERE id = '${BAN}'`, 'CASE_DIFFERS'],
    ['a case version', () => `UPDATE review_case SET version = version + 1 WHERE id = '${BAN}'`, 'CASE_DIFFERS'],
    ['a work item gone', () => 'DELETE FROM work_item', 'WORK_ITEM_DIFFERS'],
    ['a work item of another', () => "UPDATE work_item SET organisation = 'xa'", 'WORK_ITEM_DIFFERS'],
    ['a post', () => `UPDATE post SET until_on = '2018-01-01' WHERE person = '${year.id('A')}'`, 'REGISTRY_DIFFERS'],
    [
      'a post too many',
      () => `INSERT INTO post VALUES ('${year.id('B')}', 'xa', 'SECRETARY', '2018-01-01')`,
      'REGISTRY_DIFFERS',
    ],
    ['an exemption', () => `UPDATE member SET exempt = false WHERE person = '${year.id('D')}'`, 'REGISTRY_DIFFERS'],
  ];
  test.each(cases)('%s is named, and rebuilt to what it was', async (_, change, code) => {
    const before = await derived();
    await store.database.query(change());
    expect(await audit()).toMatchObject({
      outcome: 'DIFFERENT',
      findings: expect.arrayContaining([expect.objectContaining({ code })]),
    });
    await rebuild(store.urls.owner);
    expect(await derived()).toEqual(before);
    expect(await audit()).toMatchObject({ outcome: 'INTACT' });
  });
});
