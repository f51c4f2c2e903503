import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { atOneInstant } from './at-one-instant.js';

const PAGE = 5_000;

export interface Exported {
  readonly events: number;
  readonly streams: number;
}

type Progress = (events: number) => void;

/**
 * Writes every event as one line of JSON, stream after stream, as of one instant; gzipped when the name ends in .gz.
 * The file has its name only when it is whole. docs/reference/event-export.md has the format.
 */
export async function exportEvents(url: string, file: string, progress: Progress = () => {}): Promise<Exported> {
  return atOneInstant(url, 'kiemdiem export', async (client) => {
    const counted = { events: 0, streams: 0 };
    const unfinished = `${file}.new`;
    await pipeline(
      Readable.from(counting(exportedLines(client), counted, progress)),
      file.endsWith('.gz') ? createGzip() : new PassThrough(),
      createWriteStream(unfinished, { mode: 0o600, flush: true }),
    );
    await rename(unfinished, file);
    return counted;
  });
}

/** One event as a line of an export; `body` is text, since every body is one. */
export interface ExportedEvent {
  readonly stream: string;
  readonly version: number;
  readonly position: number;
  readonly hash: string;
  readonly body: string;
}

/** As it stands in a file. */
export const exportedLine = (event: ExportedEvent): string => `${JSON.stringify(event)}\n`;

type Row = Omit<ExportedEvent, 'body' | 'position'> & { readonly position: string; readonly body: Buffer };

/** The lines of an export, page by page. */
export async function* exportedLines(client: pg.ClientBase): AsyncGenerator<readonly ExportedEvent[]> {
  await client.query(`
    DECLARE exported NO SCROLL CURSOR FOR
    SELECT stream_id AS stream, version, position, encode(hash, 'hex') AS hash, body FROM event ORDER BY stream_id, version`);
  for (;;) {
    const { rows } = await client.query<Row>(`FETCH ${PAGE} FROM exported`);
    if (rows.length === 0) return;
    yield rows.map((row) => ({ ...row, position: Number(row.position), body: row.body.toString() }));
  }
}

async function* counting(
  pages: AsyncIterable<readonly ExportedEvent[]>,
  counted: { events: number; streams: number },
  progress: Progress,
): AsyncGenerator<string> {
  let last: string | null = null;
  for await (const page of pages) {
    for (const { stream } of page) {
      counted.streams += stream === last ? 0 : 1;
      last = stream;
    }
    counted.events += page.length;
    progress(counted.events);
    yield page.map(exportedLine).join('');
  }
}
