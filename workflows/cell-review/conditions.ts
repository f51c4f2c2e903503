import type { CaseView, StepView } from '../../libs/domain/ports.js';
import { stepKey } from '../../libs/domain/procedure/evolve.js';
import {
  isLatePass,
  isOwnPass,
  isPendingPass,
  union,
  without,
  type PassId,
  type Subjects,
} from '../../libs/domain/procedure/passes.js';

/** What is asked of members before they are heard, side by side; a further opinion would be one more name here. */
export const PREPARATIONS = ['SELF_ASSESSMENT', 'RESIDENCE_COMMENT'] as const;
export type Preparation = (typeof PREPARATIONS)[number];

/** Of whom each preparation is asked. */
export type Asked = Readonly<Record<Preparation, Subjects>>;
export const NOTHING_ASKED: Asked = { SELF_ASSESSMENT: [], RESIDENCE_COMMENT: [] };

/** Steps at which members whose line was returned may go on. */
export const MEMBERS_RETURN_TO = ['SELF_ASSESSMENT', 'RESIDENCE_COMMENT', 'MEETING', 'PROPOSAL'] as const;

export type Prepared = { readonly ready: Subjects; readonly missing: Subjects };
export type Attendance = { readonly heard: Subjects; readonly absent: Subjects };

/**
 * Preparations close together, each with its own: complete, or overdue. Those who come late are waited for without end
 * (rule 10), unless a further meeting is called for the ones among them who are ready.
 */
export const prepared =
  (pass: PassId, asked: Asked) =>
  (step: StepView, view: CaseView): Prepared | undefined =>
    isTimeToMeet(pass, asked, view) ? { ready: step.done, missing: without(step.subjects, step.done) } : undefined;

function isTimeToMeet(pass: PassId, asked: Asked, view: CaseView): boolean {
  const names = PREPARATIONS.filter((name) => asked[name].length > 0);
  const steps = names.flatMap((name) =>
    view.steps.filter((step) => stepKey(step.pass, step.step) === stepKey(pass, name)),
  );
  if (steps.length < names.length) return false;
  // One has closed: they were ready to close together
  if (steps.some(({ outcome }) => outcome !== null)) return true;
  if (steps.every((step) => missing(step).length === 0 || (step.overdue && !isLatePass(pass)))) return true;
  const everyone = steps.reduce<Subjects>((all, { subjects }) => union(all, subjects), []);
  const lacking = steps.reduce<Subjects>((all, step) => union(all, missing(step)), []);
  return view.meetingsCalled.includes(pass) && without(everyone, lacking).length > 0;
}

/** The meeting is over for those whose tally is confirmed and for those recorded absent; it waits for no others. */
export function tallyConfirmed(step: StepView): Attendance | undefined {
  return missing(step).length === 0 ? { heard: without(step.done, step.absent), absent: step.absent } : undefined;
}

/** Someone is decided, and everyone else is decided or still pending (late, absent, put off): the cell may look at itself. */
export function membersAreSettled({ subjects, answers, steps }: CaseView): boolean {
  const everyone = Array.from({ length: subjects }, (_, index) => index + 1);
  const decided = Object.entries(answers).flatMap(([pass, answer]) => (isOwnPass(pass) ? [] : answer.decided));
  const pending = steps.flatMap((step) => (isPendingPass(step.pass) ? step.subjects : []));
  return subjects === 0 || (decided.length > 0 && without(everyone, [...decided, ...pending]).length === 0);
}

const missing = ({ subjects, done }: StepView): Subjects => without(subjects, done);
