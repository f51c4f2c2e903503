import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Checkpointed } from '../support/checkpointed.js';
import { tampered, type Forgery } from '../support/tampering.js';

let checked: Checkpointed;

beforeAll(async () => {
  checked = await Checkpointed.open('tampering');
});
afterAll(() => checked.end());

test('what is recorded is intact, for the operator and for the auditor', async () => {
  expect(await checked.operator(checked.checkpoint.file)).toEqual([]);
  expect(await checked.auditor()).toEqual([]);
});

const sql = (text: string) => () => checked.sql(text);
const forged = (forgery: Forgery) => () => checked.forged(forgery);
const at = (version: number): string => `{"stream":"${checked.member()}","version":${version}`;

/** What is changed, what the operator's audit finds by itself, and what a checkpoint shows. */
type Attack = readonly [
  what: string,
  change: () => Promise<unknown>,
  operator: () => string | null,
  auditor: () => string,
];

const attacks: readonly Attack[] = [
  [
    'a row edited',
    sql("UPDATE event SET body = overlay(body PLACING '!' FROM 20) WHERE stream_id = $A AND version = 2"),
    () => `CHAIN_BROKEN ${at(2)}`,
    () => `CHAIN_BROKEN ${at(2)}`,
  ],
  [
    'a row edited so that it can still be read, with its column',
    sql(`UPDATE event SET body = convert_to(replace(convert_from(body, 'UTF8'), '"recorder":"', '"recorder":"x'), 'UTF8'),
           recorder = 'x' || recorder WHERE stream_id = $A AND version = 2`),
    () => `CHAIN_BROKEN ${at(2)}`,
    () => `CHAIN_BROKEN ${at(2)}`,
  ],
  [
    'an event taken out of the middle',
    sql('DELETE FROM event WHERE stream_id = $A AND version = 3'),
    () => `VERSION_GAP ${at(4)}`,
    () => `VERSION_GAP ${at(4)}`,
  ],
  [
    'the tail cut off',
    sql('DELETE FROM event WHERE stream_id = $A AND version > 3'),
    () => `HEAD_DIFFERS ${at(3)}`,
    () => `TAIL_CUT ${at(4)}`,
  ],
  [
    'the tail cut off by one who knows everything',
    forged((events) => events.slice(0, -1)),
    () => null,
    () => `TAIL_CUT ${at(5)}`,
  ],
  [
    'a forged event put at the end',
    forged((events) => [...events, { ...last(events), recordedAt: '2018-12-21T00:00:00.000Z' }]),
    () => null,
    () => `BACKDATED ${at(6)}`,
  ],
  [
    'a forged event put into the middle',
    forged((events) => [...events.slice(0, 2), last(events.slice(0, 2)), ...events.slice(2)]),
    () => null,
    () => `HISTORY_REWRITTEN ${at(5)}`,
  ],
  [
    'a forged event without a command',
    forged((events) => [...events, { ...last(events), commandId: '00000000-0000-4000-8000-000000000000' }]),
    () => `COMMAND_MISSING ${at(6)}`,
    () => '',
  ],
  [
    'two events exchanged',
    sql(`UPDATE event SET version = 1000 + version WHERE stream_id = $A AND version IN (2, 3);
         UPDATE event SET version = 1005 - version WHERE version > 1000`),
    () => `CHAIN_BROKEN ${at(2)}`,
    () => `BODY_DIFFERS ${at(2)}`,
  ],
  [
    'a history written anew, in a chain that is sound in itself',
    forged((events) => events.map((event) => ({ ...event, payload: withClass(event.payload, 'EXCELLENT') }))),
    () => null,
    () => `HISTORY_REWRITTEN ${at(5)}`,
  ],
  [
    'one event written anew, and the chain after it',
    forged((events) =>
      events.map((event, place) => (place === 3 ? { ...event, occurredAt: '2018-11-01T00:00:00.000Z' } : event)),
    ),
    () => null,
    () => `HISTORY_REWRITTEN ${at(5)}`,
  ],
  ['a whole stream removed', forged(() => []), () => null, () => `STREAM_MISSING ${at(1)}`],
];

function last<Each>(events: readonly Each[]): Each {
  const event = events.at(-1);
  if (event === undefined) throw new Error('no event');
  return event;
}

const withClass = (payload: Record<string, unknown>, to: string): Record<string, unknown> =>
  JSON.parse(JSON.stringify(payload).replaceAll('"GOOD"', `"${to}"`)) as Record<string, unknown>;

describe('A18 what only the owner of the database can do', () => {
  test.each(attacks)('%s', async (_, change, byOperator, byAuditor) => {
    const found = await tampered(checked.store.database, change, async () => ({
      operator: await checked.operator(),
      withFile: await checked.operator(checked.checkpoint.file),
      auditor: await checked.auditor(),
    }));
    const expected = byOperator();
    if (expected === null) expect(found.operator).toEqual([]);
    else expect(found.operator).toContainEqual(expect.stringContaining(expected));
    if (byAuditor() === '') expect(found.auditor).toEqual([]);
    else expect(found.auditor).toContainEqual(expect.stringContaining(byAuditor()));
    if (/TAIL|STREAM|REWRITTEN/.test(byAuditor()))
      expect(found.withFile).toContainEqual(expect.stringContaining(byAuditor()));
  });

  test('a checkpoint in between says from where on history was rewritten', async () => {
    const { store, checkpoint } = checked;
    const cutShort = forged((events) => events.slice(0, -2));
    const { file: early } = await tampered(store.database, cutShort, () => checked.checkpointNow('early'));
    const rewrite = forged((events) => events.map((event, place) => (place === 4 ? { ...event, ordinal: 7 } : event)));
    const { findings } = await tampered(store.database, rewrite, async () =>
      checked.stranger('--checkpoint', checkpoint.file, '--checkpoint', early, '--events', await checked.exported()),
    );
    expect(findings).toContainEqual(`HISTORY_REWRITTEN {"stream":"${checked.member()}","version":5,"since":3}`);
  });
});
