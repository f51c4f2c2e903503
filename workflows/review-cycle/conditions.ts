import type { CaseView, StepView } from '../../libs/domain/ports.js';

/** The year's own road has ended, or a person has ended it: what is decided can be made known. */
export const rootIsSettled = ({ children, settledChildren, closedChildren }: CaseView): boolean =>
  children.every(({ caseId }) => settledChildren.includes(caseId) || closedChildren.includes(caseId));

/** Says, once the root's case has closed, whether anything was decided that was pending at the first publication. */
export function rootHasClosed(_step: StepView, view: CaseView): Closing | undefined {
  if (!view.children.every(({ caseId }) => view.closedChildren.includes(caseId))) return undefined;
  return view.decidedLater > 0 ? { decidedLater: true } : {};
}

export type Closing = { readonly decidedLater?: true };
