import type { Asks } from '../libs/domain/people.js';
import type { CaseView, StepView } from '../libs/domain/ports.js';
import type { Submits } from '../libs/domain/procedure/commands.js';
import type { StepOutcome } from '../libs/domain/procedure/events.js';
import type { PassId, Subjects } from '../libs/domain/procedure/passes.js';
import type { StepName } from '../libs/domain/procedure/steps.js';

/** One thing that a procedure asks for and waits on; `name` and `pass` make it unique within its case. */
export interface StepRequest<Outcome extends StepOutcome> {
  readonly pass: PassId;
  readonly name: StepName;
  readonly subjects: Subjects;
  readonly asks: Asks;
  /** Delays the opening; not asked again once the step is open. */
  readonly opens?: (view: CaseView) => boolean;
  /** The outcome, or undefined for as long as the step waits. It reads what is recorded, never a clock. */
  readonly until: (step: StepView, view: CaseView) => Outcome | undefined;
  /** What goes up to the deciding case when the step closes. */
  readonly submits?: (outcome: Outcome) => Submits | null;
  /** Steps to which the lines of this step may be returned. */
  readonly mayReturnTo?: readonly StepName[];
}

/** What comes in from other cases while this one runs. */
export interface Incoming<Item> {
  readonly of: (view: CaseView) => readonly Item[];
  readonly id: (item: Item) => string;
  /** True when nothing more can come. */
  readonly until: (view: CaseView) => boolean;
}
