import pg from 'pg';
import type { StreamRow } from '../stream-row.js';
import { streamColumns } from '../stream-columns.js';
import { beforeFirst, checkNext } from './check-stream.js';
import { copyOut } from './copy-out.js';
import { Findings } from './difference.js';
import { copiedEvent, copiedStream, EVENTS, STREAMS, type StoredStream } from './event-copy.js';
import { isSame } from './is-same.js';
import type { StoredRow } from './stored-events.js';

/** A range of streams, from an id on and before another. */
export interface Part {
  readonly from: string;
  readonly before: string | null;
}

/** What one transaction sees, as another may see it too. */
export interface Snapshot {
  readonly url: string;
  readonly snapshot: string;
}

export interface CheckedPart {
  readonly events: number;
  readonly streams: number;
  readonly findings: Pick<Findings, 'first' | 'count'>;
}

/** Takes parts of a snapshot as long as there are any, over a connection of its own. */
export async function checkParts({ url, snapshot }: Snapshot, turns: PartTurns): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'kiemdiem audit' });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query(`SET TRANSACTION SNAPSHOT ${client.escapeLiteral(snapshot)}`);
    // The parts are what is done at once; each goes by the index, or the whole table would be read for each.
    await client.query('SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL enable_seqscan = off');
    for (let part = await turns.next(); part !== undefined; part = await turns.next())
      turns.done(part, await checkPart(client, part));
  } finally {
    await client.end();
  }
}

export interface PartTurns {
  next(): Part | undefined | Promise<Part | undefined>;
  done(part: Part, checked: CheckedPart): void;
}

/** Checks every chain of a part, and that each stored state is the fold of its events. */
async function checkPart(client: pg.Client, part: Part): Promise<CheckedPart> {
  const check = new Check();
  const within = (column: string): string => rangeOf(client, part, column);
  await copyOut(client, `${STREAMS} WHERE ${within('id')}`, (row) => check.expect(copiedStream(row)));
  await copyOut(client, `${EVENTS} WHERE ${within('stream_id')} ORDER BY stream_id, version`, (row) =>
    check.take(copiedEvent(row)),
  );
  check.end();
  const { events, streams, findings } = check;
  return { events, streams, findings: { first: findings.first, count: findings.count } };
}

function rangeOf(client: pg.Client, { from, before }: Part, column: string): string {
  const start = `${column} >= ${client.escapeLiteral(from)}`;
  return before === null ? start : `${start} AND ${column} < ${client.escapeLiteral(before)}`;
}

/** Walks over the events of stream after stream. */
class Check {
  readonly findings = new Findings();
  events = 0;
  streams = 0;
  private readonly stored = new Map<string, () => StoredStream>();
  private row: StreamRow | null = null;
  private isFolded = true;

  /** A stored row, which the events of its stream must lead to. */
  expect({ id, whole }: ReturnType<typeof copiedStream>): void {
    this.stored.set(id, whole);
  }

  take(event: StoredRow): void {
    if (this.row?.id !== event.streamId) {
      this.endStream();
      this.streams += 1;
      this.isFolded = true;
    }
    this.events += 1;
    this.row = this.next(this.row ?? beforeFirst(event), event);
  }

  end(): void {
    this.endStream();
    for (const [stream, whole] of this.stored)
      this.findings.report('STREAM_WITHOUT_EVENTS', { stream, version: whole().version });
  }

  private next(before: StreamRow, event: StoredRow): StreamRow {
    try {
      return checkNext(before, event, this.findings.report);
    } catch {
      // An event that no rule could have made may not fold; the chain goes on.
      this.isFolded = false;
      return { ...before, version: event.version, head: event.hash };
    }
  }

  /** Compares the stream that has come to its end with its stored row. */
  private endStream(): void {
    const { row } = this;
    if (row === null) return;
    this.row = null;
    const stored = this.stored.get(row.id)?.();
    this.stored.delete(row.id);
    const at = { stream: row.id, version: row.version };
    const { report } = this.findings;
    if (stored === undefined || stored.version !== row.version || !stored.head.equals(row.head))
      report('HEAD_DIFFERS', { ...at, stored: stored?.version ?? 0 });
    else if (!this.isFolded || !isSame(stored, { ...row, ...streamColumns(row), head: stored.head }))
      report('STATE_DIFFERS', at);
  }
}
