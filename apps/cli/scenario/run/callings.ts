import type { StepName } from '../../../../libs/domain/procedure/steps.js';
import type { CycleStatus, WorkItem } from '../http/answers.js';
import type { Plan } from '../generate/plan.js';
import type { Crew, Person } from './crew.js';
import { neighboursOf, NO_NEIGHBOURS } from './neighbours.js';

/** After this many calls without effect everyone who has to do with the organisation is asked to look. */
const PATIENCE = 8;
const FIRST_MS = 300;
const AT_MOST_MS = 4_000;

/** Whoever follows the year tells people that something waits for them; what it is they read themselves. */
export interface Callings {
  /** People to be called now; for a step that still waits again after a while, and later each time. */
  due(status: CycleStatus, now: number): ReadonlySet<Person>;
  /** Somebody has done his part of a step: he need not be called for it again. */
  answered(person: Person, items: readonly WorkItem[]): void;
  colleagues(organisation: string): readonly Person[];
}

/** Knows who is to be called for what waits in which organisation. */
export function openCallings(plan: Plan, crew: Crew): Callings {
  const calls = new Map<string, { readonly count: number; readonly nextAt: number; readonly waiting: number }>();
  const partDone = new Set<string>();
  const neighbours = neighboursOf(plan, crew);

  function called(organisation: string, step: StepName, key: string, count: number): readonly Person[] {
    const { posts, members, residence } = neighbours.get(organisation) ?? NO_NEIGHBOURS;
    const everyone = count > PATIENCE;
    const asksMembers = step === 'SELF_ASSESSMENT' && plan.scenario.work !== 'clerk';
    return [
      ...(asksMembers && !plan.scenario.enteredAfterwards && !everyone ? [] : posts),
      ...(asksMembers || everyone ? members.filter(({ code }) => !partDone.has(`${key} ${code}`)) : []),
      ...(step === 'RESIDENCE_COMMENT' || everyone ? residence : []),
    ];
  }

  return {
    due({ cases }, now) {
      const people = new Set<Person>();
      for (const { case: caseId, organisation, steps } of cases) {
        for (const { step, pass, waiting, closed } of steps) {
          const key = keyOf({ case: caseId, step, pass });
          const before = calls.get(key) ?? { count: 0, nextAt: 0, waiting };
          if (closed || waiting === 0 || now < before.nextAt) continue;
          const count = before.waiting === waiting ? before.count : Math.min(before.count, 1);
          for (const person of called(organisation, step, key, count)) people.add(person);
          calls.set(key, { count: count + 1, nextAt: now + Math.min(FIRST_MS * 2 ** count, AT_MOST_MS), waiting });
        }
      }
      return people;
    },
    answered: (person, items) => items.forEach((item) => partDone.add(`${keyOf(item)} ${person.code}`)),
    colleagues: (organisation) => (neighbours.get(organisation) ?? NO_NEIGHBOURS).posts,
  };
}

const keyOf = ({ case: caseId, step, pass }: Pick<WorkItem, 'case' | 'step' | 'pass'>): string =>
  `${caseId} ${step} ${pass}`;
