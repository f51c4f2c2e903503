import { read, type Pooled } from '../read.js';
import { exportedLine, type ExportedEvent } from './export-events.js';

// Some ten events each
const STREAMS_AT_ONCE = 500;

const STREAMS = {
  name: 'exported-streams',
  text: 'SELECT id FROM stream WHERE cycle = $1 AND id > $2 ORDER BY id LIMIT $3',
};
const EVENTS = {
  name: 'exported-events',
  text: `
    SELECT stream_id AS stream, version, position, encode(hash, 'hex') AS hash, body
    FROM event WHERE stream_id = ANY($1) ORDER BY stream_id, version`,
};

type Row = Omit<ExportedEvent, 'position' | 'body'> & { readonly position: string; readonly body: Buffer };

/**
 * The events of one cycle as lines of an export, some streams at a time. Between two pages nothing is held, neither a
 * snapshot nor a connection: whoever reads slowly keeps nobody waiting. Each stream ends where it stood at its turn.
 */
export async function exportCycle(store: Pooled, cycle: string): Promise<AsyncGenerator<string>> {
  // Asked before anything is answered: with the database away the answer is a refusal and not half a file
  return pages(store, cycle, await streamsAfter(store, cycle, ''));
}

async function* pages(store: Pooled, cycle: string, first: readonly string[]): AsyncGenerator<string> {
  for (let streams = first; streams.length > 0; streams = await streamsAfter(store, cycle, streams.at(-1) ?? '')) {
    const events = await read<Row>(store, { ...EVENTS, values: [streams] });
    const lines = events.map((row) =>
      exportedLine({ ...row, position: Number(row.position), body: row.body.toString() }),
    );
    yield lines.join('');
  }
}

async function streamsAfter(store: Pooled, cycle: string, last: string): Promise<readonly string[]> {
  const rows = await read<{ id: string }>(store, { ...STREAMS, values: [cycle, last, STREAMS_AT_ONCE] });
  return rows.map(({ id }) => id);
}
