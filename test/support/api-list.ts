import type { TestApi } from './api.js';
import { CYCLE, selfAssessment, type Year } from './api-year.js';
import { proceed } from './store.js';

/** The list that cell `ban` sends up. */
export const LIST = 'cell/2018/ban:all';
export const BAN = `${CYCLE}/organisations/ban`;
export const XA = `${CYCLE}/organisations/xa`;

export const TALLY = { convened: 3, present: 3, issued: 3, collected: 3, valid: 3, invalid: 0 };
export const VOTES = { EXCELLENT: 0, GOOD: 3, COMPLETED: 0, NOT_COMPLETED: 0 };

/** Who says what through the API in an open year. */
export function voices({ send }: TestApi, { ids, tokens }: Year) {
  const id = (code: string): string => ids[code] ?? '';
  const token = (code: string): string => tokens[code] ?? '';
  const get = (code: string, path: string) => send('GET', path, { token: token(code) });
  const post = (code: string, path: string, body: unknown) =>
    send('POST', path, { token: token(code), key: true, body });
  /** A refusal is a mistake of the test. */
  const say = async (code: string, path: string, body: unknown) => {
    const answer = await post(code, path, body);
    if (answer.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  return { id, token, get, post, say, members: ['A', 'B', 'C'].map(id) };
}

export type Step = 'SELF_ASSESSMENT' | 'RESIDENCE_COMMENT' | 'MEETING' | 'PROPOSAL';

/** Opens a step of cell `ban` for its three members, as its workflow would. */
export function openStep({ store }: TestApi, step: Step) {
  const open = {
    case: 'cell/2018/ban',
    pass: 'all',
    subjects: [1, 2, 3],
    asks: 'CELL_SECRETARY',
    mayReturnTo: [],
  } as const;
  return proceed(store, { type: 'openStep', step, ...open });
}

export async function closeStep({ store }: TestApi, step: Step, outcome: object, submits = false): Promise<void> {
  const [row] = await store.database.query('SELECT version FROM review_case WHERE id = $1', ['cell/2018/ban']);
  await proceed(store, {
    ...{ type: 'closeStep', case: 'cell/2018/ban', step, pass: 'all', seenVersion: Number(row?.['version']) },
    outcome: outcome as Record<string, number[]>,
    submits: submits ? { pass: 'all', subjects: [1, 2, 3], appraise: true } : null,
  });
}

/** Everything of cell `ban` up to its meeting, which is open. */
export async function upToMeeting(api: TestApi, year: Year): Promise<void> {
  const { id, say } = voices(api, year);
  for (const code of ['A', 'B', 'C']) await say(code, `${BAN}/self-assessments`, selfAssessment(id(code)));
  await say('R', `${BAN}/residence-comments`, { lines: [{ member: id('B') }] });
  await say('xa-ben-secretary', `${BAN}/residence-confirmations`, { lines: [{ member: id('B') }] });
  await closeStep(api, 'SELF_ASSESSMENT', { ready: [1, 2, 3], missing: [] });
  await closeStep(api, 'RESIDENCE_COMMENT', { ready: [2], missing: [] });
  await openStep(api, 'MEETING');
}

/** From the meeting to the list that lies before the commune, whose decision is open. */
export async function upToDecision(api: TestApi, year: Year): Promise<void> {
  const { say, members } = voices(api, year);
  const held = { heldOn: '2018-12-01', heard: members, convenedOfficial: 3, presentOfficial: 3 };
  await say('A', `${BAN}/meetings`, { meeting: 'm1', ...held });
  const lines = members.map((member) => ({ member, votes: VOTES }));
  await say('A', `${BAN}/tallies`, { meeting: 'm1', tally: TALLY, lines });
  await fromTally(api, year);
}

/** From the ballots counted, and not yet confirmed, to the decision. */
export async function fromTally(api: TestApi, year: Year): Promise<void> {
  const { say, members } = voices(api, year);
  await say('xa-clerk', `${BAN}/tally-confirmations`, { meeting: 'm1' });
  await closeStep(api, 'MEETING', { heard: [1, 2, 3], absent: [] });
  await openStep(api, 'PROPOSAL');
  await say('A', `${BAN}/submissions`, { lines: members.map((subject) => ({ subject, class: 'GOOD' })) });
  await closeStep(api, 'PROPOSAL', { heard: [1, 2, 3] }, true);
  await openDecision(api);
}

/** Opens the commune's decision on the list, as its workflow would. */
export function openDecision({ store }: TestApi) {
  return proceed(store, {
    ...{ type: 'openStep', case: 'committee/2018/xa', pass: LIST, step: 'DECISION', asks: 'EXECUTIVE_COMMITTEE' },
    subjects: [1, 2, 3],
    mayReturnTo: ['MEETING'],
  });
}
