import type { Attempt, Fault } from '../format/conduct.schema.js';
import type { Api, Outcome } from '../http/api.js';
import { commandAnswer } from '../http/answers.js';
import { idempotencyKey } from '../http/idempotency-key.js';
import type { Plan } from '../generate/plan.js';
import type { Crew, Person } from './crew.js';
import type { Errand } from './errands.js';
import { hrefOf } from './paths.js';
import { Refused } from './refused.js';
import type { Scene } from './scene.js';

type Sent<Answer> = () => Promise<Outcome<Answer>>;

/** What the file lets go wrong: attempts that must be refused, and commands that reach the API twice. */
export interface Mishaps {
  before(scene: Scene, errand: Errand): Promise<void>;
  during<Answer>(scene: Scene, errand: Errand, send: Sent<Answer>): Promise<Outcome<Answer>>;
  /** Those whose moment never came. */
  readonly pending: () => readonly (Attempt | Fault)[];
}

/** The mishaps of one scenario; each comes once. */
export function expectMishaps({ scenario, members }: Plan): Mishaps {
  const attempts = new Set(scenario.attempts);
  const faults = new Set(scenario.faults);
  return {
    async before(scene, errand) {
      for (const attempt of [...attempts].filter((one) => isNow(one, errand))) {
        attempts.delete(attempt);
        await tryInVain(scene, errand, attempt, members[(memberOf(attempt) ?? 0) - 1]?.code);
      }
    },
    async during(_scene, errand, send) {
      const fault = [...faults].find((one) => isNow(one, errand));
      if (fault === undefined) return send();
      faults.delete(fault);
      // The answer of the first is thrown away as if the line had broken: only the second is heard.
      if (fault.kind === 'ANSWER_LOST') await send();
      const [heard] = fault.kind === 'SENT_TWICE' ? await Promise.all([send(), send()]) : [await send()];
      return heard;
    },
    pending: () => [...attempts, ...faults],
  };
}

function isNow({ at }: Attempt | Fault, { items: [{ step, organisation }] }: Errand): boolean {
  return at.step === step && at.organisation === organisation;
}

const memberOf = ({ who }: Attempt): number | null => ('member' in who ? who.member : null);

async function tryInVain(scene: Scene, errand: Errand, attempt: Attempt, member: string | undefined): Promise<void> {
  const person = whoTries(scene.crew, attempt, member);
  const body = { ...(await errand.act.write(scene, errand.items)), ...attempt.change };
  const command = attempt.command ?? errand.command;
  const href =
    attempt.command === undefined
      ? errand.href
      : hrefOf(attempt.command, scene.plan.cycle, errand.items[0].organisation);
  const outcome = await send(scene.api, href, person, body);
  const code = outcome.ok ? (outcome.answer.refused[0]?.code ?? 'ACCEPTED') : outcome.problem.code;
  if (code === attempt.refused) return;
  const problem = outcome.ok ? { status: 200, code, title: '', titleEn: '' } : outcome.problem;
  throw new Refused({ who: person.code, tried: `${command} (phải bị từ chối với ${attempt.refused})`, problem });
}

function send(api: Api, href: string, { code, token }: Person, body: object) {
  return api.post(href, commandAnswer, {
    token,
    key: idempotencyKey('attempt', code, href, JSON.stringify(body)),
    body,
  });
}

function whoTries(crew: Crew, { who }: Attempt, member: string | undefined): Person {
  if ('administrator' in who) return crew.administrator;
  const found = 'member' in who ? crew.byCode(member ?? '') : crew.holders(who.organisation, [who.role])[0];
  if (found === undefined) throw new Error(`nobody is ${JSON.stringify(who)}`);
  return found;
}
