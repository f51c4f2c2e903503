import type { StepName } from '../../libs/domain/procedure/steps.js';
import type { TestApi } from './api.js';
import { selfAssessment, type Year } from './api-year.js';
import { proceed } from './store.js';

const BAN = '/api/v1/cycles/2018/organisations/ban';
const XA = '/api/v1/cycles/2018/organisations/xa';
const LIST = 'cell/2018/ban:all';
const TALLY = { convened: 3, present: 3, issued: 3, collected: 3, valid: 3, invalid: 0 };

/** One thing that is said or recorded on the road of cell `ban`. */
export interface Act {
  readonly name: string;
  readonly run: () => Promise<unknown>;
}

/** The road of cell `ban` after `openYear`, act by act: to the commune's decision on A and B, with corrections; C is put off. */
export function road(api: TestApi, { ids, tokens }: Year): readonly Act[] {
  const id = (code: string): string => ids[code] ?? '';
  const members = ['A', 'B', 'C'].map(id);
  const say = (code: string, path: string, body: () => unknown): Act => ({
    name: `${code} ${path}`,
    run: async () => {
      const answer = await api.send('POST', path, { token: tokens[code] ?? '', key: true, body: await body() });
      if (answer.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    },
  });
  const step = (name: string, run: () => Promise<unknown>): Act => ({ name, run });
  const opening = {
    type: 'openStep',
    case: 'cell/2018/ban',
    pass: 'all',
    subjects: [1, 2, 3],
    asks: 'CELL_SECRETARY',
  } as const;
  const open = (name: StepName, change: object = {}): Act =>
    step(`open ${name}`, () => proceed(api.store, { ...opening, mayReturnTo: [], step: name, ...change }));
  const close = (name: StepName, outcome: Record<string, number[]>, submits = false): Act =>
    step(`close ${name}`, async () => {
      const [row] = await api.store.database.query("SELECT version FROM review_case WHERE id = 'cell/2018/ban'");
      await proceed(api.store, {
        type: 'closeStep',
        case: 'cell/2018/ban',
        step: name,
        pass: 'all',
        outcome,
        seenVersion: Number(row?.['version']),
        submits: submits ? { pass: 'all', subjects: [1, 2, 3], appraise: true } : null,
      });
    });
  const votes = (good: number) => ({ EXCELLENT: 0, GOOD: good, COMPLETED: 3 - good, NOT_COMPLETED: 0 });
  const lines = (good: number) => members.map((member) => ({ member, votes: votes(good) }));
  const meeting = { meeting: 'm1', heldOn: '2018-12-01', heard: members, convenedOfficial: 3, presentOfficial: 3 };
  const shown = async () => {
    const { body } = await api.send('GET', '/api/v1/decision-sheet?cycle=2018', {
      token: tokens['xa-secretary'] ?? '',
    });
    const found: readonly { subject: string; digest: string }[] = body.submissions[0].lines;
    return new Map(found.map(({ subject, digest }) => [subject, digest]));
  };
  const lineOf = async (code: string, rest: object) => ({
    subject: id(code),
    digest: (await shown()).get(id(code)),
    ...rest,
  });
  const decision = { submission: LIST, decidedOn: '2018-12-20', decisionNumber: '1-QĐ/ĐU' };
  return [
    say('A', `${BAN}/self-assessments`, () => selfAssessment(id('A'))),
    say('B', `${BAN}/self-assessments`, () => selfAssessment(id('B'), 'EXCELLENT')),
    say('B', `${BAN}/self-assessment-corrections`, () => ({
      lines: selfAssessment(id('B')).lines.map((line) => ({ ...line, reason: { code: 'MISTYPED' } })),
    })),
    say('R', `${BAN}/residence-comments`, () => ({ lines: [{ member: id('B') }] })),
    say('xa-ben-secretary', `${BAN}/residence-confirmations`, () => ({ lines: [{ member: id('B') }] })),
    say('xa-clerk', `${BAN}/self-assessments`, () => ({
      lines: selfAssessment(id('C')).lines.map((line) => ({ ...line, paper: { writtenOn: '2018-11-20' } })),
    })),
    close('SELF_ASSESSMENT', { ready: [1, 2, 3], missing: [] }),
    close('RESIDENCE_COMMENT', { ready: [2], missing: [] }),
    open('MEETING'),
    say('A', `${BAN}/meetings`, () => meeting),
    say('A', `${BAN}/tallies`, () => ({ meeting: 'm1', tally: TALLY, lines: lines(2) })),
    say('xa-clerk', `${BAN}/tally-confirmations`, () => ({ meeting: 'm1' })),
    say('A', `${BAN}/tally-corrections`, () => ({
      meeting: 'm1',
      tally: TALLY,
      lines: lines(3),
      reason: { code: 'MISTYPED' },
    })),
    close('MEETING', { heard: [1, 2, 3], absent: [] }),
    open('PROPOSAL'),
    say('A', `${BAN}/submissions`, () => ({ lines: members.map((subject) => ({ subject, class: 'GOOD' })) })),
    close('PROPOSAL', { heard: [1, 2, 3] }, true),
    open('DECISION', { case: 'committee/2018/xa', pass: LIST, asks: 'EXECUTIVE_COMMITTEE', mayReturnTo: ['MEETING'] }),
    say('xa-secretary', `${XA}/decisions`, async () => ({
      ...decision,
      lines: [await lineOf('A', { class: 'GOOD' })],
    })),
    say('xa-secretary', `${XA}/decisions`, async () => ({
      ...decision,
      decisionNumber: '2-QĐ/ĐU',
      lines: [await lineOf('B', { class: 'COMPLETED', reason: { code: 'OTHER' } })],
    })),
    say('xa-secretary', `${XA}/put-offs`, async () => ({
      submission: LIST,
      lines: [await lineOf('C', { reason: { code: 'OTHER' } })],
    })),
  ];
}
