import { commandAnswer, cycleStatus, organisationReview } from '../http/answers.js';
import { idempotencyKey } from '../http/idempotency-key.js';
import { isLate } from './acts/late.js';
import { Refused } from './refused.js';
import type { Scene } from './scene.js';

const PREPARING = ['SELF_ASSESSMENT', 'RESIDENCE_COMMENT'] as const;

/** In a year entered afterwards no timer says that somebody is late: the secretary does, once only the late remain. */
export async function goOnWithoutLate(scene: Scene): Promise<boolean> {
  const { plan, crew, person } = scene;
  if (!plan.scenario.enteredAfterwards) return false;
  const awaited = scene.awaiting.filter((id) => crew.answerers('CELL_SECRETARY', id)[0] === person);
  const gone = await Promise.all(awaited.map((id) => goOnIn(scene, id)));
  return gone.includes(true);
}

async function goOnIn(scene: Scene, organisation: string): Promise<boolean> {
  const { api, plan, person } = scene;
  const { token } = person;
  const base = `/api/v1/cycles/${plan.cycle}`;
  const status = await api.get(`${base}/status?organisation=${organisation}`, cycleStatus, { token });
  const own = status.cases.find((one) => one.organisation === organisation);
  const waiting = (own?.steps ?? []).filter((step) => !step.closed && step.waiting > 0);
  if (own === undefined || waiting.length === 0) return false;
  const review = await api.get(`${base}/organisations/${organisation}`, organisationReview, { token });
  const { openSteps, members, allowedActions } = review;
  const href = allowedActions.find(({ command }) => command === 'goOnWithoutLate')?.href;
  if (href === undefined) return false;
  let gone = false;
  for (const step of PREPARING) {
    for (const { pass, subjects } of openSteps.filter((open) => open.step === step)) {
      const late = members.filter(
        ({ member, number }) =>
          number !== null && subjects.includes(number) && isLate(scene, { subjectId: member, pass }, step),
      );
      if (late.length === 0 || waiting.find((one) => one.step === step && one.pass === pass)?.waiting !== late.length)
        continue;
      const outcome = await api.post(href, commandAnswer, {
        token,
        key: idempotencyKey(href, step, pass),
        body: { step, pass },
      });
      if (!outcome.ok)
        throw new Refused({
          who: person.code,
          tried: `goOnWithoutLate ${href} ${step} ${pass}`,
          problem: outcome.problem,
        });
      gone = true;
    }
  }
  return gone;
}
