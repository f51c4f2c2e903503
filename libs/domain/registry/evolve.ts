import type { Post } from '../people.js';
import type { DisciplineForm, MemberParticulars, RegistryEvent } from './events.js';

export interface DatedParent {
  readonly parent: string | null;
  readonly from: string;
}

export interface MemberState extends MemberParticulars {
  readonly from: string;
  /** The first day elsewhere; null while the member belongs here. */
  readonly until: string | null;
  readonly exempt: boolean;
  readonly suspended: boolean;
  readonly introduced: {
    readonly cell: string | null;
    readonly committee: string | null;
    readonly exemptGround: string | null;
  } | null;
  readonly disciplines: readonly {
    readonly form: DisciplineForm;
    readonly decidedOn: string;
    readonly violationFrom: string | null;
    readonly violationUntil: string | null;
    readonly organisation: string | null;
  }[];
}

export type PostState = Omit<Post, 'organisation'> & { readonly person: string };

/** What the registry holds of one organisation and its people. */
export interface RegistryState {
  readonly registered: {
    readonly organisation: string;
    readonly tier: string;
    readonly foundedOn: string | null;
  } | null;
  readonly predecessors?: readonly string[];
  /** Oldest first; each holds until the next begins. */
  readonly parents: readonly DatedParent[];
  readonly members: Readonly<Record<string, MemberState>>;
  readonly posts: readonly PostState[];
}

export const initialRegistry: RegistryState = { registered: null, parents: [], members: {}, posts: [] };

/** Where nothing says since when, it has always been so. */
export const ALWAYS = '0001-01-01';

/** Folds one event into the registry of one organisation. */
export function evolveRegistry(state: RegistryState, event: RegistryEvent): RegistryState {
  switch (event.type) {
    case 'OrganisationRegistered': {
      const { organisation, tier, parent, foundedOn } = event;
      return {
        ...state,
        registered: { organisation, tier, foundedOn },
        parents: [{ parent, from: foundedOn ?? ALWAYS }],
      };
    }
    case 'PredecessorsNamed':
      return { ...state, predecessors: event.predecessors };
    case 'OrganisationMoved':
      return { ...state, parents: [...state.parents, { parent: event.parent, from: event.from }] };
    case 'MemberRegistered': {
      const { member, from, official, admittedOn, facts } = event;
      const fresh: MemberState = {
        from,
        until: null,
        official,
        admittedOn,
        facts,
        exempt: false,
        suspended: false,
        introduced: null,
        disciplines: [],
      };
      return { ...state, members: { ...state.members, [member]: fresh } };
    }
    case 'MemberChanged': {
      const { member, official, admittedOn, facts } = event;
      return changeMember(state, member, () => ({ official, admittedOn, facts }));
    }
    case 'MemberLeft':
      return changeMember(state, event.member, () => ({ until: event.on }));
    case 'MemberExempted':
      return changeMember(state, event.member, () => ({ exempt: event.exempt }));
    case 'MemberSuspended':
      return changeMember(state, event.member, () => ({ suspended: event.suspended }));
    case 'PostAssigned': {
      const { type: _, ...post } = event;
      return { ...state, posts: [...state.posts, post] };
    }
    case 'PostEnded':
      return {
        ...state,
        posts: state.posts.map((post) => (isSamePost(post, event) ? { ...post, until: event.until } : post)),
      };
    case 'ResidenceIntroduced': {
      const { member, cell, committee, exemptGround } = event;
      return changeMember(state, member, () => ({ introduced: { cell, committee, exemptGround } }));
    }
    case 'DisciplineRecorded': {
      const { type: _, member, ...discipline } = event;
      return changeMember(state, member, ({ disciplines }) => ({ disciplines: [...disciplines, discipline] }));
    }
  }
}

export function isSamePost(left: Omit<PostState, 'until'>, right: Omit<PostState, 'until'>): boolean {
  return left.person === right.person && left.role === right.role && left.from === right.from;
}

function changeMember(
  state: RegistryState,
  id: string,
  change: (member: MemberState) => Partial<MemberState>,
): RegistryState {
  const member = state.members[id];
  return member === undefined
    ? state
    : { ...state, members: { ...state.members, [id]: { ...member, ...change(member) } } };
}
