import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openStore } from '../../../libs/store/store.js';
import { createDatabase } from '../../support/postgres.js';
import { testStore, type TestStore } from '../../support/store.js';
import { BAN, LIST, ROOT, Year } from '../../support/store-year.js';

/** A commune whose cases are open, copied for every sequence. */
let seed: TestStore;
let people: Year['people'];

beforeAll(async () => {
  seed = await testStore('steps');
  ({ people } = await Year.open(seed));
  // A database is copied only while nobody uses it.
  await Promise.all([seed.api.pool.end(), seed.worker.pool.end()]);
});
afterAll(() => seed.database.drop());

type Act = (year: Year) => Promise<unknown>;

/** A year of cell `ban`, act by act; the procedure's acts too, since what is tried here is a procedure that errs. */
const CHAIN: readonly (readonly [string, Act])[] = [
  ['open SELF_ASSESSMENT', (year) => year.openStep(BAN, 'SELF_ASSESSMENT', [1, 2, 3], 'MEMBER')],
  ['open RESIDENCE_COMMENT', (year) => year.openStep(BAN, 'RESIDENCE_COMMENT', [2], 'RESIDENCE_SECRETARY')],
  ['A hands in', (year) => year.handIn('A')],
  ['B hands in', (year) => year.handIn('B')],
  ['C hands in', (year) => year.handIn('C')],
  ['comment on B', (year) => year.comment('B')],
  ['close SELF_ASSESSMENT', (year) => year.closeStep(BAN, 'SELF_ASSESSMENT', { ready: [1, 2, 3], missing: [] })],
  ['close RESIDENCE_COMMENT', (year) => year.closeStep(BAN, 'RESIDENCE_COMMENT', { ready: [2], missing: [] })],
  ['open MEETING', (year) => year.openStep(BAN, 'MEETING', [1, 2, 3], 'CELL_SECRETARY')],
  ['meet and vote', (year) => year.meet('A', 'B', 'C')],
  ['close MEETING', (year) => year.closeStep(BAN, 'MEETING', { heard: [1, 2, 3], absent: [] })],
  ['open PROPOSAL', (year) => year.openStep(BAN, 'PROPOSAL', [1, 2, 3], 'CELL_SECRETARY')],
  ['propose', (year) => year.propose('A', 'B', 'C')],
  [
    'close PROPOSAL',
    (year) =>
      year.closeStep(BAN, 'PROPOSAL', { heard: [1, 2, 3] }, { pass: 'all', subjects: [1, 2, 3], appraise: true }),
  ],
  ['open DECISION', (year) => year.openStep(ROOT, 'DECISION', [1, 2, 3], 'EXECUTIVE_COMMITTEE', LIST)],
  ['decide A', (year) => year.decide('A')],
  ['decide B', (year) => year.decide('B')],
  ['decide C', (year) => year.decide('C')],
];

const at = fc.nat({ max: CHAIN.length - 1 });
/** The year with acts left out, done twice, done at another time: few changes reach deep, many go wild. */
const sequences = fc
  .array(fc.record({ how: fc.constantFrom('drop', 'again', 'move', 'swap'), from: at, to: at }), { maxLength: 6 })
  .map((changes) =>
    changes.reduce<readonly number[]>(
      (order, { how, from, to }) => {
        const [one, rest] = [order[from % Math.max(order.length, 1)] ?? 0, [...order]];
        if (how === 'again') return rest.toSpliced(to, 0, one);
        rest.splice(from, 1);
        if (how === 'move') return rest.toSpliced(to, 0, one);
        return how === 'swap' ? [...rest].reverse().toSpliced(to, 0, one) : rest;
      },
      CHAIN.map((_, index) => index),
    ),
  );

const UNFOUNDED = `
  SELECT d.subject_id AS subject, needed.papers FROM event d
  CROSS JOIN LATERAL (SELECT array_agg(p) AS papers FROM unnest($1::text[]) p WHERE NOT EXISTS (
    SELECT FROM event e WHERE e.subject_id = d.subject_id AND e.type = p AND e.position < d.position)
    AND (p <> 'ResidenceCommentConfirmed' OR d.subject_id = $2)) needed
  WHERE d.type = 'ClassDecided' AND needed.papers IS NOT NULL`;
const PAPERS = ['SelfAssessmentSubmitted', 'ResidenceCommentConfirmed', 'VotesCounted', 'ClassProposed'];

// A refusal of the rules, as the support says it; anything else is a fault.
const REFUSAL = /^[a-zA-Z]+: [A-Z_]+ /;

async function live(
  order: readonly number[],
): Promise<{ readonly decided: number; readonly unfounded: readonly object[] }> {
  const database = await createDatabase('steps', seed.database);
  const { calendar, rulebookOf } = seed.api;
  const open = (url: string) => openStore({ url, applicationName: 'steps', calendar, rulebookOf });
  const store: TestStore = { ...seed, database, api: open(database.apiUrl), worker: open(database.workerUrl) };
  try {
    const year = new Year(store, people);
    for (const index of order)
      await CHAIN[index]?.[1](year).catch((error: unknown) => {
        if (!(error instanceof Error && REFUSAL.test(error.message))) throw error;
      });
    const unfounded = await database.query(UNFOUNDED, [PAPERS, people['B']]);
    const decided = await database.query(`SELECT FROM event WHERE type = 'ClassDecided'`);
    return { decided: decided.length, unfounded };
  } finally {
    await Promise.all([store.api.close(), store.worker.close()]);
    await database.drop();
  }
}

test('A4 cả chuỗi theo thứ tự: ba người được quyết định', async () => {
  expect(await live(CHAIN.map((_, index) => index))).toEqual({ decided: 3, unfounded: [] });
});

test('A4 bước bị bỏ, lặp, đảo ngẫu nhiên: không mức nào được quyết định khi thiếu một giấy tờ', async () => {
  let decided = 0;
  await fc.assert(
    fc.asyncProperty(sequences, async (order) => {
      const outcome = await live(order);
      decided += outcome.decided;
      expect([order.map((index) => CHAIN[index]?.[0]), outcome.unfounded]).toEqual([
        order.map((index) => CHAIN[index]?.[0]),
        [],
      ]);
    }),
    { numRuns: 20, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: false, endOnFailure: true },
  );
  // Else the sequences never came near a decision, and nothing was shown.
  expect(decided).toBeGreaterThan(0);
}, 180_000);
