import {
  ApplicationFailure,
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  log,
  metricMeter,
  setCurrentDetails,
  setHandler,
  Trigger,
  workflowInfo,
} from '@temporalio/workflow';
import { CASE_CHANGED, type CaseInput, type CaseView, type Look, type StepView } from '../libs/domain/ports.js';
import type { Submits } from '../libs/domain/procedure/commands.js';
import type { ChildCase, StepOutcome } from '../libs/domain/procedure/events.js';
import { stepKey } from '../libs/domain/procedure/evolve.js';
import { unpackView } from '../libs/domain/procedure/pack-view.js';
import { describe } from './details.js';
import { isOlder } from './older-store.js';
import type { Incoming, StepRequest } from './step-request.js';
import { missingOf, nextAlarm, StepTimers } from './step-timers.js';
import { activities } from './summarised-activities.js';
import { Turns } from './turns.js';

/** Says nothing but "look": whatever is true stands in the store. */
export const caseChanged = defineSignal(CASE_CHANGED);
/** The case as the workflow saw it last. */
export const view = defineQuery<CaseView>('view');

/**
 * A case as its procedure sees it. A run holds nothing but where it stands in its code: started anew it walks from the
 * top, steps that are closed give their recorded outcome, steps that are open are waited on, and only the rest is opened.
 */
export class Case {
  readonly id: string;
  view: CaseView;
  version: number;
  private seenAt = Date.now();
  private signalled = false;
  /** What this run asks of the world, it asks one at a time. */
  private readonly turns = new Turns();
  /** Steps that the code waits on. */
  private readonly awaited = new Set<string>();
  /** Goes off when the case has been seen at another version. */
  private news = new Trigger<void>();
  /** The version as far as which the code has walked. */
  private walked = -1;
  private readonly timers = new StepTimers();

  constructor(id: string, first: Look) {
    this.id = id;
    this.version = first.version;
    this.view = unpackView(first.view);
    setHandler(caseChanged, () => {
      this.signalled = true;
    });
    setHandler(view, () => this.view);
  }

  /** Runs a procedure to its end, or until a person has asked that the case be closed. */
  async run(procedure: () => Promise<unknown>): Promise<void> {
    if (this.view.closed) return;
    await Promise.race([procedure(), this.ended(), this.watch()]);
  }

  /** Opens a step when it is time, closes it when `until` gives an outcome, and gives the outcome that was recorded. */
  async step<Outcome extends StepOutcome>(request: StepRequest<Outcome>): Promise<Outcome> {
    const key = stepKey(request.pass, request.name);
    this.awaited.add(key);
    while (!this.outcomeOf(key)) {
      const recorded = await this.turns.take(() => this.advance(request));
      if (!recorded) await this.news;
    }
    this.awaited.delete(key);
    const outcome = this.outcomeOf(key);
    return outcome?.['ended'] ? await never() : (outcome as Outcome);
  }

  /** Runs `each` for everything that comes in, side by side; ends when nothing more can come and all have ended. */
  async forEach<Item>(
    incoming: Incoming<Item>,
    each: (item: Item) => Promise<unknown>,
    started = new Set<string>(),
  ): Promise<void> {
    const fresh = () => incoming.of(this.view).filter((item) => !started.has(incoming.id(item)));
    await this.when((seen) => fresh().length > 0 || incoming.until(seen));
    const items = fresh();
    if (items.length === 0) return;
    items.forEach((item) => started.add(incoming.id(item)));
    await Promise.all([...items.map(each), this.forEach(incoming, each, started)]);
  }

  /** Opens the cases below this one that are not open yet. */
  async openCases(children: readonly ChildCase[]): Promise<void> {
    const ids = children.map(({ caseId }) => caseId).filter((id) => !this.view.openedChildren.includes(id));
    if (ids.length === 0 || this.view.closing) return;
    await this.turns.take(() => this.see(activities.openCases(this.id, ids)));
  }

  /** Tells the superior that no class of this organisation's own will come. */
  async settle({ when }: { readonly when?: (view: CaseView) => boolean } = {}): Promise<void> {
    await this.when((seen) => seen.settled || when === undefined || when(seen));
    if (this.view.settled) return;
    await this.turns.take(() => this.see(activities.settle(this.id)));
  }

  /** Closes the case. */
  async close(): Promise<void> {
    while (!this.view.closed) {
      await this.turns.take(() => this.see(activities.closeCase({ case: this.id, seenVersion: this.version })));
    }
    this.report();
  }

  /** Opens the step or closes it, if it is time; false when nothing is due. */
  private async advance<Outcome extends StepOutcome>(request: StepRequest<Outcome>): Promise<boolean> {
    if (this.view.closing) return false;
    const { pass, name, subjects, asks, opens, until, submits, mayReturnTo = [] } = request;
    const step = this.find(stepKey(pass, name));
    if (step === undefined) {
      if (opens !== undefined && !opens(this.view)) return false;
      await this.see(activities.openStep({ case: this.id, pass, step: name, subjects, asks, mayReturnTo }));
    } else {
      const outcome = until(step, this.view);
      if (outcome === undefined) return false;
      await this.closeStep(step, outcome, submits?.(outcome) ?? null);
    }
    return true;
  }

  /** Refused by the store when the case has moved since it was seen: then whoever closes sees that and asks again. */
  private async closeStep({ pass, step }: StepView, outcome: StepOutcome, submits: Submits | null): Promise<void> {
    const seenVersion = this.version;
    await this.see(activities.closeStep({ case: this.id, pass, step, outcome, seenVersion, submits }));
  }

  /** On a person's wish to close the case its open steps end, and nothing more opens. */
  private async ended(): Promise<void> {
    await condition(() => this.view.closing);
    let open: StepView | undefined;
    do {
      open = await this.turns.take(async () => {
        const [step] = openStepsOf(this.view);
        if (step !== undefined) await this.closeStep(step, { ended: true }, null);
        return step;
      });
    } while (open !== undefined);
  }

  /** Answers signals and timers, and takes stock whenever the code has walked as far as the case allows. */
  private async watch(): Promise<never> {
    for (;;) {
      await condition(() => this.signalled || this.timers.due.size > 0 || this.hasWalked());
      if (this.timers.due.size > 0) await this.turns.take(() => this.tell());
      else if (this.signalled) await this.turns.take(() => this.look());
      else await this.takeStock();
    }
  }

  /** True once all code waits for news again: conditions are asked when nothing else can run. */
  private hasWalked(): boolean {
    return this.turns.idle && this.walked !== this.version;
  }

  private async takeStock(): Promise<void> {
    this.walked = this.version;
    this.report();
    this.timers.keep(this.view.closing ? [] : openStepsOf(this.view));
    if (workflowInfo().continueAsNewSuggested)
      await continueAsNew<(input: CaseInput) => Promise<void>>({ caseId: this.id });
  }

  /** What stands open and nobody waits for is a fault of the procedure, never a thing to repair in silence (rule 7). */
  private report(): void {
    const orphans = openStepsOf(this.view).filter(({ pass, step }) => !this.awaited.has(stepKey(pass, step)));
    if (orphans.length > 0) {
      log.error('ORPHANED_STEP', { steps: orphans.map(({ pass, step }) => stepKey(pass, step)) });
      metricMeter.createCounter('kiemdiem_orphaned_steps').add(orphans.length);
    }
    setCurrentDetails(describe(this.version, this.view, orphans));
  }

  /** Records what the timers have come to: reminded, overdue, escalated. Looks first, for the date may have moved. */
  private async tell(): Promise<void> {
    const keys = this.timers.takeDue();
    await this.look();
    for (const key of keys) {
      const step = this.find(key);
      const alarm = step && nextAlarm(step, Date.now());
      if (step === undefined || alarm === undefined || alarm.at > Date.now()) continue;
      const at = { case: this.id, pass: step.pass, step: step.step };
      await this.see(
        alarm.kind === 'escalate'
          ? activities.escalate(at)
          : activities[alarm.kind]({ ...at, subjects: missingOf(step) }),
      );
    }
    this.walked = -1;
  }

  private look(): Promise<void> {
    return this.see(activities.look(this.id));
  }

  /** Takes in the case as an activity has left it. */
  private async see(asked: Promise<Look>): Promise<void> {
    this.signalled = false;
    const { version, view: packed } = await asked;
    const found = unpackView(packed);
    if (isOlder({ version, view: found }, this)) await this.stopAhead(version);
    if (version === this.version) return;
    this.version = version;
    this.seenAt = Date.now();
    this.view = found;
    const told = this.news;
    this.news = new Trigger();
    told.resolve();
  }

  /** The store was restored from an older day: said so, and not gone on with, until an operator has decided. */
  private async stopAhead(found: number): Promise<never> {
    const versions = { seen: this.version, found };
    log.error('STORE_IS_OLDER', versions);
    await activities.tellAhead({ case: this.id, ...versions, seenAt: new Date(this.seenAt).toISOString() });
    throw ApplicationFailure.nonRetryable('The store is older than what was seen of it', 'STORE_IS_OLDER', versions);
  }

  private async when(predicate: (view: CaseView) => boolean): Promise<void> {
    while (this.view.closing || !predicate(this.view)) await this.news;
  }

  private find(key: string): StepView | undefined {
    return this.view.steps.find(({ pass, step }) => stepKey(pass, step) === key);
  }

  private outcomeOf(key: string): StepOutcome | null {
    return this.find(key)?.outcome ?? null;
  }
}

// A step that ended with its case gives no outcome: whoever awaits it goes no further.
const never = (): Promise<never> => new Promise(() => undefined);

function openStepsOf({ steps }: CaseView): readonly StepView[] {
  return steps.filter(({ outcome }) => outcome === null);
}
