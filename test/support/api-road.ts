import type { TestApi } from './api.js';
import { BAN, closeStep, LIST, openDecision, openStep, TALLY, voices, XA, type Step } from './api-list.js';
import { selfAssessment, type Year } from './api-year.js';

/** One thing that is said or recorded on the road of cell `ban`. */
export interface Act {
  readonly name: string;
  readonly run: () => Promise<unknown>;
}

/** The road of cell `ban` after `openYear`, act by act: to the commune's decision on A and B, with corrections; C is put off. */
export function road(api: TestApi, year: Year): readonly Act[] {
  const { id, get, say: sent, members } = voices(api, year);
  const say = (code: string, path: string, body: () => unknown): Act => ({
    name: `${code} ${path}`,
    run: async () => sent(code, path, await body()),
  });
  const open = (step: Step): Act => ({ name: `open ${step}`, run: () => openStep(api, step) });
  const close = (step: Step, outcome: object, submits = false): Act => ({
    name: `close ${step}`,
    run: () => closeStep(api, step, outcome, submits),
  });
  const votes = (good: number) => ({ EXCELLENT: 0, GOOD: good, COMPLETED: 3 - good, NOT_COMPLETED: 0 });
  const lines = (good: number) => members.map((member) => ({ member, votes: votes(good) }));
  const meeting = { meeting: 'm1', heldOn: '2018-12-01', heard: members, convenedOfficial: 3, presentOfficial: 3 };
  const shown = async () => {
    const { body } = await get('xa-secretary', '/api/v1/decision-sheet?cycle=2018');
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
    { name: 'open DECISION', run: () => openDecision(api) },
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
