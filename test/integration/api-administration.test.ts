import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TestApi } from '../support/api.js';
import { openedApi, ROWS, type Year } from '../support/api-year.js';

let api: TestApi;
let year: Year;

beforeAll(async () => {
  ({ api, year } = await openedApi());
});
afterAll(() => api.end());

const token = (code: string): string => year.tokens[code] ?? '';
const id = (code: string): string => year.ids[code] ?? '';

describe('tokens', () => {
  test('are given in bulk by the administrator and end at once when revoked', async () => {
    const issued = await api.send('POST', '/api/v1/tokens', {
      token: api.adminToken,
      body: { people: [{ code: 'D' }, { code: 'K' }], expiresInDays: 1 },
    });
    const [first] = issued.body.tokens;
    expect(issued.body.tokens).toHaveLength(2);
    expect((await api.send('GET', '/api/v1/me', { token: first.token })).body).toMatchObject({ person: first.person });
    expect((await api.send('DELETE', '/api/v1/tokens/current', { token: first.token })).status).toBe(204);
    expect((await api.send('GET', '/api/v1/me', { token: first.token })).status).toBe(401);
    const [stored] = await api.store.database.query(
      "SELECT count(*)::int AS n FROM token WHERE encode(sha256, 'escape') LIKE $1",
      [`%${first.token}%`],
    );
    expect(stored?.['n']).toBe(0);
  });

  test('of unknown people are refused as a whole', async () => {
    const answer = await api.send('POST', '/api/v1/tokens', {
      token: api.adminToken,
      body: { people: [{ code: 'A' }, { code: 'nobody' }] },
    });
    expect([answer.status, answer.body.code, answer.body.details]).toEqual([
      422,
      'PERSON_UNKNOWN',
      { codes: ['nobody'] },
    ]);
  });

  test('that expired, are cut or carry no person open nothing', async () => {
    await api.store.database.query('UPDATE token SET expires_at = now() WHERE person = $1', [id('K')]);
    const cut = token('A').slice(0, -1);
    const answers = await Promise.all(
      [token('K'), cut, 'x'.repeat(43)].map((one) => api.send('GET', '/api/v1/me', { token: one })),
    );
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
  });
});

describe('an import', () => {
  test('of the same rows changes nothing', async () => {
    const [before] = await api.store.database.query('SELECT count(*)::int AS n FROM event');
    const again = await api.send('POST', '/api/v1/imports', { token: api.adminToken, body: ROWS });
    expect(again.body.members).toEqual(year.ids);
    expect(await api.store.database.query('SELECT count(*)::int AS n FROM event')).toEqual([before]);
  });

  test('with wrong rows tells table, row, field and reason, and imports nothing', async () => {
    const good = { code: 'E', name: 'Đảng viên E', organisation: 'ban', official: true };
    const rows = { asOf: '2018-01-01', members: [good, { ...good, code: 'F', organisation: 'chua-co' }] };
    const refused = await api.send('POST', '/api/v1/imports', { token: api.adminToken, body: rows });
    expect([refused.status, refused.body.code]).toEqual([422, 'IMPORT_INVALID']);
    expect(refused.body.details.errors).toEqual([
      {
        table: 'members',
        row: 2,
        field: 'organisation',
        code: 'UNKNOWN_ORGANISATION',
        reason: 'Không có tổ chức mang mã này.',
      },
    ]);
    const shapeless = await api.send('POST', '/api/v1/imports', {
      token: api.adminToken,
      body: { asOf: '2018-01-01', members: [{ code: 'E' }] },
    });
    expect(shapeless.body.details.errors[0]).toMatchObject({
      table: 'members',
      row: 1,
      field: 'name',
      code: 'INVALID_FORM',
    });
    expect(await api.store.database.query("SELECT FROM person WHERE code IN ('E', 'F')")).toEqual([]);
  });

  test('can be tried first', async () => {
    const rows = { asOf: '2018-01-01', people: [{ code: 'tried', name: 'Thử' }] };
    const tried = await api.send('POST', '/api/v1/imports?dryRun=true', { token: api.adminToken, body: rows });
    expect(tried.body).toMatchObject({ dryRun: true, imported: { people: 1 } });
    expect(await api.store.database.query("SELECT FROM person WHERE code = 'tried'")).toEqual([]);
  });
});
