import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { atOneInstant } from '../../libs/store/audit/at-one-instant.js';
import { eventsNamed, prove } from '../../libs/store/audit/prove.js';
import { readCheckpoint } from '../../libs/store/checkpoint/read-checkpoint.js';
import type { Proof } from '../../libs/verifier/verify.mjs';
import { Checkpointed } from '../support/checkpointed.js';

let checked: Checkpointed;

beforeAll(async () => {
  checked = await Checkpointed.open('proof');
});
afterAll(() => checked.end());

describe('the proof of an event', () => {
  const proofOf = async (name: string): Promise<Proof | null> => {
    const heads = await readCheckpoint(checked.checkpoint.file);
    return atOneInstant(checked.store.urls.api, 'test', async (client) =>
      prove(client, await eventsNamed(client, name), heads),
    );
  };
  const check = async (proof: unknown, ...args: readonly string[]) => {
    const file = join(checked.folder, 'proof.json');
    writeFileSync(file, JSON.stringify(proof));
    return checked.stranger('--proof', file, ...args);
  };

  test('holds for every event, by stream and version', async () => {
    const events = await checked.store.database.query(
      "SELECT stream_id || '@' || version AS name FROM event ORDER BY position",
    );
    const proofs = await Promise.all(events.map((event) => proofOf(String(event['name']))));
    for (const proof of proofs) expect(proof?.events).toHaveLength(1);
    const all = { checkpoint: proofs[0]?.checkpoint, events: proofs.flatMap((proof) => proof?.events ?? []) };
    expect(all.events.length).toBe(events.length);
    expect(await check(all, '--key', checked.checkpoint.key, '--root', checked.checkpoint.root)).toEqual({
      code: 0,
      findings: [],
    });
  });

  test('is found by the command that recorded it, and by position', async () => {
    const [row] = await checked.store.database.query(
      'SELECT position, command_id, stream_id, version FROM event WHERE stream_id = $1 AND version = 5',
      [checked.member()],
    );
    const byCommand = await proofOf(String(row?.['command_id']));
    expect(byCommand?.events.map(({ stream, version }) => `${stream}@${version}`)).toContain(`${checked.member()}@5`);
    const byPosition = await proofOf(String(row?.['position']));
    expect(byPosition?.events).toMatchObject([{ stream: checked.member(), version: 5 }]);
    expect((await check(byCommand)).code).toBe(0);
  });

  test('does not hold once anything of it is changed', async () => {
    const proof = await proofOf(`${checked.member()}@2`);
    const [event] = proof?.events ?? [];
    if (proof === null || event === undefined) throw new Error('no proof');
    const [body = '', ...later] = event.bodies;
    const changes = [
      { bodies: [body.replace('A', 'B').replace('"ordinal":', '"ordinal":1'), ...later] },
      { bodies: [body, ...later.slice(1)] },
      { before: '0'.repeat(64) },
      { index: event.index + 1 },
      { version: 3 },
      { stream: checked.member('B') },
      { path: event.path.slice(1) },
      { path: event.path.with(0, '0'.repeat(64)) },
    ];
    for (const change of changes) {
      const { code, findings } = await check({ ...proof, events: [{ ...event, ...change }] });
      expect({ change, code, found: findings.length > 0 }).toEqual({ change, code: 1, found: true });
    }
  });

  test('is not given for what was recorded after the checkpoint', async () => {
    const heads = await readCheckpoint(checked.checkpoint.file);
    const after = { stream: checked.member(), version: 6 };
    expect(await atOneInstant(checked.store.urls.api, 'test', (client) => prove(client, [after], heads))).toBeNull();
  });
});
