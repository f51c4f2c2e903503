import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { issueTokens } from '../../../libs/store/accounts.js';
import type { TestApi } from '../../support/api.js';
import { BAN, fromTally, LIST, TALLY, upToMeeting, voices, VOTES, XA } from '../../support/api-list.js';
import { openedApi, type Year } from '../../support/api-year.js';
import { withClient } from '../../support/postgres.js';

let api: TestApi;
let year: Year;
let who: ReturnType<typeof voices>;

beforeAll(async () => {
  ({ api, year } = await openedApi());
  who = voices(api, year);
  await upToMeeting(api, year);
});
afterAll(() => api.end());

const count = async (table: 'event' | 'command' | 'rejected_command'): Promise<number> => {
  const [row] = await api.store.database.query(`SELECT count(*)::int AS n FROM ${table}`);
  return Number(row?.['n']);
};
const events = () => count('event');
const codeOf = ({ status, body }: { readonly status: number; readonly body: { code?: string } }) =>
  `${status} ${body.code ?? ''}`;

describe('A6 phiếu giả, phiếu trùng', () => {
  const lines = () => who.members.map((member) => ({ member, votes: VOTES }));
  const held = () => ({ heldOn: '2018-12-01', heard: who.members, convenedOfficial: 3, presentOfficial: 3 });
  const tallies = (change: object) => ({ meeting: 'm1', tally: TALLY, lines: lines(), ...change });

  test('A6 cuộc họp thừa người, hai lần, người ngoài danh sách, ngày chưa tới', async () => {
    const before = await events();
    const meeting = (change: object) => who.post('A', `${BAN}/meetings`, { meeting: 'm1', ...held(), ...change });
    expect(codeOf(await meeting({ presentOfficial: 4 }))).toBe('422 PRESENT_EXCEEDS_CONVENED');
    expect(codeOf(await meeting({ heard: [...who.members, who.id('K')] }))).toBe('422 SUBJECT_NOT_IN_CASE');
    expect(codeOf(await meeting({ heard: [who.id('A'), who.id('A')] }))).toBe('422 SUBJECT_TWICE');
    expect(codeOf(await meeting({ heldOn: '2999-01-01' }))).toBe('422 DATE_IN_FUTURE');
    expect(await events()).toBe(before);
    await who.say('A', `${BAN}/meetings`, { meeting: 'm1', ...held() });
    expect(codeOf(await meeting({}))).toBe('422 ALREADY_RECORDED');
  });

  test('A6 mỗi phép kiểm phiếu sai đều bị từ chối, không ghi sự kiện nào và có vết', async () => {
    const [before, refused] = [await events(), await count('rejected_command')];
    const tally = (change: object) => ({ ...TALLY, ...change });
    const forged: readonly (readonly [object, string])[] = [
      [{ meeting: 'm2' }, 'MEETING_UNKNOWN'],
      [{ tally: tally({ convened: 9 }) }, 'TALLY_CONTRADICTS_ATTENDANCE'],
      [{ tally: tally({ present: 4 }) }, 'PRESENT_EXCEEDS_CONVENED'],
      [{ tally: tally({ issued: 4 }) }, 'BALLOTS_ISSUED_EXCEED_PRESENT'],
      [{ tally: tally({ collected: 4 }) }, 'BALLOTS_COLLECTED_EXCEED_ISSUED'],
      [{ tally: tally({ valid: 4 }) }, 'BALLOTS_VALID_EXCEED_COLLECTED'],
      [{ tally: tally({ invalid: 1 }) }, 'BALLOTS_INVALID_MISMATCH'],
      [{ lines: who.members.map((member) => ({ member, votes: { ...VOTES, GOOD: 4 } })) }, 'VOTES_DO_NOT_BALANCE'],
      [{ lines: lines().slice(1) }, 'TALLY_LINES_MISMATCH'],
      [{ lines: [...lines(), ...lines().slice(0, 1)] }, 'TALLY_LINES_MISMATCH'],
      [{ lines: [{ member: who.id('K'), votes: VOTES }, ...lines().slice(1)] }, 'TALLY_LINES_MISMATCH'],
    ];
    for (const [change, code] of forged)
      expect([change, codeOf(await who.post('A', `${BAN}/tallies`, tallies(change)))]).toEqual([change, `422 ${code}`]);
    expect(await events()).toBe(before);
    expect(await count('rejected_command')).toBe(refused + forged.length);
    for (const name of ['constructor', 'toString', '__proto__'])
      expect((await who.post('A', `${BAN}/tally-confirmations`, { meeting: name })).status).toBe(400);
  });

  test('A6 người ghi không tự xác nhận; người ngoài chi bộ không ghi; sau khi xác nhận không ghi lại', async () => {
    await who.say('A', `${BAN}/tallies`, tallies({}));
    expect(codeOf(await who.post('A', `${BAN}/tally-confirmations`, { meeting: 'm1' }))).toBe(
      '422 TALLY_NEEDS_SECOND_PERSON',
    );
    expect(codeOf(await who.post('K', `${BAN}/tally-confirmations`, { meeting: 'm1' }))).toBe('404 NOT_FOUND');
    expect(codeOf(await who.post('xa-clerk', `${BAN}/tallies`, tallies({})))).toBe('422 ALREADY_RECORDED');
  });
});

describe('bảng trình ban hành quyết định', () => {
  let substitutes: Readonly<Record<string, string>> = {};
  /** The token of whoever stands in for a person. */
  let substituteFor: (person: string) => string;

  beforeAll(async () => {
    // The meeting and its ballots stand from the tests above.
    await fromTally(api, year);
    // Two members of the cell now sit in the commune's committee: the one who closed the list, and B.
    const post = { role: 'DEPUTY_SECRETARY', organisation: 'xa', from: '2015-01-01' };
    const posts = ['A', 'B'].flatMap((person) => [
      { ...post, person },
      { ...post, person: `for-${person}`, until: '2999-01-01', delegatedBy: person },
    ]);
    const people = ['A', 'B'].map((person) => ({ code: `for-${person}`, name: 'Người được ủy quyền' }));
    const body = { asOf: '2018-01-01', people, posts };
    const { body: imported } = await api.send('POST', '/api/v1/imports', { token: api.adminToken, body });
    substitutes = await issueTokens(api.store.api, Object.values<string>(imported.members), { days: 1 });
    substituteFor = (person) => substitutes[imported.members[`for-${person}`]] ?? '';
  });

  const digests = async (): Promise<Readonly<Record<string, string>>> => {
    const { body } = await who.get('xa-secretary', '/api/v1/decision-sheet?cycle=2018');
    const lines: readonly { readonly subject: string; readonly digest: string }[] = body.submissions[0].lines;
    return Object.fromEntries(lines.map(({ subject, digest }) => [subject, digest]));
  };
  const decision = (lines: readonly object[]) => ({ submission: LIST, decidedOn: '2018-12-20', lines });
  const line = (subject: string, digest = '0'.repeat(64)) => ({ subject, class: 'GOOD', digest });
  const REASON = { code: 'OTHER' };

  test('chữ ký giả: tóm lược bịa, của dòng khác, cũ; dòng bị từ chối kèm tóm lược đúng', async () => {
    const [before, shown] = [await events(), await digests()];
    const [a = '', b = ''] = who.members;
    for (const forged of [line(a), line(a, shown[b]), line(a, (shown[a] ?? '').replaceAll(/[0-9]/g, '0'))]) {
      const answer = await who.post('xa-secretary', `${XA}/decisions`, decision([forged]));
      expect(codeOf(answer)).toBe('409 STALE_VIEW');
      expect(answer.body.details.lines).toMatchObject([{ subject: a, details: { digest: shown[a] } }]);
    }
    expect(codeOf(await who.post('xa-secretary', `${XA}/decisions`, decision([line(a, 'x')])))).toBe(
      '400 INPUT_INVALID',
    );
    expect(await events()).toBe(before);
  });

  test('A3 không ai tự duyệt: người lập danh sách, chính mình, người được họ ủy quyền, quản trị viên, người ngoài', async () => {
    const [before, shown] = [await events(), await digests()];
    const [a = '', b = ''] = who.members;
    const answers = (subject: string) =>
      [
        ['decisions', decision([line(subject, shown[subject])])],
        ['returns', { submission: LIST, lines: [{ subject, digest: shown[subject], reason: REASON, to: 'MEETING' }] }],
        ['put-offs', { submission: LIST, lines: [{ subject, digest: shown[subject], reason: REASON }] }],
      ] as const;
    for (const [path, body] of answers(b)) {
      expect([path, codeOf(await who.post('A', `${XA}/${path}`, body))]).toEqual([path, '422 PROPOSER_MAY_NOT_DECIDE']);
      expect([path, codeOf(await who.post('B', `${XA}/${path}`, body))]).toEqual([path, '422 SELF_DECISION']);
      expect([path, codeOf(await who.post('K', `${XA}/${path}`, body))]).toEqual([path, '404 NOT_FOUND']);
      const byToken = (token: string) => api.send('POST', `${XA}/${path}`, { token, key: true, body });
      expect([path, codeOf(await byToken(substituteFor('A')))]).toEqual([path, '422 PROPOSER_MAY_NOT_DECIDE']);
      expect([path, codeOf(await byToken(substituteFor('B')))]).toEqual([path, '422 SELF_DECISION']);
      const asAdmin = await api.send('POST', `${XA}/${path}`, { token: api.adminToken, key: true, body });
      expect([path, codeOf(asAdmin)]).toEqual([path, '403 FORBIDDEN']);
    }
    expect(await events()).toBe(before);
    // With a second line that will not stand he would be alone with his own all the same.
    const beside = decision([line(b, shown[b]), line(a)]);
    expect(codeOf(await who.post('B', `${XA}/decisions`, beside))).toBe('422 SELF_DECISION');
    expect(await events()).toBe(before);
  });

  test('A7 khóa lệnh: gửi lại cho cùng câu trả lời; nội dung khác, đường khác, người khác bị từ chối', async () => {
    const shown = await digests();
    const [a = '', b = '', c = ''] = who.members;
    const key = randomUUID();
    const body = decision([line(c, shown[c])]);
    const send = (code: string, path: string, sent: object) =>
      api.send('POST', path, { token: who.token(code), key, body: sent });
    const before = await events();
    const answers = await Promise.all(Array.from({ length: 12 }, () => send('xa-secretary', `${XA}/decisions`, body)));
    for (const { status, body: answer } of answers) expect([status, answer]).toEqual([200, answers[0]?.body]);
    const after = await events();
    expect(after).toBeGreaterThan(before);
    const REUSED = '422 IDEMPOTENCY_KEY_REUSED';
    const stolen = await send('huyen-secretary', '/api/v1/cycles/2018/timetable', {
      step: 'MEETING',
      dueOn: '2030-01-01',
    });
    expect([codeOf(stolen), Object.keys(stolen.body.details)]).toEqual([REUSED, ['commandId']]);
    expect(codeOf(await send('xa-secretary', `${XA}/decisions`, decision([line(a, shown[a])])))).toBe(REUSED);
    const put = { submission: LIST, lines: [{ subject: b, digest: shown[b], reason: REASON }] };
    expect(codeOf(await send('xa-secretary', `${XA}/put-offs`, put))).toBe(REUSED);
    // The same words by somebody else with the same right.
    expect(codeOf(await send('xa-clerk', `${XA}/decisions`, body))).toBe(REUSED);
    expect(codeOf(await send('ngoai-secretary', `${XA}/decisions`, body))).toBe('404 NOT_FOUND');
    expect(await events()).toBe(after);
  });

  test('A27 giờ ghi là giờ của cơ sở dữ liệu, dù đồng hồ của chương trình hay lời người nói khác đi', async () => {
    const shown = await digests();
    const [a = ''] = who.members;
    const skewed = jest.spyOn(Date, 'now').mockImplementation(() => new Date().getTime() + 3 * 86_400_000);
    const said = { ...decision([line(a, shown[a])]), decidedOn: '2018-12-18' };
    const { commandId } = await who.say('xa-secretary', `${XA}/decisions`, said).finally(() => skewed.mockRestore());
    const rows = await api.store.database.query(
      `SELECT (occurred_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date::text AS said, abs(extract(epoch FROM clock_timestamp() - recorded_at)) < 30 AS now
       FROM event WHERE command_id = $1 AND type = 'ClassDecided'`,
      [commandId],
    );
    expect(rows).toEqual([{ said: '2018-12-18', now: true }]);
    const [b = ''] = who.members.slice(1);
    const later = { ...decision([line(b, shown[b])]), decidedOn: '2999-01-01' };
    expect(codeOf(await who.post('xa-secretary', `${XA}/decisions`, later))).toBe('422 DATE_IN_FUTURE');
  });

  test('A27 tài khoản api và worker của cơ sở dữ liệu không ghi được vào quá khứ hay tương lai', async () => {
    for (const [url, actor, type] of [
      [api.store.urls.api, 'someone', 'SelfAssessmentSubmitted'],
      [api.store.urls.worker, 'procedure', 'StepOpened'],
    ] as const)
      for (const shift of ['-1 day', '-11 minutes', '1 minute'])
        await expect(insertAt(url, { actor, type, shift })).rejects.toThrow(/row-level security/);
    await expect(insertAt(api.store.urls.api, { actor: 'someone', type: 'X', shift: '0 s' })).resolves.toBeUndefined();
  });
});

/** Straight into the table, as a program that was taken over would; what it wrote is rolled back. */
function insertAt(url: string, { actor, type, shift }: { actor: string; type: string; shift: string }): Promise<void> {
  return withClient(url, async (client) => {
    await client.query('BEGIN');
    await client.query(
      `INSERT INTO event (stream_id, version, case_id, type, schema_version, subject_id, body, data, actor, recorder, command_id,
         ordinal, occurred_at, recorded_at, prev_hash, hash)
       SELECT 'forged', 1, case_id, $1, 1, subject_id, body, data, $2, $2, command_id, 900, occurred_at,
         clock_timestamp() + $3::interval, prev_hash, hash FROM event LIMIT 1`,
      [type, actor, shift],
    );
    await client.query('ROLLBACK');
  });
}
