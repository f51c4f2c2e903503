import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { BAN } from '../support/api-list.js';
import type { TestApi } from '../support/api.js';
import { openedApi, selfAssessment, type Year } from '../support/api-year.js';

let api: TestApi;
let year: Year;

beforeAll(async () => {
  ({ api, year } = await openedApi());
});
afterAll(() => api.end());

const token = (code: string): string => year.tokens[code] ?? '';
const id = (code: string): string => year.ids[code] ?? '';
const get = (path: string, code: string, headers = {}) => api.send('GET', path, { token: token(code), headers });
const eventsOf = async (stream: string): Promise<number> =>
  (await api.store.database.query('SELECT FROM event WHERE stream_id = $1', [stream])).length;

describe('a command', () => {
  const path = `${BAN}/self-assessments`;

  test('is recorded once however often its id comes', async () => {
    const sending = { token: token('C'), key: randomUUID(), body: selfAssessment(id('C')) };
    const before = await eventsOf(`member-review/2018/${id('C')}`);
    const answers = [
      await api.send('POST', path, sending),
      ...(await Promise.all([1, 2].map(() => api.send('POST', path, sending)))),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(answers[0]?.body.commandId).toBe(sending.key);
    expect(await eventsOf(`member-review/2018/${id('C')}`)).toBe(before + 1);
  });

  test('is refused under an id used for another, or used by another person', async () => {
    const key = randomUUID();
    await api.send('POST', path, { token: token('A'), key, body: selfAssessment(id('A')) });
    const other = await api.send('POST', path, { token: token('A'), key, body: selfAssessment(id('A'), 'COMPLETED') });
    const foreign = await api.send('POST', path, { token: token('B'), key, body: selfAssessment(id('A')) });
    expect([other.status, other.body.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    expect(foreign.body.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  test('needs an id that is a uuid', async () => {
    const body = selfAssessment(id('B'));
    const without = await api.send('POST', path, { token: token('B'), body });
    const wrong = await api.send('POST', path, { token: token('B'), key: 'again', body });
    expect([without.status, without.body.code]).toEqual([400, 'IDEMPOTENCY_KEY_REQUIRED']);
    expect(wrong.body.code).toBe('IDEMPOTENCY_KEY_REQUIRED');
  });

  test('can be tried without recording it, and an unclear wish to try is refused', async () => {
    const before = await eventsOf(`member-review/2018/${id('B')}`);
    const tried = await api.send('POST', `${path}?validate=true`, { token: token('B'), body: selfAssessment(id('B')) });
    const refused = await api.send('POST', `${path}?validate=true`, {
      token: token('B'),
      body: selfAssessment(id('D')),
    });
    const meaning = (query: string) =>
      api.send('POST', `${path}?${query}`, { token: token('B'), key: true, body: selfAssessment(id('B')) });
    const unclear = [await meaning('validate=1'), await meaning('validated=true'), await meaning('dryRun=true')];
    expect(tried.status).toBe(200);
    expect(refused.status).toBeGreaterThanOrEqual(400);
    for (const { status, body } of unclear) expect([status, body.code]).toEqual([400, 'INPUT_INVALID']);
    expect(await eventsOf(`member-review/2018/${id('B')}`)).toBe(before);
  });

  test('is refused with what is wrong where it lacks its form, also for fields that the server owns', async () => {
    const owned = { ...selfAssessment(id('B')), case: 'cell/2018/kia', actor: 'procedure', decided: 'EXCELLENT' };
    const answer = await api.send('POST', path, { token: token('B'), key: true, body: owned });
    expect([answer.status, answer.body.code]).toEqual([400, 'INPUT_INVALID']);
    expect(answer.body.details.issues[0]).toMatchObject({ code: 'unrecognized_keys' });
    const wrong = await api.send('POST', path, {
      token: token('B'),
      key: true,
      body: { lines: [{ member: id('B'), ownClass: 'BEST' }] },
    });
    expect(wrong.body.details.issues[0]).toMatchObject({ path: 'lines.0.ownClass' });
  });
});

describe('a refusal', () => {
  test('is problem+json with a stable code and both languages', async () => {
    const answer = await api.send('POST', `${BAN}/tallies`, {
      token: token('A'),
      key: true,
      body: {
        meeting: 'none',
        tally: { convened: 3, present: 3, issued: 3, collected: 3, valid: 3, invalid: 0 },
        lines: [{ member: id('A'), votes: { EXCELLENT: 3, GOOD: 0, COMPLETED: 0, NOT_COMPLETED: 0 } }],
      },
    });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({
      status: 422,
      code: 'MEETING_UNKNOWN',
      title: 'Không có cuộc họp này.',
      titleEn: 'There is no such meeting.',
    });
    expect(answer.body.instance).toContain(answer.headers.get('x-request-id'));
  });

  test.each([
    ['GET', '/api/v1/nowhere', undefined, 404, 'NOT_FOUND'],
    ['POST', '/api/v1/setup', '{"token":', 400, 'INPUT_INVALID'],
    ['POST', '/api/v1/setup', '{"__proto__":{"a":1},"token":"x","name":"A"}', 400, 'INPUT_INVALID'],
    ['POST', '/api/v1/setup', JSON.stringify({ token: 'x', name: 'A'.repeat(300 * 1024) }), 413, 'TOO_LARGE'],
    ['POST', '/api/v1/setup', JSON.stringify({ token: 'x', name: 'Tên\u0000' }), 400, 'INPUT_INVALID'],
    ['POST', '/api/v1/setup', JSON.stringify({ token: 'x', name: 'Tên\u202Egiả' }), 400, 'INPUT_INVALID'],
    ['POST', '/api/v1/setup', JSON.stringify({ token: 'guessed', name: 'Ai đó' }), 401, 'SETUP_TOKEN_REFUSED'],
  ])('%s %s %#', async (method, path, body, status, code) => {
    const answer = await api.send(method, path, body === undefined ? {} : { body });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  test('of another media type says so', async () => {
    const answer = await api.send('POST', '/api/v1/setup', { body: '<a/>', headers: { 'content-type': 'text/xml' } });
    expect([answer.status, answer.body.code]).toEqual([415, 'MEDIA_TYPE_UNSUPPORTED']);
  });

  test.each(['%00', 'a%27%20OR%201=1', '%E2%80%AE', 'x'.repeat(150)])(
    'of a strange id %s is the same as of an unknown one',
    async (strange) => {
      const answers = [
        await get(`/api/v1/cycles/2018/organisations/${strange}`, 'huyen-secretary'),
        await get(`/api/v1/cycles/${strange}`, 'huyen-secretary'),
        await get(`/api/v1/cycles/2018/members/${strange}`, 'huyen-secretary'),
        await get(`/api/v1/documents/${strange}`, 'huyen-secretary'),
        await get(`/api/v1/reports/2018?organisation=ban-nao`, 'huyen-secretary'),
      ];
      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    },
  );
});
