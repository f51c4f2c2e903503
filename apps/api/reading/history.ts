import { Injectable } from '@nestjs/common';
import type { HistoryPage, HistoryQuery } from './history.schema.js';
import { AsOf } from './as-of.js';
import { ReadModels, type Query } from './read-models.js';

type EventRow = Omit<HistoryPage['events'][number], 'occurredAt' | 'recordedAt' | 'position'> & {
  readonly position: string;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
};

const EVENTS: Query = {
  name: 'history',
  text: `
    SELECT position, stream_id AS stream, version, type, actor, recorder, occurred_at AS "occurredAt", recorded_at AS "recordedAt",
      data AS payload, encode(hash, 'hex') AS hash
    FROM event WHERE stream_id = ANY($1) AND position > $2
      AND recorded_at <= coalesce($4::timestamptz, 'infinity') ORDER BY position LIMIT $3`,
};

/** What was recorded on some streams, page by page. */
@Injectable()
export class History {
  constructor(
    private readonly reading: ReadModels,
    private readonly past: AsOf,
  ) {}

  async of(streams: readonly string[], { after, limit, asOf }: HistoryQuery): Promise<HistoryPage> {
    if (asOf !== undefined) await this.past.come(asOf);
    const rows = await this.reading.rows<EventRow>(EVENTS, streams, after, limit + 1, asOf ?? null);
    const events = rows.slice(0, limit).map(shown);
    return { events, next: rows.length > limit ? (events.at(-1)?.position ?? null) : null };
  }
}

function shown({ position, occurredAt, recordedAt, ...event }: EventRow): HistoryPage['events'][number] {
  return {
    ...event,
    position: Number(position),
    occurredAt: occurredAt.toISOString(),
    recordedAt: recordedAt.toISOString(),
  };
}
