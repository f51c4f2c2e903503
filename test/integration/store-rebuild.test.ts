import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { cellCase, committeeCase, cycleCase, memberStream } from '../../libs/domain/ids.js';
import { byProcedure, type Envelope, type Handled } from '../../libs/store/envelope.js';
import { handleCommand } from '../../libs/store/handle-command.js';
import { verify } from '../../libs/store/audit/verify.js';
import { importRegistry } from '../../libs/store/registry/import-registry.js';
import { rebuild, type Rebuilt } from '../../libs/store/rebuild/rebuild.js';
import { selfAssessment } from '../support/cell-of-four.js';
import { byPerson, COMMUNE, imported, proceed, testStore, type TestStore } from '../support/store.js';

const CELLS = Array.from({ length: 12 }, (_, at) => `thon-${at + 1}`);
const MEMBERS = Array.from({ length: 8 }, (_, at) => at + 1);
const CYCLE = '2018';
const ROOT = committeeCase(CYCLE, 'xa');

let store: TestStore;
let people: Readonly<Record<string, string>>;

/** A commune of twelve cells; in half of them self-assessments are asked for. */
beforeAll(async () => {
  store = await testStore('rebuild');
  people = await imported(store, {
    ...COMMUNE,
    organisations: [
      ...(COMMUNE.organisations ?? []),
      ...CELLS.map((id) => ({ id, name: `Chi bộ ${id}`, tier: 'CELL', parent: 'xa' })),
    ],
    members: [
      ...(COMMUNE.members ?? []),
      ...CELLS.flatMap((organisation) =>
        MEMBERS.map((number) => ({
          code: `${organisation}-${number}`,
          name: `Đảng viên ${number}`,
          organisation,
          official: true,
          admittedOn: '2001-05-19',
        })),
      ),
    ],
  });
  const cycle = { case: cycleCase(CYCLE) };
  const by = people['clerk'] ?? '';
  const created = {
    ...cycle,
    type: 'createCycle',
    year: 2018,
    root: 'xa',
    timetable: {},
    enteredAfterwards: true,
  } as const;
  await handleCommand(store.api, byPerson(by, created));
  await handleCommand(store.api, byPerson(by, { ...cycle, type: 'openCycle' }));
  await proceed(store, { ...cycle, type: 'openCase', child: ROOT });
  for (const cell of CELLS.slice(0, 6)) await openCell(cell);
  for (const number of MEMBERS) await handleCommand(store.api, handIn('thon-1', number));
}, 60_000);
afterAll(() => store.end());

async function openCell(cell: string): Promise<void> {
  const child = cellCase(CYCLE, cell);
  await proceed(store, { type: 'openCase', case: ROOT, child });
  await proceed(store, {
    type: 'openStep',
    case: child,
    step: 'SELF_ASSESSMENT',
    pass: 'all',
    subjects: MEMBERS,
    asks: 'MEMBER',
    mayReturnTo: [],
  });
}

const handIn = (cell: string, number: number): Envelope => {
  const line = { member: people[`${cell}-${number}`] ?? '', ...selfAssessment(), paper: { writtenOn: '2018-11-30' } };
  return byPerson(people['clerk'] ?? '', {
    type: 'submitSelfAssessments',
    case: cellCase(CYCLE, cell),
    lines: [line],
  });
};

/** Everything that people and workflows do meanwhile, most of it crowding in one cell; each answer is kept. */
function load(): readonly (() => Promise<Handled | { readonly outcome: string }>)[] {
  const member = (at: number) => ({
    members: [
      {
        code: `new-${at}`,
        name: `Đảng viên mới ${at}`,
        organisation: 'tren',
        official: true,
        admittedOn: '2001-05-19',
      },
    ],
  });
  const assessments = CELLS.slice(1, 6).flatMap((cell) =>
    MEMBERS.map((number) => () => handleCommand(store.api, handIn(cell, number))),
  );
  const corrections = Array.from({ length: 400 }, (_, at) => async () => {
    const member = people[`thon-1-${(at % 8) + 1}`] ?? '';
    const paper = { writtenOn: '2018-11-30' };
    const lines = [{ member, ...selfAssessment(), paper, reason: { code: 'MISTYPED' } }];
    return handleCommand(
      store.api,
      byPerson(people['clerk'] ?? '', { type: 'correctSelfAssessment', case: cellCase(CYCLE, 'thon-1'), lines }),
    );
  });
  const openings = CELLS.slice(6).map((cell) => async () => {
    await openCell(cell);
    return handleCommand(store.api, handIn(cell, 1));
  });
  const reminders = CELLS.slice(0, 6).map(
    (cell) => () =>
      handleCommand(
        store.worker,
        byProcedure({
          type: 'remind',
          case: cellCase(CYCLE, cell),
          step: 'SELF_ASSESSMENT',
          pass: 'all',
          subjects: [1],
        }),
      ),
  );
  const imports = [1, 2, 3, 4].map(
    (at) => () =>
      importRegistry(store.api, { commandId: randomUUID(), person: store.admin, dryRun: false }, member(at)),
  );
  return mixed([...corrections, ...assessments, ...openings, ...reminders, ...imports]);
}

// The same order each time, and no kind of work in one piece.
const mixed = <Item>(items: readonly Item[]): readonly Item[] =>
  items
    .map((item, at) => ({ item, key: (at * 7919) % items.length }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);

test('rows are rebuilt while people go on working: nothing is refused, lost or left different', async () => {
  const work = load();
  const answers: string[] = [];
  let rebuilding = 0;
  let meanwhile = 0;
  let over = false;
  const rebuilt: Rebuilt[] = [];
  const again = (async () => {
    while (!over || rebuilt.length < 3) {
      rebuilding += 1;
      rebuilt.push(await rebuild(store.urls.owner));
      rebuilding -= 1;
    }
  })();
  const queue = [...work];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const { outcome } = await next();
      answers.push(outcome);
      if (rebuilding > 0) meanwhile += 1;
    }
  };
  try {
    await Promise.all(Array.from({ length: 6 }, worker));
  } finally {
    over = true;
    await again;
  }
  expect(answers.filter((outcome) => outcome !== 'ACCEPTED' && outcome !== 'IMPORTED')).toEqual([]);
  expect(answers).toHaveLength(work.length);
  expect(meanwhile).toBeGreaterThan(work.length / 2);
  // Rows that commands keep were right all along: a rebuild that wrote over one of them would have been wrong.
  expect(rebuilt.map(({ changed }) => changed)).toEqual(rebuilt.map(() => 0));
  expect(await verify(store.urls.api)).toMatchObject({ outcome: 'INTACT' });
  const handedIn = await store.database.query(
    "SELECT FROM stream WHERE kind = 'member-review' AND state ->> 'selfAssessment' IS NOT NULL",
  );
  expect(handedIn).toHaveLength(6 * MEMBERS.length + 6);
}, 120_000);

test('A19 what was changed by hand is put right while commands on other cases and on the same one go on', async () => {
  const damaged = memberStream(CYCLE, people['thon-12-1'] ?? '');
  await store.database.query(
    `UPDATE stream SET state = jsonb_set(state, '{decided}', '{"class":"EXCELLENT"}') WHERE id = '${damaged}';
     DELETE FROM work_item WHERE case_id = '${cellCase(CYCLE, 'thon-11')}';
     DELETE FROM review_case WHERE id = '${cellCase(CYCLE, 'thon-10')}';
     INSERT INTO stream (id, case_id, version, head, state, kind) VALUES ('member-review/2018/x', 'x', 1, '', '{}', 'member-review')`,
  );
  const line = { member: people['thon-12-2'] ?? '', ...selfAssessment(), paper: { writtenOn: '2018-11-30' } };
  const command = { type: 'submitSelfAssessments', case: cellCase(CYCLE, 'thon-12'), lines: [line] } as const;
  const steps: string[] = [];
  const [{ changed }, { outcome }] = await Promise.all([
    rebuild(store.urls.owner, (done, of) => steps.push(`${done}/${of}`)),
    handleCommand(store.api, byPerson(people['clerk'] ?? '', command)),
  ]);
  expect(outcome).toBe('ACCEPTED');
  expect(changed).toBe(1 + MEMBERS.length - 1 + 1 + 1);
  expect(steps).toContain('14/14');
  expect(await verify(store.urls.api)).toMatchObject({ outcome: 'INTACT' });
});

test('a broken chain is not rebuilt from', async () => {
  await store.database.query(`
    ALTER TABLE event DISABLE TRIGGER event_is_append_only;
    UPDATE event SET body = overlay(body PLACING '!' FROM 20) WHERE case_id = '${ROOT}' AND version = 1;
  `);
  await expect(rebuild(store.urls.owner)).rejects.toThrow('CHAIN_BROKEN');
});
