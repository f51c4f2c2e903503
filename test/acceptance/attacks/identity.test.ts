import { execFile } from 'node:child_process';
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { issueToken } from '../../../libs/store/accounts.js';
import { handleCommand } from '../../../libs/store/handle-command.js';
import { apart, isTold, timed } from '../../support/answer-times.js';
import type { Answer, TestApi } from '../../support/api.js';
import { openedApi, type Year } from '../../support/api-year.js';
import { byPerson } from '../../support/store.js';

let api: TestApi;
let year: Year;

beforeAll(async () => {
  ({ api, year } = await openedApi());
});
afterAll(() => api.end());

const me = (token: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> =>
  api.send('GET', '/api/v1/me', { token, headers });
const from = (address: string) => ({ 'x-forwarded-for': address });
const guess = (): string => randomBytes(32).toString('base64url');
const fresh = (code: string): Promise<string> => issueToken(api.store.api, year.ids[code] ?? '', { days: 1 });
const today = (): string => new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
const asAdmin = (method: string, path: string, body?: object): Promise<Answer> =>
  api.send(method, path, { token: api.adminToken, ...(body === undefined ? {} : { body }) });

describe('A2 quyền cũ, quyền tự cấp', () => {
  const post = { person: 'R', role: 'SECRETARY', organisation: 'tren', from: '2010-01-01' };

  test('A2 chức vụ hết giữa chừng: lời gọi kế tiếp bị từ chối, cả trong giao dịch', async () => {
    const token = year.tokens['R'] ?? '';
    const path = '/api/v1/cycles/2018/organisations/tren/history';
    expect((await api.send('GET', path, { token })).status).toBe(200);
    const until = today();
    await asAdmin('POST', '/api/v1/imports', { asOf: until, posts: [{ ...post, until }] });
    expect((await api.send('GET', path, { token })).status).toBe(403);
    // As a door that still takes him for the secretary would hand it on.
    const command = { type: 'requestClosing', case: 'cell/2018/tren', reason: 'OTHER' } as const;
    const handled = await handleCommand(api.store.api, byPerson(year.ids['R'] ?? '', command));
    expect(handled).toMatchObject({ outcome: 'REJECTED', code: 'FORBIDDEN' });
  });

  test('A2 quản trị viên không tự cấp chức vụ, và không quyết định gì', async () => {
    const own = { person: 'admin', role: 'SECRETARY', organisation: 'huyen', from: '2010-01-01' };
    const refused = await asAdmin('POST', '/api/v1/imports', { asOf: '2018-01-01', posts: [own] });
    expect(refused.body).toMatchObject({
      code: 'IMPORT_INVALID',
      details: { errors: [{ table: 'posts', row: 1, field: 'person', code: 'ADMINISTRATOR_HOLDS_NO_POST' }] },
    });
    expect((await me(api.adminToken)).body.posts).toEqual([]);
  });
});

describe('A14 mã giả dạng', () => {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = part({ sub: 'admin', admin: true, iss: 'kiemdiem', aud: 'kiemdiem', exp: 4_102_444_800 });
  const signed = (header: object, key = ''): string => {
    const text = `${part(header)}.${claims}`;
    return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
  };

  test('A14 JWT không chữ ký, ký bằng khóa công khai, kid và jku lạ, và mọi cách đưa mã khác: 401', async () => {
    const good = api.adminToken;
    const headers: readonly Readonly<Record<string, string>>[] = [
      { authorization: `Bearer ${part({ alg: 'none' })}.${claims}.` },
      { authorization: `Bearer ${signed({ alg: 'HS256' })}` },
      { authorization: `Bearer ${signed({ alg: 'HS256', kid: '../../dev/null' })}` },
      { authorization: `Bearer ${signed({ alg: 'HS256', jku: 'http://127.0.0.1:1/keys' }, 'x')}` },
      { authorization: `Bearer ${good.slice(0, -1)}` },
      { authorization: `Bearer ${good}, Bearer ${good}` },
      { authorization: `Bearer ${good}\t` + 'x' },
      { authorization: `Token ${good}` },
      { authorization: `Basic ${Buffer.from(`admin:${good}`).toString('base64')}` },
      { authorization: good },
      { 'x-access-token': good },
      { cookie: `token=${good}; authorization=Bearer ${good}; session=${good}` },
    ];
    for (const [at, sent] of headers.entries()) {
      const answer = await api.send('GET', '/api/v1/me', { headers: { ...sent, ...from(`10.14.0.${at + 1}`) } });
      expect([sent, answer.status, answer.headers.get('www-authenticate')]).toEqual([sent, 401, 'Bearer']);
      expect(answer.headers.get('set-cookie')).toBeNull();
    }
    expect((await api.send('GET', `/api/v1/me?access_token=${good}&token=${good}`)).status).toBe(401);
  });
});

describe('A20 không dò được ai có tài khoản', () => {
  test('A20 mã lạ, mã đã thu hồi, mã hết hạn: cùng nội dung, cùng thời gian', async () => {
    const [ended, expired] = [await fresh('K'), await fresh('K')];
    await api.send('DELETE', '/api/v1/tokens/current', { token: ended });
    await api.store.database.query(
      `UPDATE token SET created_at = now() - interval '2 days', expires_at = now() - interval '1 day' WHERE sha256 = sha256($1::bytea)`,
      [Buffer.from(expired)],
    );
    const kinds = { unknown: guess, ended: () => ended, expired: () => expired };
    const answers = new Set<string>();
    const asked = Object.entries(kinds).map(([kind, token]) => {
      const ask = async (round: number): Promise<void> => {
        const { status, headers, body } = await me(token(), from(`10.20.${round}.${kind.length}`));
        const { instance: _, ...rest } = body;
        answers.add(JSON.stringify([status, [...headers].filter(([name]) => !/x-request-id|date/.test(name)), rest]));
      };
      return [kind, ask] as const;
    });
    const found = apart(await timed(Object.fromEntries(asked), 150, Math.random), Math.random);
    expect(answers.size).toBe(1);
    expect([found, isTold(found)]).toEqual([found, false]);
  }, 60_000);

  test('A20 mã một lần của quản trị viên: sai, đã dùng, không còn nhận: một câu trả lời', async () => {
    for (const [at, token] of ['x', guess(), api.adminToken].entries()) {
      const headers = from(`10.20.100.${at}`);
      const answer = await api.send('POST', '/api/v1/setup', { headers, body: { token, name: 'Ai đó', code: 'A' } });
      expect([answer.status, answer.body.code, answer.body.details]).toEqual([401, 'SETUP_TOKEN_REFUSED', {}]);
    }
  });
});

describe('A21 dò mã', () => {
  test('A21 ba nghìn lần đoán từ một máy: chưa tới 25 lần được xem; người đã đăng nhập từ đó vẫn vào', async () => {
    const address = from('10.21.0.1');
    const victim = await fresh('D');
    expect((await me(victim, address)).status).toBe(200);
    const statuses: number[] = [];
    for (let round = 0; round < 60; round += 1)
      statuses.push(
        ...(await Promise.all(Array.from({ length: 50 }, () => me(guess(), address)))).map((one) => one.status),
      );
    expect(new Set(statuses)).toEqual(new Set([401, 429]));
    expect(statuses.filter((status) => status === 401).length).toBeLessThan(25);
    const refused = await me(await fresh('D'), address);
    expect([refused.status, refused.body.code]).toEqual([429, 'TOO_MANY_ATTEMPTS']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await me(victim, address)).status).toBe(200);
    expect((await me(await fresh('D'), from('10.21.0.2'))).status).toBe(200);
  });

  test('A21 mã một lần cũng vậy; và không ai bị khóa vì người khác trên cùng máy gõ sai', async () => {
    const address = from('10.21.1.1');
    const statuses = [];
    for (let at = 0; at < 30; at += 1)
      statuses.push(
        (await api.send('POST', '/api/v1/setup', { headers: address, body: { token: guess(), name: 'Ai đó' } })).status,
      );
    expect(statuses.filter((status) => status === 401)).toHaveLength(11);
    expect((await me(await fresh('D'), address)).status).toBe(200);
  });
});

describe('A22 mã bị lấy cắp', () => {
  test('A22 sau khi tự thu hồi mã không dùng được nữa, kể cả lời gọi đang xếp hàng sau đó', async () => {
    const token = await fresh('K');
    expect((await me(token)).status).toBe(200);
    expect((await api.send('DELETE', '/api/v1/tokens/current', { token })).status).toBe(204);
    expect((await me(token)).status).toBe(401);
    expect((await api.send('DELETE', '/api/v1/tokens/current', { token })).status).toBe(401);
  });

  test('A22 quản trị viên thu hồi mọi mã của người khác, có vết ai làm; không ai khác làm được', async () => {
    const tokens = [await fresh('K'), await fresh('K')];
    for (const token of tokens) expect((await me(token)).status).toBe(200);
    const body = { people: [{ code: 'K' }] };
    const path = '/api/v1/tokens/revocations';
    for (const code of ['huyen-secretary', 'A']) {
      const refused = await api.send('POST', path, { token: year.tokens[code] ?? '', body });
      expect([code, refused.status]).toEqual([code, 403]);
    }
    const { status, body: revoked } = await asAdmin('POST', path, body);
    expect([status, revoked.revoked[0].tokens]).toEqual([200, 3]);
    for (const token of [...tokens, year.tokens['K'] ?? '']) expect((await me(token)).status).toBe(401);
    const { body: listed } = await asAdmin('GET', '/api/v1/tokens?code=K');
    const rows: readonly { readonly revokedAt: string | null; readonly expiresAt: string }[] = listed.tokens;
    const live = rows.filter((one) => one.revokedAt === null && one.expiresAt > new Date().toISOString());
    expect(listed.tokens[0]).toMatchObject({ revokedBy: 'admin', revokedAt: expect.stringMatching(/^20/) });
    expect([live.length, JSON.stringify(listed).includes(tokens[0] ?? '')]).toEqual([0, false]);
  });

  test('A22 thu hồi ở tiến trình khác có hiệu lực trong một giây', async () => {
    const token = await fresh('D');
    expect((await me(token)).status).toBe(200);
    await api.store.database.query('UPDATE token SET revoked_at = now() WHERE sha256 = sha256($1::bytea)', [
      Buffer.from(token),
    ]);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect((await me(token)).status).toBe(401);
  });

  test('A22 lệnh kiemdiem token revoke và list', async () => {
    const token = await fresh('D');
    const env = { ...process.env, KIEMDIEM_TOKEN: api.adminToken, KIEMDIEM_URL: api.url };
    const run = (...args: readonly string[]) =>
      promisify(execFile)(process.execPath, ['apps/cli/bin/kiemdiem.mjs', 'token', ...args], { env });
    expect(JSON.parse((await run('revoke', 'D', '--json')).stdout)).toMatchObject({ revoked: [{ code: 'D' }] });
    expect((await me(token)).status).toBe(401);
    expect((await run('list', 'D')).stdout).toMatch(/thu hồi .* bởi admin/);
    env.KIEMDIEM_TOKEN = year.tokens['A'] ?? '';
    await expect(run('revoke', 'B')).rejects.toMatchObject({ code: 1 });
    expect((await me(year.tokens['B'] ?? '')).status).toBe(200);
  });

  test('A22 mã của lệnh không do người gọi chọn: gửi kèm mã riêng hay cookie không đổi được ai là ai', async () => {
    const headers = { cookie: `kiemdiem=${randomUUID()}`, 'x-user': 'admin', 'x-person': api.store.admin };
    const { body } = await me(year.tokens['A'] ?? '', headers);
    expect([body.person, body.administrator]).toEqual([year.ids['A'], false]);
  });
});
