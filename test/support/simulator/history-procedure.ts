import type { ProcedureEvent } from '../../../libs/domain/procedure/events.js';
import { stepKey } from '../../../libs/domain/procedure/evolve.js';
import type { StepName } from '../../../libs/domain/procedure/steps.js';
import { isSame } from '../../../libs/store/audit/is-same.js';
import type { Case, Step } from './seen-case.js';

/** What the procedure records: each thing once, nothing out of its time, and outcomes that say what stood at the closing. */
export function readProcedure(at: Case, event: ProcedureEvent, honest: boolean): string | null {
  switch (event.type) {
    case 'CaseOpened':
      if (at.opened !== null) return 'opened twice';
      at.opened = event;
      return null;
    case 'StepOpened': {
      const key = stepKey(event.pass, event.step);
      if (at.steps.has(key)) return 'opened twice';
      if (at.closing || at.closed || at.opened === null) return 'opened when nothing may open any more';
      at.steps.set(key, {
        ...event,
        open: true,
        reminded: false,
        overdue: false,
        escalated: false,
        done: new Set(),
        absent: new Set(),
      });
      return null;
    }
    case 'StepClosed':
      return (
        once(at, event, (step) => {
          step.open = false;
          return true;
        }) ?? (honest ? misjudged(at, event) : null)
      );
    case 'StepReminded':
      return once(at, event, (step) => !step.reminded && (step.reminded = true));
    case 'StepOverdue':
      return once(at, event, (step) => !step.overdue && (step.overdue = true));
    case 'StepEscalated':
      return once(at, event, (step) => !step.escalated && (step.escalated = true));
    case 'TimetableChanged':
      return once(at, event, (step) => {
        step.reminded = false;
        return true;
      });
    case 'ChildOpened':
      if (at.children.has(event.child)) return 'opened twice';
      at.children.add(event.child);
      return null;
    case 'ClosingRequested':
      at.closing = true;
      return null;
    case 'CaseClosed':
      if (at.closed) return 'closed twice';
      if ([...at.steps.values()].some(({ open }) => open)) return 'closed with open steps';
      at.closed = true;
      return null;
    default:
      return null;
  }
}

/** An outcome that was true of a moment before: whoever closes has seen all that there was to see. */
function misjudged(at: Case, { step, pass, outcome }: Closed): string | null {
  const { done, absent } = at.steps.get(stepKey(pass, step)) ?? { done: new Set(), absent: new Set<number>() };
  if (outcome['ended'] !== undefined) return null;
  const missed = [...absent].filter((subject) => !done.has(subject));
  if (step === 'SELF_ASSESSMENT' && !isSame(sorted(outcome['ready']), sorted([...done])))
    return 'not whoever handed in';
  if (step !== 'MEETING') return null;
  const groups = [outcome['heard'], outcome['absent']].map(sorted);
  return isSame(groups, [sorted([...done]), sorted(missed)]) ? null : 'not who was heard and who was absent';
}

type Closed = ProcedureEvent & { readonly type: 'StepClosed' };
const sorted = (group: unknown): readonly number[] => [...(group as readonly number[])].sort((a, b) => a - b);

/** An event of an open step, for the first time. */
function once(
  at: Case,
  { step, pass }: { readonly step: StepName; readonly pass: string },
  take: (step: Step) => boolean,
): string | null {
  const found = at.steps.get(stepKey(pass, step));
  if (found === undefined || !found.open) return 'its step is not open';
  return take(found) ? null : 'recorded twice';
}
