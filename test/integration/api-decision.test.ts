import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TestApi } from '../support/api.js';
import { LIST, upToDecision, upToMeeting, voices, XA } from '../support/api-list.js';
import { CYCLE, openedApi, type Year } from '../support/api-year.js';

let api: TestApi;
let year: Year;
let who: ReturnType<typeof voices>;

const id = (code: string): string => who.id(code);
const token = (code: string): string => who.token(code);
const get = (code: string, path: string) => who.get(code, path);
const post = (code: string, path: string, body: unknown) => who.post(code, path, body);
const say = (code: string, path: string, body: unknown) => who.say(code, path, body);

beforeAll(async () => {
  ({ api, year } = await openedApi());
  who = voices(api, year);
  await upToMeeting(api, year);
  await upToDecision(api, year);
});
afterAll(() => api.end());

describe('the decision sheet', () => {
  test('shows every line that waits, with the five values, its digest and what is missing', async () => {
    const { body } = await get('xa-secretary', '/api/v1/decision-sheet?cycle=2018');
    expect(body.submissions).toHaveLength(1);
    expect(body.submissions[0]).toMatchObject({
      submission: LIST,
      body: 'xa',
      step: 'DECISION',
      organisation: 'ban',
      organisationName: 'Chi bộ bản',
      population: 'members',
      mayReturnTo: ['MEETING'],
      ceiling: { allowed: 0, measured: 0, exceeded: false },
    });
    expect(body.submissions[0].lines).toHaveLength(3);
    expect(body.submissions[0].lines[1]).toMatchObject({
      subject: id('B'),
      number: 2,
      name: 'Đảng viên B',
      claimed: 'GOOD',
      voted: 'GOOD',
      votes: { GOOD: 3 },
      proposed: 'GOOD',
      missing: [],
    });
  });

  test('offers the same through work items, to those who answer for the body', async () => {
    const { body } = await get('xa-secretary', '/api/v1/work-items?step=DECISION');
    expect(body.items.map(({ subjectId }: { subjectId: string }) => subjectId).sort()).toEqual(
      ['A', 'B', 'C'].map(id).sort(),
    );
    expect(body.items[0]).toMatchObject({ reference: LIST, organisation: 'xa' });
    expect(body.items[0].allowedActions.map(({ href }: { href: string }) => href)).toEqual([
      `${XA}/decisions`,
      `${XA}/returns`,
      `${XA}/put-offs`,
    ]);
    expect((await get('A', '/api/v1/work-items?step=DECISION')).body.items).toEqual([]);
  });
});

describe('a block of lines', () => {
  test('is answered line by line: what moved since is refused, the others stand', async () => {
    const { body } = await get('xa-secretary', '/api/v1/decision-sheet?cycle=2018&organisation=xa');
    const lines = body.submissions[0].lines
      .slice(0, 2)
      .map(({ subject, digest }: { subject: string; digest: string }) => ({ subject, digest, class: 'GOOD' }));
    const stale = { ...lines[1], digest: '0'.repeat(64) };
    const decision = { submission: LIST, decidedOn: '2018-12-20', decisionNumber: '1-QĐ/ĐU' };
    const answer = await say('xa-secretary', `${XA}/decisions`, { ...decision, lines: [lines[0], stale] });
    expect(answer.answered).toEqual([id('A')]);
    expect(answer.refused).toMatchObject([{ subject: id('B'), code: 'STALE_VIEW' }]);
    const again = await post('xa-secretary', `${XA}/decisions`, { ...decision, lines: [lines[0]] });
    expect([again.status, again.body.code]).toEqual([409, 'ALREADY_DECIDED']);
    expect((await get('xa-secretary', '/api/v1/decision-sheet?cycle=2018')).body.submissions[0].lines).toHaveLength(2);
  });

  test('above the ceiling is refused with what is allowed and what was measured', async () => {
    const { body } = await get('xa-secretary', '/api/v1/decision-sheet?cycle=2018');
    const [line] = body.submissions[0].lines;
    const excellent = {
      subject: line.subject,
      digest: line.digest,
      class: 'EXCELLENT',
      reason: { code: 'OUTSTANDING' },
    };
    const tried = await api.send('POST', `${XA}/decisions?validate=true`, {
      token: token('xa-secretary'),
      body: { submission: LIST, decidedOn: '2018-12-20', lines: [excellent] },
    });
    expect([tried.status, tried.body.code]).toEqual([422, 'CEILING_EXCEEDED']);
    expect(tried.body.details).toMatchObject({ allowed: 0, measured: 1, base: 1 });
  });
});

describe('what was decided', () => {
  test('is explained from criterion to clause, votes and ceiling', async () => {
    const { body } = await get('A', `${CYCLE}/members/${id('A')}/result`);
    expect(body.classes).toEqual({ claimed: 'GOOD', voted: 'GOOD', proposed: 'GOOD', advised: null, decided: 'GOOD' });
    expect(body.checks.length).toBeGreaterThan(0);
    expect(body.checks[0]).toMatchObject({ met: expect.any(Boolean), source: { document: expect.any(String) } });
    expect(body.next.class).toBe('EXCELLENT');
    expect(body.votes).toMatchObject({ votes: { GOOD: 3 } });
    expect(body.decision).toMatchObject({ decidedBy: 'xa', decisionNumber: '1-QĐ/ĐU' });
  });

  test('stands in the history, oldest first, and in the report with base, percent and residual', async () => {
    const { body } = await get('xa-secretary', `${CYCLE}/members/${id('A')}/history`);
    expect(body.events.map(({ type }: { type: string }) => type)).toEqual([
      'MemberReviewOpened',
      'SelfAssessmentSubmitted',
      'VotesCounted',
      'ClassProposed',
      'ClassDecided',
    ]);
    const report = (await get('huyen-secretary', '/api/v1/reports/2018')).body;
    const members = report.populations.find(({ id: population }: { id: string }) => population === 'members');
    expect(members).toMatchObject({
      total: 6,
      classified: { count: 1, base: 6 },
      undecided: 4,
      residual: { count: 0 },
    });
    expect(members.figures[1]).toMatchObject({
      id: 'members.GOOD',
      count: 1,
      base: 1,
      printed: expect.stringMatching(/^100(,0+)?%$/),
    });
    expect(report.ceilings).toMatchObject([
      { decidedBy: 'xa', population: 'members', allowed: 0, measured: 0, base: 1 },
    ]);
    expect(
      report.findings.map(({ code, data }: { code: string; data: { base: string } }) => `${code} ${data.base}`),
    ).toEqual(['CEILING_READING GOOD_ONLY', 'CEILING_READING GOOD_AND_ABOVE', 'CEILING_READING ALL_CLASSIFIED']);
  });

  test('is seen by the member, and the step by whoever covers it', async () => {
    expect((await get('A', `${CYCLE}/members/${id('A')}`)).body).toMatchObject({
      classes: { decided: 'GOOD' },
      decision: { class: 'GOOD' },
    });
    const status = (await get('xa-secretary', `${CYCLE}/status`)).body;
    const commune = status.cases.find(({ organisation }: { organisation: string }) => organisation === 'xa');
    expect(commune.steps).toMatchObject([{ step: 'DECISION', pass: LIST, subjects: 3, waiting: 2, closed: false }]);
  });

  test('an outsider finds neither the cycle nor anything of it', async () => {
    expect((await get('ngoai-secretary', '/api/v1/cycles')).body).toEqual({ cycles: [] });
    expect((await get('ngoai-secretary', '/api/v1/work-items')).body.items).toEqual([]);
    expect((await get('ngoai-secretary', '/api/v1/decision-sheet?cycle=2018')).body).toEqual({ submissions: [] });
  });
});
