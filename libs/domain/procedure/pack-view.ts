import { splitSubmission } from '../ids.js';
import type { CaseView, StepView, SubmissionView } from '../ports.js';
import type { Subjects } from './passes.js';
import { fromRanges, isAscending, toRanges } from './ranges.js';

/**
 * Packs a view into the text that travels to a workflow, at most 16 kB (rule 20): numbers as ranges ("1-12,14"), a
 * closed step as its outcome alone, children by their place in the list, and the cycle's name once.
 */
export function packView(view: CaseView): string {
  const { steps, submissions, children, openedChildren, settledChildren, closedChildren, overdueChildren, ...rest } =
    view;
  const sent = submissions.map(({ submission }) => submission);
  const ids = children.map(({ caseId }) => caseId);
  const places = (cases: readonly string[]): readonly number[] =>
    cases.map((caseId) => ids.indexOf(caseId)).sort((a, b) => a - b);
  const packed: PackedView = {
    ...rest,
    children: children.map(({ kind, organisation }) => `${kind}/${organisation}`),
    opened: places(openedChildren),
    settled_: places(settledChildren),
    closed_: places(closedChildren),
    overdue: places(overdueChildren),
    open: steps.filter(({ outcome }) => outcome === null),
    ended: steps.flatMap(({ pass, step, outcome }) =>
      outcome === null ? [] : [[placeOr(sent, pass), step, outcome] as const],
    ),
    received: submissions.map(({ submission, subjects, purpose, opinionsDue, appraised }) => [
      submission,
      subjects,
      purpose,
      opinionsDue,
      appraised,
    ]),
  };
  const text = JSON.stringify(packed, (_key, value: unknown) => (isAscending(value) ? `#${toRanges(value)}` : value));
  return text.replaceAll(inCycle(view.cycle), IN_CYCLE);
}

/** Unpacks what `packView` made. */
export function unpackView(text: string): CaseView {
  const [, cycle = ''] = /"cycle":"([^"]*)"/.exec(text) ?? [];
  const packed = JSON.parse(text.replaceAll(IN_CYCLE, inCycle(cycle)), (_key, value: unknown) =>
    typeof value === 'string' && value.startsWith('#') ? fromRanges(value.slice(1)) : value,
  ) as PackedView;
  const { children, opened, settled_, closed_, overdue, open, ended, received, ...rest } = packed;
  const submissions = received.map(([submission, subjects, purpose, opinionsDue, appraised]): SubmissionView => {
    const { caseId: from, pass } = splitSubmission(submission);
    return { submission, from, pass, subjects, purpose, opinionsDue, appraised };
  });
  const cases = children.map((child) => {
    const [kind = '', organisation = ''] = child.split('/');
    return {
      caseId: `${kind.toLowerCase()}/${cycle}/${organisation}`,
      kind: kind as 'COMMITTEE' | 'CELL',
      organisation,
    };
  });
  const named = (places: readonly number[]): readonly string[] => places.map((place) => cases[place]?.caseId ?? '');
  return {
    ...rest,
    children: cases,
    openedChildren: named(opened),
    settledChildren: named(settled_),
    closedChildren: named(closed_),
    overdueChildren: named(overdue),
    submissions,
    steps: [
      ...ended.map(([pass, step, outcome]) => ({
        ...CLOSED,
        pass: typeof pass === 'number' ? (submissions[pass]?.submission ?? '') : pass,
        step,
        outcome,
      })),
      ...open,
    ],
  };
}

type Lists =
  'steps' | 'submissions' | 'children' | 'openedChildren' | 'settledChildren' | 'closedChildren' | 'overdueChildren';

interface PackedView extends Omit<CaseView, Lists> {
  /** `CELL/ban-lang`, in the order that the lists of places count. */
  readonly children: readonly string[];
  readonly opened: readonly number[];
  readonly settled_: readonly number[];
  readonly closed_: readonly number[];
  readonly overdue: readonly number[];
  readonly open: readonly StepView[];
  /** A pass that is a submission by its place among those received. */
  readonly ended: readonly (readonly [string | number, StepView['step'], StepView['outcome']])[];
  /** The sender and its pass stand in the id of the submission. */
  readonly received: readonly (readonly [string, Subjects, SubmissionView['purpose'], number, boolean])[];
}

/** What stood before a closed step is never asked again (rule 2). */
const CLOSED: Omit<StepView, 'pass' | 'step' | 'outcome'> = {
  subjects: [],
  asks: 'NOBODY',
  remindAt: null,
  dueAt: null,
  reminded: false,
  escalated: false,
  overdue: false,
  marked: false,
  done: [],
  absent: [],
};

function placeOr(sent: readonly string[], pass: string): string | number {
  const place = sent.indexOf(pass);
  return place < 0 ? pass : place;
}

const inCycle = (cycle: string): string => `/${cycle}/`;
// No id of the system holds two slashes in a row.
const IN_CYCLE = '//';
