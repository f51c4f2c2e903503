import { ANSWERS_FOR, type Asks, type PostRole } from '../../../../libs/domain/people.js';
import type { Plan, PlannedPost } from '../generate/plan.js';

/** Somebody with a login of his own. */
export interface Person {
  readonly code: string;
  readonly token: string;
  /** His id as a member, if he is one. */
  readonly member: string | null;
  readonly posts: readonly PlannedPost[];
}

/** The people of a scenario, and who of them sees to what. */
export interface Crew {
  readonly administrator: Person;
  readonly everyone: readonly Person[];
  readonly byCode: (code: string) => Person | undefined;
  readonly byMember: (id: string) => Person | undefined;
  readonly holders: (organisation: string, roles: readonly PostRole[]) => readonly Person[];
  /** Those who may see to what a step asks, the one whose task it is first. */
  readonly answerers: (asks: string, organisation: string) => readonly Person[];
}

/** Gathers the people once each of them has a token. */
export function gatherCrew(
  plan: Plan,
  administratorToken: string,
  tokens: ReadonlyMap<string, string>,
  ids: ReadonlyMap<string, string>,
): Crew {
  const postsOf = groupedBy(plan.posts, ({ person }) => person);
  const codes = [...plan.members.map(({ code }) => code), ...plan.people.map(({ code }) => code)];
  const members = new Set(plan.members.map(({ code }) => code));
  const everyone = codes.map((code): Person => ({
    code,
    token: tokens.get(code) ?? '',
    member: members.has(code) ? (ids.get(code) ?? null) : null,
    posts: postsOf.get(code) ?? [],
  }));
  const byCode = new Map(everyone.map((person) => [person.code, person]));
  const byMember = new Map(
    everyone.flatMap((person) => (person.member === null ? [] : [[person.member, person] as const])),
  );
  const postsIn = groupedBy(plan.posts, ({ organisation }) => organisation);
  const holders: Crew['holders'] = (organisation, roles) =>
    roles.flatMap((role) =>
      (postsIn.get(organisation) ?? [])
        .filter((post) => post.role === role)
        .flatMap(({ person }) => byCode.get(person) ?? []),
    );
  const clerksFirst = plan.scenario.work === 'clerk';
  return {
    administrator: { code: 'administrator', token: administratorToken, member: null, posts: [] },
    everyone,
    byCode: (code) => byCode.get(code),
    byMember: (id) => byMember.get(id),
    holders,
    answerers: (asks, organisation) => {
      const clerks = holders(organisation, ['CLERK']);
      const answering = isAsks(asks) ? holders(organisation, ANSWERS_FOR[asks]) : [];
      return unique(
        clerksFirst && WRITTEN_IN_CELLS.includes(asks) ? [...clerks, ...answering] : [...answering, ...clerks],
      );
    },
  };
}

/** What cells put on paper, which a clerk may enter for them. */
const WRITTEN_IN_CELLS: readonly string[] = ['MEMBER', 'CELL_SECRETARY', 'CELL'] satisfies Asks[];

const isAsks = (asks: string): asks is Asks => asks in ANSWERS_FOR;

const unique = (people: readonly Person[]): readonly Person[] => [...new Set(people)];

function groupedBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
