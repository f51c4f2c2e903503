import pg from 'pg';
import type { StreamRow } from '../stream-row.js';
import { streamColumns } from '../stream-columns.js';
import { beforeFirst, checkNext } from './check-stream.js';
import { copyOut } from './copy-out.js';
import { Findings } from './difference.js';
import { copiedEvent, EVENTS_WITH_STREAMS, type CopiedEvent, type StoredStream } from './event-copy.js';
import { isSame } from './is-same.js';

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
    // The parts are what is done at once.
    await client.query('SET LOCAL max_parallel_workers_per_gather = 0');
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
  await copyOut(client, rangeOf(client, part), (row) => check.take(copiedEvent(row)));
  check.endStream();
  const { events, streams, findings } = check;
  return { events, streams, findings: { first: findings.first, count: findings.count } };
}

function rangeOf(client: pg.Client, { from, before }: Part): string {
  const end = before === null ? '' : `AND e.stream_id < ${client.escapeLiteral(before)}`;
  return `${EVENTS_WITH_STREAMS} WHERE e.stream_id >= ${client.escapeLiteral(from)} ${end} ORDER BY e.stream_id, e.version`;
}

/** Walks over the events of stream after stream. */
class Check {
  readonly findings = new Findings();
  events = 0;
  streams = 0;
  private row: StreamRow | null = null;
  private stored: StoredStream | null = null;
  private isFolded = true;

  take({ event, stored }: CopiedEvent): void {
    if (this.row?.id !== event.streamId) {
      this.endStream();
      this.streams += 1;
      this.row = beforeFirst(event);
      this.stored = null;
      this.isFolded = true;
    }
    this.events += 1;
    this.stored = stored ?? this.stored;
    this.row = this.next(this.row, event);
  }

  private next(before: StreamRow | null, event: CopiedEvent['event']): StreamRow {
    const standing = before ?? beforeFirst(event);
    try {
      return checkNext(standing, event, this.findings.report);
    } catch {
      // An event that no rule could have made may not fold; the chain goes on.
      this.isFolded = false;
      return { ...standing, version: event.version, head: event.hash };
    }
  }

  /** Compares the stream that has come to its end with its stored row. */
  endStream(): void {
    if (this.row === null) return;
    const { row, stored } = this;
    const at = { stream: row.id, version: row.version };
    const { report } = this.findings;
    if (stored === null || stored.version !== row.version || !stored.head.equals(row.head))
      report('HEAD_DIFFERS', { ...at, stored: stored?.version ?? 0 });
    else if (!this.isFolded || stored.caseId !== row.caseId || !isSame(stored.state, row.state))
      report('STATE_DIFFERS', at);
    else {
      const { kind, cycle, organisation, member, number } = stored;
      if (!isSame({ kind, cycle, organisation, member, number }, streamColumns(row))) report('STATE_DIFFERS', at);
    }
    this.row = null;
  }
}
