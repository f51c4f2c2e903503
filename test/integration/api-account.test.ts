import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { MemberAccount } from '../../apps/api/accounts/account.schema.js';
import { road } from '../support/api-road.js';
import type { TestApi } from '../support/api.js';
import { openedApi, ROWS, type Year } from '../support/api-year.js';

const HOSTILE = `Đảng viên <script>alert('1')</script> & "B"`;

let api: TestApi;
let year: Year;

beforeAll(async () => {
  const members = ROWS.members.map((member) => (member.code === 'B' ? { ...member, name: HOSTILE } : member));
  ({ api, year } = await openedApi({ ...ROWS, members }));
  for (const { run } of road(api, year)) await run();
}, 60_000);
afterAll(() => api.end());

const id = (code: string): string => year.ids[code] ?? '';
const pathOf = (code: string): string => `/api/v1/cycles/2018/members/${id(code)}/account`;
const ask = (code: string, path: string, headers = {}) =>
  api.send('GET', path, { token: year.tokens[code] ?? '', headers });
const accountOf = async (code: string): Promise<MemberAccount> => (await ask('huyen-auditor', pathOf(code))).body;
const entryOf = ({ entries }: MemberAccount, type: string) => {
  const found = entries.find((entry) => entry.type === type);
  if (found === undefined) throw new Error(`no ${type}`);
  return found;
};

describe('the account of a member', () => {
  test('tells in the order of recording who did what, and who recorded it', async () => {
    const account = await accountOf('C');
    expect(account.entries.map(({ recordedAt }) => recordedAt)).toEqual(
      account.entries.map(({ recordedAt }) => recordedAt).sort(),
    );
    expect(account.entries.map(({ type }) => type)).toEqual(
      expect.arrayContaining([
        'MemberReviewOpened',
        'StepOpened',
        'MeetingHeld',
        'TallyConfirmed',
        'SubmissionClosed',
        'LinePutOff',
      ]),
    );
    const paper = entryOf(account, 'SelfAssessmentSubmitted');
    expect(paper.by).toMatchObject({ id: id('C'), name: { vi: 'Đảng viên C' } });
    expect(paper.recordedBy).toMatchObject({ id: id('xa-clerk'), name: { vi: 'Văn thư xã' } });
    expect(paper.happenedAt.slice(0, 10)).not.toBe(paper.recordedAt.slice(0, 10));
    expect(entryOf(account, 'StepOpened').by.name.vi).toBe('Quy trình (máy)');
  });

  test('names the rulebook, and for each thing done the clause', async () => {
    const account = await accountOf('A');
    expect(account.rulebook).toMatchObject({ id: 'rs-2018', hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const { rules } = entryOf(account, 'ClassDecided');
    expect(rules.map(({ part }) => part)).toEqual(['deciders', 'ceiling.members']);
    for (const { source } of rules) expect(source.document).not.toBe('');
    expect(account.result.checks.length).toBeGreaterThan(0);
    expect(account.result.checks[0]).toMatchObject({ source: { document: expect.any(String) } });
  });

  test('shows what lay before the body when it decided, found again by its digest', async () => {
    const account = await accountOf('B');
    const decided = entryOf(account, 'ClassDecided');
    const proposed = entryOf(account, 'ClassProposed');
    expect(decided.seen).toEqual({
      digest: proposed.hash,
      version: proposed.version,
      recordedAt: proposed.recordedAt,
      line: {
        claimed: 'GOOD',
        voted: 'GOOD',
        votes: { EXCELLENT: 0, GOOD: 3, COMPLETED: 0, NOT_COMPLETED: 0, blank: 0 },
        proposed: 'GOOD',
        advice: null,
        opinions: {},
        missing: [],
      },
    });
    expect(decided.details).toMatchObject({ class: 'COMPLETED', decidedBy: 'xa', decisionNumber: '2-QĐ/ĐU' });
  });

  test('keeps both values of a correction', async () => {
    const account = await accountOf('B');
    expect(entryOf(account, 'SelfAssessmentCorrected').correction).toEqual([
      { field: 'ownClass', before: 'EXCELLENT', after: 'GOOD' },
    ]);
    const votes = entryOf(account, 'VotesCorrected').correction ?? [];
    expect(votes[0]).toMatchObject({
      field: 'votes',
      before: { GOOD: 2, COMPLETED: 1 },
      after: { GOOD: 3, COMPLETED: 0 },
    });
  });

  test('says nothing about anybody else', async () => {
    expect(JSON.stringify(await accountOf('C'))).not.toContain(id('B'));
    const { details } = entryOf(await accountOf('A'), 'TallyRecorded');
    expect(Object.keys(details).sort()).toEqual(['meeting', 'tally', 'votes']);
    const list = entryOf(await accountOf('A'), 'ListDecided');
    expect(list.details).not.toHaveProperty('lines');
    expect((await accountOf('A')).entries.filter(({ type }) => type === 'ListDecided')).toHaveLength(1);
  });

  test('tells the roads: each step with its opening and closing', async () => {
    const { roads } = await accountOf('B');
    expect(roads.map(({ pass }) => pass)).toEqual(['all']);
    expect(roads[0]?.steps.map(({ step }) => step)).toEqual([
      'SELF_ASSESSMENT',
      'RESIDENCE_COMMENT',
      'MEETING',
      'PROPOSAL',
      'DECISION',
    ]);
    expect(roads[0]?.steps[0]).toMatchObject({ outcome: ['ready'], closedAt: expect.any(String) });
  });

  test('prints heads that anybody can compute again from the events', async () => {
    const account = await accountOf('A');
    for (const { stream, version, hash, intact } of account.streams) {
      const rows = await api.store.database.query(
        "SELECT encode(body, 'hex') AS body FROM event WHERE stream_id = $1 ORDER BY version",
        [stream],
      );
      const sha = (...parts: readonly Buffer[]) =>
        parts.reduce((sum, part) => sum.update(part), createHash('sha256')).digest();
      const head = rows.reduce(
        (prev: Buffer, row) => sha(prev, Buffer.from(String(row['body']), 'hex')),
        sha(Buffer.from(stream)),
      );
      expect([stream, version, hash, intact]).toEqual([stream, rows.length, head.toString('hex'), true]);
    }
    expect(account.streams.map(({ stream }) => stream)).toContain(`member-review/2018/${id('A')}`);
  });

  test('of one who has no class says why', async () => {
    const account = await accountOf('D');
    expect(account).toMatchObject({ unclassified: 'EXEMPT', member: { number: null }, roads: [] });
    expect(entryOf(account, 'MemberUnclassified').rules).toMatchObject([{ part: 'eligibility' }]);
  });

  test('as of an instant ends there', async () => {
    const whole = await accountOf('A');
    const cut = entryOf(whole, 'MeetingHeld').recordedAt;
    const { body } = await ask('huyen-auditor', `${pathOf('A')}?asOf=${cut}`);
    expect(body.entries).toEqual(whole.entries.filter(({ recordedAt }) => recordedAt <= cut));
    expect(body.classes).toMatchObject({ claimed: 'GOOD', voted: null, decided: null });
    expect(body.streams[0].version).toBeLessThan(whole.streams[0]?.version ?? 0);
  });
});

describe('the page to print', () => {
  test('comes by its name or to whoever prefers a page, JSON to everybody else', async () => {
    const page = await ask('huyen-auditor', `${pathOf('B')}.html`);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const browser = await ask('huyen-auditor', pathOf('B'), { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' });
    expect(browser.headers.get('content-type')).toBe('text/html; charset=utf-8');
    for (const accept of ['application/json', '*/*', 'application/json, text/html;q=0.5'])
      expect((await ask('huyen-auditor', pathOf('B'), { accept })).headers.get('content-type')).toContain('json');
  });

  test('is whole in itself, Vietnamese first, and shows what people wrote as text', async () => {
    const { body } = await ask('huyen-auditor', `${pathOf('B')}.html`);
    const html = String(body);
    expect(html).toContain('Đảng viên &lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;B&quot;');
    expect(html).not.toMatch(/<script|javascript:|https?:\/\/|<link|<img|url\(|@import/i);
    expect(html.indexOf('Diễn biến')).toBeLessThan(html.indexOf('What was done'));
    const { streams, entries } = await accountOf('B');
    for (const { hash } of [...streams, ...entries]) expect(html).toContain(hash);
    expect(html).toContain('Đã xem khi quyết định');
    expect(html).toContain('Đính chính, cả hai giá trị');
  });
});

describe('who may read it', () => {
  test('the member himself and those with a post over him; nobody else', async () => {
    const statuses = async (code: string) => (await ask(code, pathOf('B'))).status;
    for (const code of ['B', 'A', 'xa-secretary', 'huyen-auditor'])
      expect([code, await statuses(code)]).toEqual([code, 200]);
    for (const code of ['C', 'K', 'R', 'ngoai-secretary']) expect([code, await statuses(code)]).toEqual([code, 404]);
  });

  test('an auditor’s reading is recorded as such', async () => {
    await accountOf('B');
    const rows = await api.store.database.query('SELECT what FROM personal_reading WHERE person = $1 AND file = $2', [
      id('huyen-auditor'),
      id('B'),
    ]);
    expect(rows.map(({ what }) => what)).toContain('member-review.account');
  });
});

test('the command line writes the same, over HTTP', async () => {
  const cli = (...args: readonly string[]) =>
    promisify(execFile)(
      process.execPath,
      [join('dist', 'apps', 'cli', 'main.js'), 'account', ...args, '--url', api.url],
      {
        env: { ...process.env, KIEMDIEM_TOKEN: year.tokens['huyen-auditor'] ?? '' },
      },
    );
  const { asOf: _, ...account } = await accountOf('A');
  const { asOf: __, ...printed } = JSON.parse((await cli('2018', id('A'))).stdout);
  expect(printed).toEqual(account);
  expect((await cli('2018', id('A'), '--html')).stdout).toContain('Bản kê quá trình xếp loại');
  await expect(cli('2018', id('A'), '--as-of', '2001-01-01T00:00:00Z')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('NOT_YET_RECORDED'),
  });
});

test('a chain that was changed by hand is said to be', async () => {
  await api.store.database.query(`
    ALTER TABLE event DISABLE TRIGGER event_is_append_only;
    UPDATE event SET body = convert_to(replace(convert_from(body, 'UTF8'), '"COMPLETED"', '"EXCELLENT"'), 'UTF8')
    WHERE stream_id = 'member-review/2018/${id('B')}' AND type = 'ClassDecided';
  `);
  const { streams } = await accountOf('B');
  const [own] = streams.filter(({ stream }) => stream.startsWith('member-review/'));
  expect(own).toMatchObject({ intact: false, difference: { code: 'CHAIN_BROKEN' } });
  expect(String((await ask('huyen-auditor', `${pathOf('B')}.html`)).body)).toContain('KHÔNG');
});
