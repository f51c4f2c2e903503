import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readScenario } from '../../../apps/cli/scenario/format/read-scenario.js';
import { makePlan } from '../../../apps/cli/scenario/generate/make-plan.js';
import { below, randomOf } from '../../../apps/cli/scenario/generate/random.js';
import { openApi } from '../../../apps/cli/scenario/http/api.js';
import { expectMishaps } from '../../../apps/cli/scenario/run/mishaps.js';
import { openRun, type OpenRun } from '../../../apps/cli/scenario/run/open-run.js';
import { openProgress } from '../../../apps/cli/scenario/run/progress.js';
import { setUp, type SetUp } from '../../../apps/cli/scenario/run/set-up.js';
import { liveThroughTheYear } from '../../../apps/cli/scenario/run/year.js';
import { rulebookOf } from '../../../libs/rulebook/shelf.js';
import { createDatabase, type TestDatabase } from '../../support/postgres.js';
import { startStack, type Stack } from './stack.js';

const PREFIXES = 20;
const AT_ONCE = 2;
const SEED = 'xa-mau-prefixes';
const SILENT = { write: () => true };

/**
 * The shipped year without its accidents and delays, under a ceiling that warns: one that blocks makes what people
 * decide hang on which list comes first, and what is compared is where the same decisions lead.
 */
function undisturbedPlan() {
  const file = join(process.env['TMPDIR'] ?? '/tmp', 'xa-mau-undisturbed.yaml');
  const [people = ''] = readFileSync('scenarios/xa-mau.yaml', 'utf8').split('\nwork: individual');
  const warned = people.replace('rulebook: rs-2018', 'rulebook: rs-2018-ha-giang');
  writeFileSync(file, `${warned}\nenteredAfterwards: true\nwork: batch\n`);
  const scenario = readScenario(file);
  return makePlan(scenario, rulebookOf(scenario.rulebook, null));
}

describe('Xã mẫu, bắt đầu lại với Temporal trống ở hai mươi thời điểm', () => {
  const plan = undisturbedPlan();
  const out = SILENT;
  let whole: Stack;
  let known: { readonly ready: SetUp; readonly run: OpenRun };
  let decisions: readonly string[];

  const live = async (stack: Stack): Promise<void> => {
    const api = openApi(stack.url, 8);
    const ready = known?.ready ?? (await setUp(api, plan, stack.oneTimeToken, () => undefined));
    // What the cells had on paper at their meetings, people still know.
    const run = known === undefined ? openRun(api, plan, ready.crew, ready.ids) : { ...known.run, api };
    known ??= { ready, run };
    // Between two runs nothing has stood still.
    run.moved();
    await liveThroughTheYear(run, ready.steward, expectMishaps(plan), openProgress(out));
    api.close();
  };

  beforeAll(async () => {
    whole = await startStack();
    await live(whole);
    decisions = await decided(whole.database);
    await whole.halt();
  }, 240_000);
  afterAll(() => whole.stop());

  it('lần nào cũng đi đến cùng các quyết định', async () => {
    expect(decisions).toHaveLength(39 + 4);
    const ends = await seededPrefixes(whole.database);
    for (let at = 0; at < ends.length; at += AT_ONCE) {
      // Copies are made one after the other: a template must have no other use.
      const copies: { readonly end: number; readonly database: TestDatabase }[] = [];
      for (const end of ends.slice(at, at + AT_ONCE))
        copies.push({ end, database: await copyUntil(whole.database, end) });
      await Promise.all(
        copies.map(async ({ end, database }) => {
          const stack = await startStack(database);
          await live(stack);
          expect({ end, decisions: await decided(database) }).toEqual({ end, decisions });
          await expect(stack.cli('audit', 'verify')).resolves.toBeDefined();
          await stack.stop();
        }),
      );
    }
  }, 900_000);
});

/** Who got which class, by whom. */
async function decided(database: TestDatabase): Promise<readonly string[]> {
  const rows = await database.query(
    `SELECT subject_id || ' ' || (data ->> 'class') || ' ' || (data ->> 'decidedBy') AS line FROM event WHERE type = 'ClassDecided' ORDER BY 1`,
  );
  return rows.map(({ line }) => String(line));
}

/** Ends of transactions after the cycle has opened, drawn by the seed. */
async function seededPrefixes(database: TestDatabase): Promise<readonly number[]> {
  const rows = await database.query(
    `SELECT max(position)::int AS end FROM event GROUP BY command_id
     HAVING max(position) > (SELECT position FROM event WHERE type = 'CycleStarted') ORDER BY 1`,
  );
  const random = randomOf(SEED);
  const places = new Set<number>();
  while (places.size < PREFIXES) places.add(below(random, rows.length));
  return [...places].map((place) => Number(rows[place]?.['end'])).sort((a, b) => a - b);
}

/** A copy in which nothing has been recorded since: the rows that follow from later events are rebuilt at its start. */
async function copyUntil(whole: TestDatabase, end: number): Promise<TestDatabase> {
  const database = await createDatabase('prefix', whole);
  const tables = ['event', 'command', 'checkpoint'];
  for (const table of tables) await database.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  await database.query(
    `WITH cut AS (DELETE FROM event WHERE position > $1 RETURNING command_id)
     DELETE FROM command WHERE id IN (SELECT command_id FROM cut)`,
    [end],
  );
  // Signed with the key of another installation.
  await database.query('DELETE FROM checkpoint');
  for (const table of tables) await database.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
  await database.query('TRUNCATE outbox, case_look');
  return database;
}
