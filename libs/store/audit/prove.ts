import type pg from 'pg';
import type { Proof, ProvenEvent } from '../../verifier/verify.mjs';
import { auditPath } from '../checkpoint/audit-path.js';
import type { CheckpointFile } from '../checkpoint/read-checkpoint.js';

export interface EventPlace {
  readonly stream: string;
  readonly version: number;
}

/** The events that a name means: `stream@version`, a position, or the id of the command that recorded them. */
export async function eventsNamed(client: pg.ClientBase, name: string): Promise<readonly EventPlace[]> {
  const { condition, values } = meaning(name);
  const { rows } = await client.query<EventPlace>(
    `SELECT stream_id AS stream, version FROM event WHERE ${condition} ORDER BY position`,
    values,
  );
  return rows;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const PLACE = /^(.+)@(\d{1,9})$/;

function meaning(name: string): { readonly condition: string; readonly values: string[] } {
  const place = PLACE.exec(name);
  if (place?.[1] !== undefined && place[2] !== undefined)
    return { condition: 'stream_id = $1 AND version = $2::int', values: [place[1], place[2]] };
  if (/^\d{1,18}$/.test(name)) return { condition: 'position = $1::bigint', values: [name] };
  if (UUID.test(name)) return { condition: 'command_id = $1::uuid', values: [name] };
  return { condition: 'false', values: [] };
}

/** Events with all that leads from them to the root of a checkpoint; null when it was made before one of them. */
export async function prove(
  client: pg.ClientBase,
  events: readonly EventPlace[],
  checkpoint: CheckpointFile,
): Promise<Proof | null> {
  const proven: ProvenEvent[] = [];
  for (const event of events) {
    const head = checkpoint.places.get(event.stream);
    if (head === undefined || head.version < event.version) return null;
    const path = auditPath(checkpoint.leaves, head.index).map((hash) => hash.toString('hex'));
    proven.push({ ...event, ...(await wayToHead(client, event, head.version)), index: head.index, path });
  }
  return { checkpoint: checkpoint.envelope, events: proven };
}

async function wayToHead(
  client: pg.ClientBase,
  { stream, version }: EventPlace,
  head: number,
): Promise<Pick<ProvenEvent, 'before' | 'bodies'>> {
  const { rows } = await client.query<{ before: string; body: Buffer }>(
    `SELECT encode(prev_hash, 'hex') AS before, body FROM event
     WHERE stream_id = $1 AND version BETWEEN $2 AND $3 ORDER BY version`,
    [stream, version, head],
  );
  return { before: rows[0]?.before ?? '', bodies: rows.map(({ body }) => body.toString()) };
}
