import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { differences } from '../../apps/api/changes/difference.js';
import { prefersHtml } from '../../apps/api/http/accept.js';
import { asOfQuery } from '../../apps/api/reading/as-of.schema.js';

describe('differences', () => {
  test('of an answer to itself are none, whatever it holds', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => expect(differences(value, structuredClone(value))).toEqual([])));
  });

  test('tell elements by what they are about, not by where they stand', () => {
    const before = {
      members: [
        { member: 'a', class: 'GOOD' },
        { member: 'b', class: null },
      ],
    };
    const after = {
      members: [
        { member: 'b', class: 'GOOD' },
        { member: 'c', class: null },
        { member: 'a', class: 'GOOD' },
      ],
    };
    expect(differences(before, after)).toEqual([
      { path: ['members', 'b', 'class'], before: null, after: 'GOOD' },
      { path: ['members', 'c'], before: null, after: { member: 'c', class: null } },
    ]);
  });

  test('keep a figure with its base, and leave out what only names a state', () => {
    const figure = (count: number) => ({ id: 'members.GOOD', count, base: 4, percent: String(count * 25) });
    const found = differences(
      { asOf: '1', version: 1, digest: 'x', figures: [figure(1)] },
      { asOf: '2', version: 2, digest: 'y', figures: [figure(2)] },
    );
    expect(found).toEqual([{ path: ['figures', 'members.GOOD'], before: figure(1), after: figure(2) }]);
  });

  test('of nothing to something name each part that came', () => {
    expect(differences({}, { a: 1, b: { c: [] } })).toEqual([
      { path: ['a'], before: null, after: 1 },
      { path: ['b'], before: null, after: { c: [] } },
    ]);
  });
});

test.each([
  [undefined, false],
  ['*/*', false],
  ['application/json', false],
  ['text/html', true],
  ['TEXT/HTML; q=0.3', true],
  ['text/html;q=0', false],
  ['text/html;q=nonsense', false],
  ['application/json, text/html;q=0.9', false],
  ['text/html, application/json;q=0.9', true],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', true],
])('who accepts %s would rather have a page: %s', (accept, wants) => {
  expect(prefersHtml(accept)).toBe(wants);
});

describe('an instant', () => {
  test('is told in UTC to the millisecond, whatever was said', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0002-01-01T00:00:00Z'), max: new Date('9998-12-31T00:00:00Z'), noInvalidDate: true }),
        fc.integer({ min: -11, max: 11 }),
        (date, hours) => {
          const local = new Date(date.getTime() + hours * 3_600_000).toISOString().slice(0, -1);
          const offset = `${hours < 0 ? '-' : '+'}${String(Math.abs(hours)).padStart(2, '0')}:00`;
          for (const said of [`${local}${offset}`, `${local}${offset.replace('+', ' ')}`, date.toISOString()])
            expect(asOfQuery.parse({ asOf: said })).toEqual({ asOf: date.toISOString() });
        },
      ),
    );
  });

  test.each([
    '',
    'now',
    '2026-11-12',
    '2026-11-12T00:00:00',
    '2026-11-31T00:00:00Z',
    '0000-12-31T23:59:59Z',
    '0001-01-01T00:00:00+01:00',
    ['2026-11-12T00:00:00Z'],
  ])('%j is none', (said) => expect(asOfQuery.safeParse({ asOf: said }).success).toBe(false));
});
