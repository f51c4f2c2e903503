import { z } from 'zod';
import { instant } from '../reading/as-of.schema.js';
import { recordedEvent } from '../reading/history.schema.js';

export const changesQuery = z.strictObject({
  from: instant.meta({
    description: 'Từ thời điểm này (RFC 3339), theo lúc ghi. From this instant, by when it was recorded.',
  }),
  to: instant
    .optional()
    .meta({ description: 'Đến thời điểm này; không nêu là bây giờ. Up to this instant; now where none is given.' }),
});
export type ChangesQuery = z.infer<typeof changesQuery>;

export const changes = z
  .object({
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    changes: z.array(
      z.object({
        path: z
          .array(z.string())
          .meta({ description: 'names on the way through the answer; elements by what they are about' }),
        before: z.unknown().meta({ description: 'null: nothing was there' }),
        after: z.unknown(),
        events: z.array(z.int()).meta({
          description: 'positions of the events that made it; none: time alone did, or a name in the registry',
        }),
      }),
    ),
    events: z.array(recordedEvent.extend({ actorName: z.string(), recorderName: z.string() })),
  })
  .meta({ id: 'Changes', description: 'what differs between an answer as of two instants, and what made it differ' });
export type Changes = z.infer<typeof changes>;
