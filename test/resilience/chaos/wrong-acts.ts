import { randomUUID } from 'node:crypto';
import type { Call } from '../../../apps/cli/scenario/http/api.js';
import { below, type Random } from '../../../apps/cli/scenario/generate/random.js';
import type { Person } from '../../../apps/cli/scenario/run/crew.js';
import type { Errand } from '../../../apps/cli/scenario/run/errands.js';
import type { Scene } from '../../../apps/cli/scenario/run/scene.js';
import type { Attempt } from './journal.js';
import type { PeopleApi } from './people-api.js';

/** What people do wrongly, with what must come of it. */
export interface WrongActs {
  before(scene: Scene, errand: Errand, body: object): Promise<void>;
  after(scene: Scene, errand: Errand, call: Call & { readonly key: string }): Promise<void>;
  readonly counts: ReadonlyMap<WrongAct, number>;
  /** Keys of commands that must not have been recorded, and answers that should not have been given. */
  readonly mustBeRefused: ReadonlySet<string>;
  readonly violations: readonly string[];
}

export type WrongAct = 'BY_ANOTHER' | 'BY_ADMINISTRATOR' | 'MALFORMED' | 'SENT_THRICE' | 'OTHER_PAYLOAD';

const SHARE = 0.06;

/** Draws wrong acts by the seed: beside them everything that people do is meant as they are asked. */
export function openWrongActs(api: PeopleApi, random: Random): WrongActs {
  const counts = new Map<WrongAct, number>();
  const mustBeRefused = new Set<string>();
  const violations: string[] = [];
  const bodies = new Map<string, object>();
  const count = (act: WrongAct): void => void counts.set(act, (counts.get(act) ?? 0) + 1);
  const judge = (act: WrongAct, held: boolean, { path, status, code }: Attempt): void => {
    count(act);
    if (!held) violations.push(`${act} ${path}: HTTP ${status} ${code}`);
  };

  async function inVain(act: WrongAct, { href }: Errand, person: Person, body: object): Promise<void> {
    const key = randomUUID();
    mustBeRefused.add(key);
    const attempt = await api.once(href, { token: person.token, key, body });
    judge(act, attempt.outcome !== 'ok', attempt);
  }

  return {
    counts,
    mustBeRefused,
    violations,
    async before(scene, errand, body) {
      const drawn = random();
      if (drawn < SHARE) await inVain('BY_ANOTHER', errand, strangerTo(scene, errand, random), body);
      else if (drawn < 1.5 * SHARE) await inVain('BY_ADMINISTRATOR', errand, scene.crew.administrator, body);
      else if (drawn < 2 * SHARE)
        await inVain('MALFORMED', errand, scene.person, {
          ...body,
          lines: 'đ'.repeat(below(random, 5_000)),
          status: 1,
        });
    },
    async after(_scene, { command, href }, call) {
      const drawn = random();
      const other = bodies.get(command);
      if (drawn < SHARE) {
        const [one, two] = await Promise.all([api.once(href, call), api.once(href, call)]);
        for (const attempt of [one, two]) judge('SENT_THRICE', attempt.outcome !== 'refused', attempt);
      } else if (drawn < 1.5 * SHARE && other !== undefined && JSON.stringify(other) !== JSON.stringify(call.body)) {
        const attempt = await api.once(href, { ...call, body: other });
        judge('OTHER_PAYLOAD', attempt.outcome === 'unknown' || attempt.code === 'IDEMPOTENCY_KEY_REUSED', attempt);
      }
      bodies.set(command, call.body as object);
    },
  };
}

/** Somebody from elsewhere, without any post. */
function strangerTo({ crew, plan }: Scene, { items: [{ organisation, askedOf }] }: Errand, random: Random): Person {
  const strangers = plan.members.filter(
    (member) => member.organisation !== organisation && member.organisation !== askedOf,
  );
  for (;;) {
    const person = crew.byCode(strangers[below(random, strangers.length)]?.code ?? '');
    if (person !== undefined && person.posts.length === 0) return person;
  }
}
