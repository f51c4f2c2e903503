import { z } from 'zod';
import type { Api, Outcome } from '../http/api.js';
import { administrator, imported, tokens } from '../http/answers.js';
import { idempotencyKey } from '../http/idempotency-key.js';
import type { Plan } from '../generate/plan.js';
import { gatherCrew, type Crew, type Person } from './crew.js';
import { importRows } from './import-rows.js';
import { Refused } from './refused.js';

const TOKENS_AT_ONCE = 5_000;

export interface SetUp {
  readonly crew: Crew;
  /** Id of each member, by code. */
  readonly ids: ReadonlyMap<string, string>;
  /** The official of the root who runs the year. */
  readonly steward: Person;
}

/** From an empty installation to an opened cycle whose people all have logins, over HTTP alone. */
export async function setUp(api: Api, plan: Plan, oneTimeToken: string, say: (what: string) => void): Promise<SetUp> {
  const key = (...what: readonly string[]): string => idempotencyKey(plan.cycle, 'set up', ...what);
  const first = accepted(
    await api.post('/api/v1/setup', administrator, {
      key: key('setup'),
      body: { token: oneTimeToken, name: 'Quản trị viên' },
    }),
  );
  const { token } = first;
  say('Đã có quản trị viên');
  const rows = importRows(plan);
  const { members } = accepted(await api.post('/api/v1/imports', imported, { token, key: key('import'), body: rows }));
  const ids = new Map(Object.entries(members));
  say(`Đã nhập ${rows.organisations.length} tổ chức, ${rows.members.length} đảng viên`);
  const crew = gatherCrew(plan, token, await issueTokens(api, plan, token, key), ids);
  say(`Đã cấp ${crew.everyone.length} mã đăng nhập`);
  const steward = stewardOf(plan, crew);
  await openCycle(api, plan, steward, key);
  say(`Đã mở đợt kiểm điểm ${plan.cycle}`);
  return { crew, ids, steward };
}

async function issueTokens(
  api: Api,
  plan: Plan,
  token: string,
  key: (...what: readonly string[]) => string,
): Promise<ReadonlyMap<string, string>> {
  const codes = [...plan.members, ...plan.people].map(({ code }) => ({ code }));
  const issued = new Map<string, string>();
  for (let at = 0; at < codes.length; at += TOKENS_AT_ONCE) {
    const body = { people: codes.slice(at, at + TOKENS_AT_ONCE) };
    const answer = accepted(await api.post('/api/v1/tokens', tokens, { token, key: key('tokens', String(at)), body }));
    for (const one of answer.tokens) issued.set(one.code, one.token);
  }
  return issued;
}

async function openCycle(
  api: Api,
  plan: Plan,
  { token }: Person,
  key: (...what: readonly string[]) => string,
): Promise<void> {
  const { year, rulebook, dueDates, enteredAfterwards } = plan.scenario;
  const [root] = plan.organisations;
  const body = { cycle: plan.cycle, year, root: root?.id, rulebook, timetable: dueDates, enteredAfterwards };
  accepted(await api.post('/api/v1/cycles', z.unknown(), { token, key: key('create'), body }));
  accepted(await api.post(`/api/v1/cycles/${plan.cycle}/open`, z.unknown(), { token, key: key('open'), body: {} }));
}

function stewardOf(plan: Plan, crew: Crew): Person {
  const root = plan.organisations[0]?.id ?? '';
  const [steward] = crew.holders(root, ['ORG_DEPT', 'OFFICE', 'SECRETARY', 'DEPUTY_SECRETARY']);
  if (steward === undefined) throw new Error(`nobody in ${root} can run the year`);
  return steward;
}

function accepted<Answer>(outcome: Outcome<Answer>): Answer {
  if (outcome.ok) return outcome.answer;
  throw new Refused({ who: 'quản trị', tried: 'chuẩn bị (set-up)', problem: outcome.problem });
}
