import type { CaseView, StepView } from '../libs/domain/ports.js';

/** A case in words for Temporal's UI: what stands open, who is asked, how far it is. Numbers only, never a name. */
export function describe(version: number, view: CaseView, orphans: readonly StepView[]): string {
  if (view.closed) return `Closed at version ${version}.`;
  const open = view.steps.filter(({ outcome }) => outcome === null);
  const heading = view.closing
    ? 'Closing on a person’s wish.'
    : `${open.length} open, ${view.steps.length - open.length} closed.`;
  return [
    `${heading} Version ${version}.`,
    '',
    ...open.map((step) => `- ${sentence(step)}${orphans.includes(step) ? ' · **ORPHANED_STEP**' : ''}`),
  ].join('\n');
}

function sentence({ step, pass, asks, subjects, done, overdue, dueAt }: StepView): string {
  const asked = asks === 'NOBODY' ? 'waits for others' : `asks ${asks}`;
  const due = dueAt === null ? '' : overdue ? ` · **overdue** since ${dueAt}` : ` · due ${dueAt}`;
  return `**${step}** ${pass} · ${asked} · ${done.length} of ${subjects.length}${due}`;
}
