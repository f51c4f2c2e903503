import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MemberAccount } from '../../../apps/api/accounts/account.schema.js';
import { issueToken } from '../../../libs/store/accounts.js';
import { openPool } from '../../../libs/store/pool.js';
import { eventsOf, live, type Lived } from './live.js';
import { startStack, type Stack } from './stack.js';

describe('Xã mẫu: một xã, hai chi bộ và một chi bộ cơ sở, 40 đảng viên', () => {
  let stack: Stack;
  let lived: Lived;

  beforeAll(async () => {
    stack = await startStack();
    lived = await live(stack, 'xa-mau.yaml');
  }, 120_000);
  afterAll(() => stack.stop());

  it('đi đến kết quả mong đợi qua HTTP', () => {
    expect(lived.met).toBe(true);
    expect(lived.output).toContain('39 đảng viên được phân loại');
  });

  it('ghi quá hạn khi có người nộp muộn, và những người khác đi tiếp', async () => {
    expect(await eventsOf(stack, 'StepOverdue', 'thon-dong')).toBeGreaterThan(0);
  });

  it('nhắc, ghi quá hạn và báo lên trên khi bí thư chậm chốt danh sách', async () => {
    for (const type of ['StepReminded', 'StepOverdue', 'StepEscalated'])
      expect(await eventsOf(stack, type, 'thon-tay')).toBeGreaterThan(0);
  });

  it('đưa người muộn, người vắng, người bị trả lại và người để lại đi tiếp ở lượt riêng', async () => {
    const rows = await stack.database.query(
      `SELECT DISTINCT data ->> 'pass' AS pass FROM event WHERE type = 'StepOpened' AND case_id LIKE 'cell/%'`,
    );
    const passes = rows.map(({ pass }) => String(pass));
    expect(passes).toEqual(expect.arrayContaining(['all/late', 'all/absent', 'all/returned-MEETING', 'all/put-off']));
  });

  it('chi bộ cơ sở tự quyết định: đề nghị và quyết định là hai lần biểu quyết', async () => {
    expect(await eventsOf(stack, 'SubmissionClosed', 'truong-mau')).toBeGreaterThan(0);
    const rows = await stack.database.query(
      `SELECT DISTINCT data ->> 'decidedBy' AS body FROM event WHERE type = 'ClassDecided' AND stream_id LIKE 'member-review/%'`,
    );
    expect(rows.map(({ body }) => String(body)).sort((left, right) => left.localeCompare(right))).toEqual([
      'truong-mau',
      'xa-mau',
    ]);
  });

  it('lệnh gửi hai lần chỉ được ghi một lần', async () => {
    const rows = await stack.database.query(
      `SELECT case_id, data ->> 'pass' AS pass FROM event WHERE type = 'SubmissionClosed' GROUP BY 1, 2 HAVING count(*) > 1`,
    );
    expect(rows).toEqual([]);
  });

  describe('nhìn lại', () => {
    let ask: (path: string) => Promise<{ readonly status: number; readonly body: string }>;

    beforeAll(async () => {
      const [secretary] = await stack.database.query(
        "SELECT person FROM post JOIN stream s ON s.kind = 'cycle' AND s.organisation = post.organisation WHERE role = 'SECRETARY'",
      );
      const pool = openPool({ url: stack.database.apiUrl, applicationName: 'test', size: 1 });
      const token = await issueToken({ pool }, String(secretary?.['person']), { days: 1 });
      await pool.end();
      ask = async (path) => {
        const answer = await fetch(`${stack.url}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } });
        return { status: answer.status, body: await answer.text() };
      };
    });

    const cycleOf = async (): Promise<string> =>
      String((await stack.database.query("SELECT cycle FROM stream WHERE kind = 'cycle'"))[0]?.['cycle']);
    const without = (text: string) => text.replace(/"asOf":"[^"]*"/, '');

    it('như bây giờ thì đúng như câu trả lời bây giờ: mọi đảng viên, mọi tổ chức, việc, tiến độ, báo cáo', async () => {
      const cycle = await cycleOf();
      const members = await stack.database.query("SELECT member FROM stream WHERE kind = 'member-review'");
      const organisations = await stack.database.query(
        "SELECT organisation FROM review_case WHERE kind IN ('CELL', 'COMMITTEE')",
      );
      const paths = [
        ...members.flatMap(({ member }) =>
          ['', '/result'].map((part) => `/cycles/${cycle}/members/${String(member)}${part}`),
        ),
        ...organisations.map(({ organisation }) => `/cycles/${cycle}/organisations/${String(organisation)}`),
        ...['/work-items', `/cycles/${cycle}/status`, `/reports/${cycle}`, `/decision-sheet?cycle=${cycle}`],
      ];
      for (const path of paths) {
        const asOf = `${path.includes('?') ? '&' : '?'}asOf=${new Date().toISOString()}`;
        const [now, past] = [await ask(path), await ask(`${path}${asOf}`)];
        expect([path, past.status, without(past.body)]).toEqual([path, 200, without(now.body)]);
      }
    }, 120_000);

    it('bản kê nêu từng lượt của người muộn, vắng, bị trả lại, để lại; mọi chuỗi nguyên vẹn', async () => {
      const cycle = await cycleOf();
      const rows = await stack.database.query(
        `SELECT DISTINCT ON (pass) e.data ->> 'pass' AS pass, c.state -> 'opened' -> 'subjects' ->> (n.number::int - 1) AS member
         FROM event e JOIN stream c ON c.id = e.stream_id, jsonb_array_elements_text(e.data -> 'subjects') AS n(number)
         WHERE e.type = 'StepOpened' AND e.case_id LIKE 'cell/%' AND e.data ->> 'pass' LIKE 'all/%'`,
      );
      expect(rows.map(({ pass }) => String(pass))).toEqual(
        expect.arrayContaining(['all/late', 'all/absent', 'all/put-off']),
      );
      for (const { pass, member } of rows) {
        const account: MemberAccount = JSON.parse(
          (await ask(`/cycles/${cycle}/members/${String(member)}/account`)).body,
        );
        const road = account.roads.find((each) => each.pass === pass);
        expect(road?.steps.length).toBeGreaterThan(0);
        expect(account.roads.flatMap(({ steps }) => steps).every(({ closedAt }) => closedAt !== null)).toBe(true);
        expect(account.streams.map(({ intact }) => intact)).not.toContain(false);
        const decided = account.entries.filter(({ type }) => type === 'ClassDecided');
        expect(decided).toHaveLength(account.classes.decided === null ? 0 : 1);
        for (const { seen } of decided) expect(seen).toMatchObject({ line: { missing: [] } });
        const page = await ask(`/cycles/${cycle}/members/${String(member)}/account.html`);
        expect([page.status, page.body.includes(String(pass))]).toEqual([200, true]);
      }
    }, 60_000);
  });

  it('kiểm tra toàn bộ sự kiện không thấy gì sai', async () => {
    await expect(stack.cli('audit', 'verify')).resolves.toBeDefined();
  }, 60_000);

  it('năm khép lại thì có mốc kiểm chứng đã ký, và ai có tệp cũng tự kiểm được', async () => {
    await untilSigned();
    const folder = mkdtempSync(join(tmpdir(), 'kiemdiem-auditor-'));
    const [events, proof] = [join(folder, 'events.ndjson.gz'), join(folder, 'proof.json')];
    const { file, key, root, number } = JSON.parse(await stack.cli('audit', 'checkpoint', '--json'));
    expect(number).toBeGreaterThan(1);
    expect(await stack.cli('audit', 'key')).toContain(key);
    await stack.cli('audit', 'export', events);
    const known = ['--key', key, '--root', root];
    const said = await stack.cli('audit', 'verify', '--checkpoint', file, '--events', events, ...known, '--json');
    expect(JSON.parse(said)).toMatchObject({ outcome: 'INTACT', later: 0, checkpoints: [{ number }] });
    const [decision] = await stack.database.query(
      "SELECT stream_id || '@' || version AS name FROM event WHERE type = 'ClassDecided' ORDER BY position LIMIT 1",
    );
    const event = String(decision?.['name']);
    expect(await stack.cli('audit', 'prove', event, '--out', proof)).toContain(event);
    expect(await stack.cli('audit', 'verify', '--proof', proof, ...known)).toContain('✓');
    await expect(stack.cli('audit', 'verify', '--proof', proof, '--root', '0'.repeat(64))).rejects.toBeDefined();
    rmSync(folder, { recursive: true });
  }, 120_000);

  async function untilSigned(): Promise<void> {
    for (const end = Date.now() + 30_000; Date.now() < end; await sleep(300)) {
      const rows = await stack.database.query(
        "SELECT p.number FROM checkpoint p JOIN review_case c ON c.id = p.occasion WHERE c.kind = 'CYCLE' AND c.closed",
      );
      if (rows.length === 1) return;
    }
    throw new Error('no checkpoint of the closed cycle');
  }
});
