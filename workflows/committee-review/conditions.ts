import type { CaseView, StepView, SubmissionView } from '../../libs/domain/ports.js';
import { without } from '../../libs/domain/procedure/passes.js';
import type { Incoming } from '../step-request.js';

/** Everything sent to this committee; nothing more comes once the cases below have closed. */
export const submissions: Incoming<SubmissionView> = {
  of: ({ submissions: received }) => received,
  id: ({ submission }) => submission,
  until: ({ children, closedChildren }) => children.every(({ caseId }) => closedChildren.includes(caseId)),
};

/** The committees in between have given their opinion, or are overdue with it. */
export const opinionsAreIn =
  (submission: string) =>
  ({ submissions: received }: CaseView): boolean =>
    received.some((each) => each.submission === submission && each.opinionsDue === 0);

/** Where the rulebook has all lists decided together: each cell below has sent its first, or will not in time. */
export function listsAreIn({ decideTogether, children, ...view }: CaseView): boolean {
  const cells = children.filter(({ kind }) => kind === 'CELL').map(({ caseId }) => caseId);
  const sent = view.submissions.map(({ from }) => from);
  const heardOf = [...sent, ...view.overdueChildren, ...view.settledChildren, ...view.closedChildren];
  return !decideTogether || cells.every((cell) => heardOf.includes(cell));
}

/** An opinion is advice: the committee in between gives it in time, or the decision goes on without it. */
export function everyOpinionGiven({ subjects, done, overdue }: StepView): Record<string, never> | undefined {
  return overdue || without(subjects, done).length === 0 ? {} : undefined;
}

/** Each organisation below is settled: its class decided, without a class, or gone on without. */
export function everyChildSettled(
  _step: StepView,
  { children, settledChildren }: CaseView,
): Record<string, never> | undefined {
  return children.every(({ caseId }) => settledChildren.includes(caseId)) ? {} : undefined;
}
