import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testApi, type TestApi } from '../support/api.js';
import { importRows, openYear, selfAssessment, type Year } from '../support/api-year.js';

let api: TestApi;
let year: Year;
const CYCLE = '/api/v1/cycles/2018';
const BAN = `${CYCLE}/organisations/ban`;

beforeAll(async () => {
  api = await testApi();
  year = await importRows(api);
  await openYear(api, year);
});
afterAll(() => api.end());

const everyone = (): readonly string[] => Object.keys(year.tokens);
const token = (code: string): string => year.tokens[code] ?? '';

/** What a review, or the year, says that the person may do there; null where he is shown none. */
async function listed(code: string, path: string): Promise<readonly string[] | null> {
  const { status, body } = await api.send('GET', path, { token: token(code) });
  return status === 200 ? body.allowedActions.map(({ command }: { command: string }) => command) : null;
}

/** Who is told that he may, and who is not refused when he tries. */
async function compare(command: string, shown: string, path: string, body: object): Promise<readonly string[]> {
  const told: string[] = [];
  const taken: string[] = [];
  for (const code of everyone()) {
    if ((await listed(code, shown))?.includes(command)) told.push(code);
    const tried = await api.send('POST', `${path}?validate=true`, { token: token(code), body });
    if (tried.status === 200) taken.push(code);
  }
  expect(told).toEqual(taken);
  return told.sort();
}

describe('what may be done is listed for exactly those who may', () => {
  test.each([
    ['a step goes on without the late', 'goOnWithoutLate', 'going-on', { step: 'SELF_ASSESSMENT', pass: 'all' }],
    ['a case is asked to close', 'requestClosing', 'closings', { reason: 'OTHER' }],
  ])('%s', async (_, command, path, body) => {
    expect(await compare(command, BAN, `${BAN}/${path}`, body)).toEqual(['A', 'xa-clerk']);
  });

  test('a committee goes on without a child', async () => {
    const xa = `${CYCLE}/organisations/xa`;
    const child = { child: 'cell/2018/kia' };
    const may = await compare('goOnWithoutChild', xa, `${xa}/going-on-without-child`, child);
    expect(may).toEqual(['xa-clerk', 'xa-secretary']);
  });

  test('the timetable of the year', async () => {
    const body = { step: 'MEETING', dueOn: '2018-12-20' };
    expect(await compare('changeTimetable', CYCLE, `${CYCLE}/timetable`, body)).toEqual(['huyen-secretary']);
  });

  test('the whole year is asked to close', async () => {
    const may = await compare('requestClosing', CYCLE, `${CYCLE}/closings`, { reason: 'OPENED_BY_MISTAKE' });
    expect(may).toEqual(['huyen-secretary']);
  });

  test('a self-assessment is corrected once there is one, a missing comment waived by those who decide', async () => {
    const member = year.ids['A'] ?? '';
    const review = `${CYCLE}/members/${member}`;
    const [line] = selfAssessment(member).lines;
    const correction = { lines: [{ ...line, reason: { code: 'MISTYPED' } }] };
    const corrected = () => compare('correctSelfAssessment', review, `${BAN}/self-assessment-corrections`, correction);
    expect(await corrected()).toEqual([]);
    await api.send('POST', `${BAN}/self-assessments`, { token: token('A'), key: true, body: selfAssessment(member) });
    expect(await corrected()).toEqual(['A', 'xa-clerk']);
    const waiver = { lines: [{ member, reason: { code: 'OTHER' } }] };
    expect(await compare('waiveResidenceComment', review, `${BAN}/residence-waivers`, waiver)).toEqual([
      'xa-secretary',
    ]);
  });

  test('what the past offered is told as of its instant', async () => {
    const { body } = await api.send('GET', `${BAN}/history?limit=1`, { token: token('A') });
    const opened = `?asOf=${body.events[0].recordedAt}`;
    const steps = await listed('A', `${BAN}${opened}`);
    expect(steps).toEqual(['requestClosing']);
  });

  test('closing the year asks every case to close', async () => {
    const path = `${CYCLE}/closings`;
    const body = { reason: 'OPENED_BY_MISTAKE' };
    const closed = await api.send('POST', path, { token: token('huyen-secretary'), key: true, body });
    expect(closed.status).toBe(200);
    const rows = await api.store.database.query(
      `SELECT case_id FROM event WHERE type = 'ClosingRequested' ORDER BY case_id`,
    );
    const cases = await api.store.database.query("SELECT id FROM review_case WHERE cycle = '2018' ORDER BY id");
    expect(rows.map((row) => row['case_id'])).toEqual(cases.map((row) => row['id']));
  });
});
