import { commandAnswer } from '../../http/answers.js';
import { idempotencyKey } from '../../http/idempotency-key.js';
import { paperDate } from '../dates.js';
import { hrefOf } from '../paths.js';
import { Refused } from '../refused.js';
import type { Scene } from '../scene.js';

/** What the file lets the superior grant a unit is granted before the unit decides; sent again it is the same command. */
export async function grantExceptions(scene: Scene, unit: string): Promise<void> {
  const { plan, crew, api } = scene;
  for (const { organisation, ...exception } of plan.scenario.ceilingExceptions) {
    if (organisation !== unit || scene.granted.has(unit)) continue;
    const superior = scene.organisation(unit).parent ?? unit;
    const [grantor] = crew.answerers('STANDING_COMMITTEE', superior);
    if (grantor === undefined) throw new Error(`nobody in ${superior} can grant an exception`);
    const href = hrefOf('grantCeilingException', plan.cycle, unit);
    const decidedOn = paperDate(plan.scenario, 'DECISION', 'all');
    const body = { ...exception, decidedOn, reason: { code: 'OUTSTANDING_RESULTS' } };
    const key = idempotencyKey(href, JSON.stringify(exception));
    const outcome = await api.post(href, commandAnswer, { token: grantor.token, key, body });
    if (!outcome.ok)
      throw new Refused({ who: grantor.code, tried: `grantCeilingException ${href}`, problem: outcome.problem });
    scene.turnOver();
  }
  scene.granted.add(unit);
}
