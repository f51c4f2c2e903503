import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { chain, genesis } from '../../libs/store/append/chain.js';
import { canonicalBody } from '../../libs/store/audit/canonical-body.js';
import { checkEvent } from '../../libs/store/audit/check-event.js';
import { isoInstant } from '../../libs/store/audit/iso-instant.js';

const INSTANT = '2026-11-24T03:04:05.006Z';
const text = fc.string({ unit: 'binary' });
const columns = fc.record({
  streamId: text,
  version: fc.integer({ min: 1 }),
  caseId: text,
  type: text,
  schemaVersion: fc.integer({ min: 1 }),
  subjectId: fc.option(text, { nil: null }),
  actor: text,
  recorder: text,
  commandId: fc.uuid(),
  ordinal: fc.nat(),
  occurredAt: fc.constant(INSTANT),
  recordedAt: fc.constant(INSTANT),
});
const payload = fc.dictionary(text, fc.jsonValue({ stringUnit: 'binary', noUnicodeString: false }));

describe('the audit writes the bytes that were recorded', () => {
  test('for whatever an event may hold: names of keys, signs, numbers, depth', () => {
    fc.assert(
      fc.property(columns, payload, (one, data) => {
        const { body } = chain(one, data, genesis(one.streamId));
        expect(canonicalBody(one, JSON.parse(JSON.stringify(data)))).toBe(body.toString());
      }),
    );
  });

  test('and finds each column that was changed, whatever the change', () => {
    fc.assert(
      fc.property(
        columns,
        payload,
        fc.constantFrom('caseId', 'type', 'actor', 'recorder', 'subjectId'),
        text,
        (one, data, column, other) => {
          fc.pre(one[column] !== other);
          const event = { ...chain({ ...one, version: 1 }, data, genesis(one.streamId)), [column]: other };
          const found: unknown[] = [];
          checkEvent({ version: 0, hash: genesis(one.streamId) }, event, (code, at) => found.push([code, at]));
          expect(found).toEqual([['COLUMN_DIFFERS', { stream: one.streamId, version: 1, column }]]);
        },
      ),
    );
  });

  test('and every instant as JavaScript does', () => {
    const instants = fc.date({
      noInvalidDate: true,
      min: new Date(-62_135_596_800_000),
      max: new Date(253_402_300_799_999),
    });
    fc.assert(fc.property(instants, (date) => expect(isoInstant(date.getTime())).toBe(date.toISOString())));
    expect(isoInstant(0.5)).not.toBe(new Date(0.5).toISOString());
  });
});
