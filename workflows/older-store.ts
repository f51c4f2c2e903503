import type { CaseView } from '../libs/domain/ports.js';
import { stepKey } from '../libs/domain/procedure/evolve.js';

/** A case as it was seen at one of its versions. */
export interface Seen {
  readonly version: number;
  readonly view: CaseView;
}

/** True when a store holds less of a case than was seen of it, or something else: it was restored from an older day. */
export function isOlder(found: Seen, seen: Seen): boolean {
  if (found.version === seen.version) return recordedIn(found.view) !== recordedIn(seen.view);
  return found.version < seen.version || contradicts(seen.view, found.view);
}

/** Something that stood for good is gone: this store has gone another way since. */
function contradicts(before: CaseView, after: CaseView): boolean {
  const now = new Map(after.steps.map((step) => [stepKey(step.pass, step.step), step]));
  const stepGone = before.steps.some((step) => {
    const found = now.get(stepKey(step.pass, step.step));
    return found === undefined || (step.outcome !== null && found.outcome === null);
  });
  return stepGone || before.openedChildren.some((id) => !after.openedChildren.includes(id));
}

function recordedIn({ steps }: CaseView): string {
  return steps
    .map(({ pass, step, done, absent, outcome, reminded, marked, escalated }) =>
      [stepKey(pass, step), done, absent, outcome === null, reminded, marked, escalated].join(' '),
    )
    .sort()
    .join('\n');
}
