import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Store } from '../../libs/store/store.js';
import { testStore, type TestStore } from '../support/store.js';
import { memberOf, Year } from '../support/store-year.js';

let store: TestStore;
let year: Year;

beforeAll(async () => {
  store = await testStore('privileges');
  year = await Year.open(store);
  await year.openStep('cell/2018/ban', 'SELF_ASSESSMENT', [1, 2, 3], 'MEMBER');
  await year.handIn('A');
});
afterAll(() => store.end());

const REFUSED = { code: '42501' };
const RECORDS = ['event', 'command', 'rejected_command'];
const accounts: readonly (readonly [string, () => Store])[] = [
  ['api', () => store.api],
  ['worker', () => store.worker],
];

describe.each(accounts)('the account of the %s', (_, account) => {
  test.each(RECORDS)('cannot change or remove what is in %s', async (table) => {
    const { pool } = account();
    await expect(pool.query(`UPDATE ${table} SET actor = 'x'`)).rejects.toMatchObject(REFUSED);
    await expect(pool.query(`DELETE FROM ${table}`)).rejects.toMatchObject(REFUSED);
    await expect(pool.query(`TRUNCATE ${table}`)).rejects.toMatchObject(REFUSED);
    await expect(
      pool.query(`MERGE INTO ${table} t USING (SELECT 1) s ON true WHEN MATCHED THEN DELETE`),
    ).rejects.toMatchObject(REFUSED);
  });

  const attempts = [
    'ALTER TABLE event DISABLE TRIGGER event_is_append_only',
    'ALTER TABLE event DISABLE ROW LEVEL SECURITY',
    'DROP TRIGGER event_is_append_only ON event',
    'CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$',
    "SET session_replication_role = 'replica'",
    'DROP POLICY by_people ON event',
    'DROP TABLE event CASCADE',
    'CREATE TABLE own (id int)',
    'SET ROLE kiemdiem_owner',
    'ALTER ROLE CURRENT_USER BYPASSRLS',
    "COPY event TO PROGRAM 'cat'",
    'DELETE FROM schema_migration',
  ];
  test.each(attempts)('is refused: %s', async (attempt) => {
    await expect(account().pool.query(attempt)).rejects.toMatchObject({
      code: expect.stringMatching(/^(42501|0LP01)$/),
    });
  });
});

test('the owner of the tables cannot change a record in passing either', async () => {
  for (const change of [
    "UPDATE event SET actor = 'x'",
    'DELETE FROM event',
    'TRUNCATE event',
    'UPDATE event SET version = version WHERE false',
  ]) {
    await expect(asOwner(change)).rejects.toMatchObject(REFUSED);
  }
});

async function asOwner(statement: string): Promise<unknown> {
  const { openPool } = await import('../../libs/store/pool.js');
  const pool = openPool({ url: store.urls.owner, applicationName: 'owner', size: 1 });
  try {
    return await pool.query(statement);
  } finally {
    await pool.end();
  }
}

/** An event as a forger would write it. */
function forged({ pool }: Store, type: string, actor: string, recorder = actor): Promise<unknown> {
  return pool.query(
    `INSERT INTO event (stream_id, version, case_id, type, schema_version, subject_id, body, data, actor, recorder, command_id,
       ordinal, occurred_at, recorded_at, prev_hash, hash)
     VALUES ($1, 1000, 'c', $2, 1, NULL, '', '{}', $3, $4, gen_random_uuid(), 0, now(), now(), '', '')`,
    [memberOf(year, 'A'), type, actor, recorder],
  );
}

describe('row-level security', () => {
  test('the worker records for the procedure alone', async () => {
    await expect(forged(store.worker, 'SelfAssessmentSubmitted', year.id('A'))).rejects.toMatchObject(REFUSED);
    await expect(forged(store.worker, 'SelfAssessmentSubmitted', 'procedure', year.id('A'))).rejects.toMatchObject(
      REFUSED,
    );
    await expect(forged(store.worker, 'SelfAssessmentSubmitted', year.id('A'), 'procedure')).rejects.toMatchObject(
      REFUSED,
    );
  });

  test('and never a decision about anybody', async () => {
    for (const type of ['ClassDecided', 'ListDecided', 'LineReturned', 'LinePutOff', 'ClassProposed', 'VotesCounted']) {
      await expect(forged(store.worker, type, 'procedure')).rejects.toMatchObject(REFUSED);
    }
  });

  test('the api records for everyone but the procedure', async () => {
    await expect(forged(store.api, 'SelfAssessmentSubmitted', 'procedure')).rejects.toMatchObject(REFUSED);
    await expect(forged(store.api, 'SelfAssessmentSubmitted', year.id('A'), 'procedure')).rejects.toMatchObject(
      REFUSED,
    );
  });

  test('and opens and closes no step', async () => {
    for (const type of ['StepOpened', 'StepClosed', 'StepOverdue', 'CaseClosed']) {
      await expect(forged(store.api, type, year.id('A'))).rejects.toMatchObject(REFUSED);
    }
  });

  test('answers of commands are kept apart in the same way', async () => {
    const insert = "INSERT INTO command VALUES (gen_random_uuid(), $1, 'r', '', '{}', now())";
    await expect(store.worker.pool.query(insert, [year.id('A')])).rejects.toMatchObject(REFUSED);
    await expect(store.api.pool.query(insert, ['procedure'])).rejects.toMatchObject(REFUSED);
  });
});

test('the worker sees no token and no document', async () => {
  for (const table of ['token', 'account', 'first_admin_token', 'document']) {
    await expect(store.worker.pool.query(`SELECT FROM ${table}`)).rejects.toMatchObject(REFUSED);
  }
});
