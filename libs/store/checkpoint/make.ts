import { createHash } from 'node:crypto';
import type pg from 'pg';
import { merkleTree, type CheckpointStatement } from '../../verifier/verify.mjs';
import { canonical } from '../append/chain.js';
import { asStoreError } from '../errors.js';
import type { Pooled } from '../read.js';
import { finish, settle, writeUnfinished } from './folder.js';
import { heads } from './heads.js';
import { signingKey, type SigningKey } from './signing-key.js';
import type { CheckpointSettings } from './settings.js';

export interface Checkpoint extends CheckpointStatement {
  readonly file: string;
}

/** Why a checkpoint is due now; null when none is. Asked while no other can be made. */
export type Occasion = (client: pg.ClientBase) => Promise<string | null>;

// One checkpoint at a time: each names the one before it.
const LOCK = 7_143_003;

/**
 * Signs the heads of all streams as of one instant and keeps them: the signed statement in the database, with the heads
 * in a file outside of it. Null when none is due. The file is on the disk before the database has the checkpoint, and has
 * its name only after: whatever dies in between, there are never two checkpoints of one number.
 */
export async function makeCheckpoint(
  { pool }: Pooled,
  { keyFile, folder }: Pick<CheckpointSettings, 'keyFile' | 'folder'>,
  occasion: Occasion,
): Promise<Checkpoint | null> {
  const key = await signingKey(keyFile);
  const client = await pool.connect().catch(unavailable);
  let broken: Error | undefined;
  try {
    // Held beyond the transaction, until the file has its name: the next one looks for files left without.
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    await client.query('BEGIN');
    await settle(folder, (signed) => isRecorded(client, signed));
    const due = await occasion(client);
    const made = due === null ? null : await sign(client, key, due);
    if (made === null) {
      await client.query('ROLLBACK');
      return null;
    }
    const unfinished = await writeUnfinished(folder, made.statement.number, made.lines);
    await client.query('COMMIT');
    return { ...made.statement, file: await finish(unfinished) };
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw asStoreError(error);
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [LOCK]).catch((error: Error) => (broken = error));
    client.release(broken);
  }
}

function unavailable(error: unknown): never {
  throw asStoreError(error);
}

async function isRecorded(client: pg.ClientBase, signed: string): Promise<boolean> {
  return (await client.query('SELECT FROM checkpoint WHERE signed = $1', [signed])).rowCount === 1;
}

interface Made {
  readonly statement: CheckpointStatement;
  readonly lines: readonly string[];
}

async function sign(client: pg.ClientBase, key: SigningKey, occasion: string): Promise<Made> {
  const { number, at, previous } = await predecessor(client);
  const tree = merkleTree();
  const lines: string[] = [];
  let events = 0;
  for await (const page of heads(client)) {
    for (const { version, line } of page) {
      tree.add(line);
      lines.push(line);
      events += version;
    }
  }
  const statement: CheckpointStatement = {
    format: 'kiemdiem-checkpoint-1',
    number: number + 1,
    at: at.toISOString(),
    occasion,
    streams: lines.length,
    events,
    root: tree.root().toString('hex'),
    previous: previous === null ? null : createHash('sha256').update(previous).digest('hex'),
    key: key.id,
  };
  const signed = canonical(statement);
  const envelope = { signed, publicKey: key.publicKey, signature: key.sign(signed) };
  await client.query(INSERT, [statement.number, statement.at, occasion, signed, key.publicKey, envelope.signature]);
  return { statement, lines: [JSON.stringify(envelope), ...lines] };
}

const INSERT = `
  INSERT INTO checkpoint (number, at, occasion, signed, public_key, signature) VALUES ($1, $2, $3, $4, $5, $6)`;

// The clock is read before the heads: what is recorded after it may be in them, what is recorded before it is.
const PREDECESSOR = `
  SELECT date_trunc('milliseconds', clock_timestamp()) AS at, coalesce(max(number), 0) AS number,
    (SELECT signed FROM checkpoint ORDER BY number DESC LIMIT 1) AS previous FROM checkpoint`;

interface Predecessor {
  readonly at: Date;
  readonly number: number;
  readonly previous: string | null;
}

async function predecessor(client: pg.ClientBase): Promise<Predecessor> {
  const { rows } = await client.query<Predecessor>(PREDECESSOR);
  if (rows[0] === undefined) throw new Error('the database gave no instant');
  return rows[0];
}
