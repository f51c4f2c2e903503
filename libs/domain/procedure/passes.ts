import type { StepName } from './steps.js';

/** A pass is one road of some subjects through the steps; its id is its path (docs/explanation/procedure.md). */
export type PassId = string;

/** Subjects of a case by number, ascending; 0 is the organisation itself. */
export type Subjects = readonly number[];

export const ALL: PassId = 'all';
export const OWN: PassId = 'own';
export const OWN_SUBJECT: Subjects = [0];

export const latePass = (pass: PassId): PassId => `${pass}/late`;
export const absentPass = (pass: PassId): PassId => `${pass}/absent`;
export const putOffPass = (pass: PassId): PassId => `${pass}/put-off`;
export const returnedPass = (pass: PassId, step: StepName): PassId => `${pass}/returned-${step}`;

/** Subjects of such a pass count as pending for the organisation's own class, also when returned (rule 12). */
export const isPendingPass = (pass: PassId): boolean => PENDING.test(pass);

/** The same as a regular expression, which PostgreSQL reads alike. */
export const PENDING_PASS = '(^|/)(late|absent|put-off)(/|$)';
const PENDING = new RegExp(PENDING_PASS);

export const isOwnPass = (pass: PassId): boolean => pass === OWN || pass.startsWith(`${OWN}/`);

export const isLatePass = (pass: PassId): boolean => pass.split('/').at(-1) === 'late';

export function without(subjects: Subjects, taken: Subjects): Subjects {
  return subjects.filter((subject) => !taken.includes(subject));
}

export function union(left: Subjects, right: Subjects): Subjects {
  return [...new Set([...left, ...right])].sort((a, b) => a - b);
}
