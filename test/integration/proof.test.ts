import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { atOneInstant } from '../../libs/store/audit/at-one-instant.js';
import { exportEvents } from '../../libs/store/audit/export-events.js';
import { eventsNamed, prove } from '../../libs/store/audit/prove.js';
import { verify } from '../../libs/store/audit/verify.js';
import { makeCheckpoint, type Checkpoint } from '../../libs/store/checkpoint/make.js';
import { readCheckpoint } from '../../libs/store/checkpoint/read-checkpoint.js';
import { keyId, type Proof, type SignedCheckpoint } from '../../libs/verifier/verify.mjs';
import { testStore, type TestStore } from '../support/store.js';
import { memberOf, Year } from '../support/store-year.js';
import { rewriteStream, tampered, type Forgery } from '../support/tampering.js';

const folder = mkdtempSync(join(tmpdir(), 'kiemdiem-proof-'));
const alone = mkdtempSync(join(tmpdir(), 'kiemdiem-verifier-'));
const settings = { keyFile: join(folder, 'key.pem'), folder: join(folder, 'checkpoints') };
let store: TestStore;
let year: Year;
let checkpoint: Checkpoint;

beforeAll(async () => {
  store = await testStore('proof');
  year = await Year.open(store);
  await year.run();
  const made = await makeCheckpoint(store.worker, settings, async () => 'REQUEST');
  if (made === null) throw new Error('no checkpoint');
  checkpoint = made;
  // As a stranger gets it: the one file, in a folder with nothing else.
  copyFileSync('libs/verifier/verify.mjs', join(alone, 'verify.mjs'));
});
afterAll(async () => {
  await store.end();
  for (const each of [folder, alone]) rmSync(each, { recursive: true, force: true });
});

/** Runs the verifier with plain Node; gives its code and what it found. */
function stranger(
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly findings: readonly string[] }> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['verify.mjs', ...args], { cwd: alone, env: {} }, (error, stdout) =>
      resolve({
        code: error === null ? 0 : Number(error.code),
        findings: stdout.match(/(?<=^✗ )[A-Z_]+ \{.*?\}/gm) ?? [],
      }),
    );
  });
}

/** What the auditor finds who has an export, a checkpoint from before, and no account. */
async function auditor(): Promise<readonly string[]> {
  const file = join(folder, 'events.ndjson.gz');
  await exportEvents(store.urls.owner, file);
  const { code, findings } = await stranger('--checkpoint', checkpoint.file, '--events', file, '--key', checkpoint.key);
  expect(code).toBe(findings.length === 0 ? 0 : 1);
  return findings;
}

const audit = (keys: readonly string[] = [checkpoint.key], newest: string | null = null) =>
  verify(store.urls.api, { checkpoints: { newest, keys } });
const operator = async (newest: string | null = null): Promise<readonly string[]> =>
  (await audit([checkpoint.key], newest)).findings.map(({ code, at }) => `${code} ${JSON.stringify(at)}`);

test('what is recorded is intact, for the operator and for the auditor', async () => {
  expect(await operator(checkpoint.file)).toEqual([]);
  expect(await auditor()).toEqual([]);
});

const member = (code = 'A'): string => memberOf(year, code);
const sql = (text: string) => () => store.database.query(text.replaceAll('$A', `'${member()}'`));
const forged = (forgery: Forgery) => () => rewriteStream(store.database, member(), forgery);
const at = (version: number): string => `{"stream":"${member()}","version":${version}`;

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
    const found = await tampered(store.database, change, async () => ({
      operator: await operator(),
      withFile: await operator(checkpoint.file),
      auditor: await auditor(),
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
    const found = await tampered(
      store.database,
      async () => {
        const five = forged((events) => events.slice(0, -2));
        await five();
        const early = await makeCheckpoint(
          store.worker,
          { ...settings, folder: join(folder, 'early') },
          async () => 'REQUEST',
        );
        copyFileSync(early?.file ?? '', join(folder, 'early.ndjson.gz'));
      },
      () => Promise.resolve(),
    );
    expect(found).toBeUndefined();
    const rewrite = forged((events) => events.map((event, place) => (place === 4 ? { ...event, ordinal: 7 } : event)));
    const findings = await tampered(store.database, rewrite, async () => {
      const file = join(folder, 'events.ndjson.gz');
      await exportEvents(store.urls.owner, file);
      const early = join(folder, 'early.ndjson.gz');
      return (await stranger('--checkpoint', checkpoint.file, '--checkpoint', early, '--events', file)).findings;
    });
    expect(findings).toContainEqual(`HISTORY_REWRITTEN {"stream":"${member()}","version":5,"since":3}`);
  });
});

describe('a checkpoint', () => {
  const lines = (): string[] => gunzipSync(readFileSync(checkpoint.file)).toString().trimEnd().split('\n');
  const envelope = (): SignedCheckpoint => JSON.parse(lines()[0] ?? '') as SignedCheckpoint;
  const changed = async (change: (lines: string[]) => readonly string[], ...args: readonly string[]) => {
    const file = join(folder, 'changed.ndjson.gz');
    writeFileSync(file, gzipSync(`${change(lines()).join('\n')}\n`));
    return (await stranger('--checkpoint', file, ...args)).findings;
  };
  const withFirst = (first: object) => (all: string[]) => [JSON.stringify(first), ...all.slice(1)];
  const swapped = (): SignedCheckpoint => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const spki = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
    const signed = envelope().signed.replace(checkpoint.key, keyId(spki));
    return { signed, publicKey: spki, signature: sign(null, Buffer.from(signed), privateKey).toString('base64') };
  };

  test('as it was made holds', async () => {
    expect(await changed((all) => all, '--key', checkpoint.key, '--root', checkpoint.root)).toEqual([]);
  });

  test('with another signature is named', async () => {
    const signature = Buffer.alloc(64, 7).toString('base64');
    expect(await changed(withFirst({ ...envelope(), signature }))).toEqual(['SIGNATURE_INVALID {"checkpoint":1}']);
  });

  test('with another statement is named', async () => {
    const signed = envelope().signed.replace('"occasion":"REQUEST"', '"occasion":"SCHEDULE"');
    expect(await changed(withFirst({ ...envelope(), signed }))).toEqual(['SIGNATURE_INVALID {"checkpoint":1}']);
  });

  test('signed with another key is named by whoever knows the key, or the root, from the minutes', async () => {
    expect(await changed(withFirst(swapped()))).toEqual([]);
    expect(await changed(withFirst(swapped()), '--key', checkpoint.key)).toEqual([
      expect.stringContaining('KEY_DIFFERS {"checkpoint":1'),
    ]);
    const other = '0'.repeat(64);
    expect(await changed((all) => all, '--root', other)).toEqual([expect.stringContaining('ROOT_DIFFERS')]);
  });

  test('with another head, one too few or two exchanged is named', async () => {
    expect(await changed((all) => all.with(2, (all[2] ?? '').replace(/[0-9a-f]"\]$/, 'g"]')))).toContainEqual(
      expect.stringContaining('ROOT_DIFFERS'),
    );
    expect(await changed((all) => all.toSpliced(2, 1))).toContainEqual(expect.stringContaining('HEADS_DIFFER'));
    expect(await changed((all) => all.with(2, all[3] ?? '').with(3, all[2] ?? ''))).toContainEqual(
      expect.stringContaining('HEADS_DIFFER'),
    );
  });

  test('whose file is damaged or gone is named', async () => {
    const file = join(folder, 'damaged.ndjson.gz');
    writeFileSync(file, readFileSync(checkpoint.file).subarray(0, 300));
    expect((await stranger('--checkpoint', file)).findings).toEqual([expect.stringContaining('FILE_UNREADABLE')]);
    expect(await operator(file)).toEqual([expect.stringContaining('FILE_UNREADABLE')]);
    expect((await stranger('--checkpoint', 'none')).findings).toEqual([expect.stringContaining('FILE_UNREADABLE')]);
  });

  test('in the database that was signed with another key, or removed, is named', async () => {
    const { signed, publicKey, signature } = swapped();
    const replace = () =>
      store.database.query('UPDATE checkpoint SET signed = $1, public_key = $2, signature = $3', [
        signed,
        publicKey,
        signature,
      ]);
    const replaced = await tampered(store.database, replace, () => operator(checkpoint.file));
    expect(replaced).toContainEqual(expect.stringContaining('KEY_DIFFERS {"checkpoint":1'));
    expect(replaced).toContainEqual('CHECKPOINT_MISSING {"checkpoint":1}');
    const removed = await tampered(store.database, sql('DELETE FROM checkpoint'), () => operator(checkpoint.file));
    expect(removed).toEqual(['CHECKPOINT_MISSING {"checkpoint":1}']);
  });
});

describe('the proof of an event', () => {
  const file = join(folder, 'proof.json');
  const proofOf = async (name: string): Promise<Proof | null> => {
    const heads = await readCheckpoint(checkpoint.file);
    return atOneInstant(store.urls.api, 'test', async (client) =>
      prove(client, await eventsNamed(client, name), heads),
    );
  };
  const check = async (proof: unknown, ...args: readonly string[]) => {
    writeFileSync(file, JSON.stringify(proof));
    return stranger('--proof', file, ...args);
  };

  test('holds for every event, by stream and version', async () => {
    const events = await store.database.query(
      "SELECT stream_id || '@' || version AS name FROM event ORDER BY position",
    );
    const proofs = await Promise.all(events.map((event) => proofOf(String(event['name']))));
    for (const proof of proofs) expect(proof?.events).toHaveLength(1);
    const all = { checkpoint: proofs[0]?.checkpoint, events: proofs.flatMap((proof) => proof?.events ?? []) };
    expect(all.events.length).toBe(events.length);
    expect(await check(all, '--key', checkpoint.key, '--root', checkpoint.root)).toEqual({ code: 0, findings: [] });
  });

  test('is found by the command that recorded it, and by position', async () => {
    const [row] = await store.database.query(
      'SELECT position, command_id, stream_id, version FROM event WHERE stream_id = $1 AND version = 5',
      [member()],
    );
    const byCommand = await proofOf(String(row?.['command_id']));
    expect(byCommand?.events.map(({ stream, version }) => `${stream}@${version}`)).toContain(`${member()}@5`);
    const byPosition = await proofOf(String(row?.['position']));
    expect(byPosition?.events).toMatchObject([{ stream: member(), version: 5 }]);
    expect((await check(byCommand)).code).toBe(0);
  });

  test('does not hold once anything of it is changed', async () => {
    const proof = await proofOf(`${member()}@2`);
    const [event] = proof?.events ?? [];
    if (proof === null || event === undefined) throw new Error('no proof');
    const [body = '', ...later] = event.bodies;
    const changes = [
      { bodies: [body.replace('A', 'B').replace('"ordinal":', '"ordinal":1'), ...later] },
      { bodies: [body, ...later.slice(1)] },
      { before: '0'.repeat(64) },
      { index: event.index + 1 },
      { version: 3 },
      { stream: member('B') },
      { path: event.path.slice(1) },
      { path: event.path.with(0, '0'.repeat(64)) },
    ];
    for (const change of changes) {
      const { code, findings } = await check({ ...proof, events: [{ ...event, ...change }] });
      expect({ change, code, found: findings.length > 0 }).toEqual({ change, code: 1, found: true });
    }
  });

  test('is not given for what was recorded after the checkpoint', async () => {
    const heads = await readCheckpoint(checkpoint.file);
    const after = { stream: member(), version: 6 };
    expect(await atOneInstant(store.urls.api, 'test', (client) => prove(client, [after], heads))).toBeNull();
  });
});
