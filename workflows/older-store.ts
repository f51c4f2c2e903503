import type { CaseView } from '../libs/domain/ports.js';
import { stepKey } from '../libs/domain/procedure/evolve.js';

/** True when something that stood for good is gone: this store was restored from before it, and has gone another way since. */
export function contradicts(before: CaseView, after: CaseView): boolean {
  const now = new Map(after.steps.map((step) => [stepKey(step.pass, step.step), step]));
  const stepGone = before.steps.some((step) => {
    const found = now.get(stepKey(step.pass, step.step));
    return found === undefined || (step.outcome !== null && found.outcome === null);
  });
  return stepGone || before.openedChildren.some((id) => !after.openedChildren.includes(id));
}
