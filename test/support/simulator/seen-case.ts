import type { CaseOpened, StepOpened } from '../../../libs/domain/procedure/events.js';
import { stepKey } from '../../../libs/domain/procedure/evolve.js';
import type { StepName } from '../../../libs/domain/procedure/steps.js';

/** A step as its events have it so far. */
export interface Step extends StepOpened {
  open: boolean;
  reminded: boolean;
  overdue: boolean;
  escalated: boolean;
  /** Subjects who handed in, were heard or were absent in this pass. */
  readonly done: Set<number>;
  readonly absent: Set<number>;
}

/** A case as its events have it so far. */
export interface Case {
  opened: CaseOpened | null;
  readonly steps: Map<string, Step>;
  readonly children: Set<string>;
  readonly meetings: Map<string, { readonly signed: boolean; recordedBy: string | null; confirmed: boolean }>;
  /** Who closed the list of a pass. */
  readonly listed: Map<string, string>;
  /** Papers of each subject, by the kind of the paper. */
  readonly papers: Map<string, Set<string>>;
  readonly decided: Set<string>;
  closing: boolean;
  closed: boolean;
}

export function isOpen(at: Case, step: StepName, pass: string, subject?: number): boolean {
  const found = at.steps.get(stepKey(pass, step));
  return found !== undefined && found.open && (subject === undefined || found.subjects.includes(subject));
}

export function numberOf({ opened }: Case, id: string | null): number {
  return opened === null || id === null || id === opened.organisation ? 0 : opened.subjects.indexOf(id) + 1;
}

export function papersOf(at: Case, id: string | null): Set<string> {
  const papers = at.papers.get(id ?? '') ?? new Set();
  at.papers.set(id ?? '', papers);
  return papers;
}

export function caseOf(cases: Map<string, Case>, caseId: string): Case {
  const found = cases.get(caseId) ?? {
    opened: null,
    steps: new Map(),
    children: new Set(),
    meetings: new Map(),
    listed: new Map(),
    papers: new Map(),
    decided: new Set(),
    closing: false,
    closed: false,
  };
  cases.set(caseId, found);
  return found;
}
