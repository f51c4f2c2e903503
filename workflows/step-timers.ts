import { CancellationScope, sleep } from '@temporalio/workflow';
import type { StepView } from '../libs/domain/ports.js';
import { stepKey } from '../libs/domain/procedure/evolve.js';
import { without, type Subjects } from '../libs/domain/procedure/passes.js';

/** What is to be recorded of a step that waits, and when (milliseconds of the epoch). */
export interface Alarm {
  readonly kind: 'remind' | 'markOverdue' | 'escalate';
  readonly at: number;
}

/** Subjects whose part of the step is still missing. */
export const missingOf = ({ subjects, done }: StepView): Subjects => without(subjects, done);

/** What comes next for an open step; nothing without a due date (a year entered afterwards), or when nobody is missing. */
export function nextAlarm(step: StepView, now: number): Alarm | undefined {
  if (step.dueAt === null || step.outcome !== null || missingOf(step).length === 0) return undefined;
  const dueAt = Date.parse(step.dueAt);
  if (step.marked) return step.escalated ? undefined : { kind: 'escalate', at: dueAt };
  // A reminder after the due date would say nothing that "overdue" does not
  if (step.remindAt !== null && !step.reminded && now < dueAt) return { kind: 'remind', at: Date.parse(step.remindAt) };
  return { kind: 'markOverdue', at: dueAt };
}

/** One timer for each open step: it says when, the case says what. */
export class StepTimers {
  private readonly running = new Map<string, Alarm & { readonly scope: CancellationScope }>();
  private readonly fired = new Set<string>();

  /** Steps whose timer has fired. */
  get due(): ReadonlySet<string> {
    return this.fired;
  }

  takeDue(): readonly string[] {
    const keys = [...this.fired];
    this.fired.clear();
    return keys;
  }

  /** Makes the timers those of the steps that are open now, with the dates that they have now. */
  keep(steps: readonly StepView[]): void {
    const now = Date.now();
    const wanted = new Map<string, Alarm>();
    for (const step of steps) {
      const alarm = nextAlarm(step, now);
      if (alarm !== undefined) wanted.set(stepKey(step.pass, step.step), alarm);
    }
    for (const [key, { kind, at, scope }] of this.running) {
      const alarm = wanted.get(key);
      if (alarm?.kind === kind && alarm.at === at) wanted.delete(key);
      else {
        scope.cancel();
        this.running.delete(key);
      }
    }
    for (const [key, alarm] of wanted) this.start(key, alarm, Math.max(alarm.at - now, 0));
  }

  private start(key: string, alarm: Alarm, wait: number): void {
    const scope = new CancellationScope();
    this.running.set(key, { ...alarm, scope });
    const fire = () => {
      this.running.delete(key);
      this.fired.add(key);
    };
    // Cancelled when the step closes, its date moves or the run ends: nothing to do then
    void scope.run(() => sleep(wait)).then(fire, () => undefined);
  }
}
