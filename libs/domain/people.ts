/** Offices a person may hold in an organisation for a time; rights come from these and nothing else. */
export const POST_ROLES = [
  'SECRETARY',
  'DEPUTY_SECRETARY',
  'COMMITTEE_MEMBER',
  'ORG_DEPT',
  'OFFICE',
  'INSPECTION_COMMISSION',
  'CLERK',
] as const;
export type PostRole = (typeof POST_ROLES)[number];

export interface Post {
  readonly role: PostRole;
  readonly organisation: string;
  /** Dates, ISO 8601; `until` is the first day without the post. */
  readonly from: string;
  readonly until: string | null;
  /** The person whose post this is, where another stands in for a time; each acts under his own name. */
  readonly delegatedBy?: string | null;
}

/** Whom a person speaks for with these posts: himself, and those who delegated to him. */
export const speaksFor = (person: string, posts: readonly Post[]): readonly string[] => [
  person,
  ...posts.flatMap(({ delegatedBy }) => delegatedBy ?? []),
];

/** Whom a step asks. A body is asked through those who may record for it. */
export type Asks =
  | 'MEMBER'
  | 'CELL_SECRETARY'
  | 'CELL'
  | 'RESIDENCE_SECRETARY'
  | 'RESIDENCE_COMMITTEE'
  | 'COMMITTEE'
  | 'ORG_DEPT'
  | 'OFFICE'
  | 'STANDING_COMMITTEE'
  | 'EXECUTIVE_COMMITTEE'
  | 'LEADERSHIP_COLLECTIVE'
  | 'NOBODY';

/** Posts that answer for each, in the organisation the step belongs to (a body needs its chair or its office). */
export const ANSWERS_FOR: Readonly<Record<Asks, readonly PostRole[]>> = {
  MEMBER: [],
  CELL_SECRETARY: ['SECRETARY', 'DEPUTY_SECRETARY'],
  CELL: ['SECRETARY', 'DEPUTY_SECRETARY'],
  RESIDENCE_SECRETARY: ['SECRETARY', 'DEPUTY_SECRETARY'],
  RESIDENCE_COMMITTEE: ['SECRETARY', 'DEPUTY_SECRETARY', 'OFFICE'],
  COMMITTEE: ['SECRETARY', 'DEPUTY_SECRETARY', 'OFFICE'],
  ORG_DEPT: ['ORG_DEPT', 'OFFICE', 'DEPUTY_SECRETARY'],
  OFFICE: ['OFFICE', 'ORG_DEPT', 'DEPUTY_SECRETARY', 'SECRETARY'],
  STANDING_COMMITTEE: ['SECRETARY', 'DEPUTY_SECRETARY', 'OFFICE'],
  EXECUTIVE_COMMITTEE: ['SECRETARY', 'DEPUTY_SECRETARY', 'OFFICE'],
  LEADERSHIP_COLLECTIVE: ['SECRETARY', 'DEPUTY_SECRETARY', 'OFFICE'],
  NOBODY: [],
};

/** Posts whose holders sit on the body of their organisation. */
export const SITTING: readonly PostRole[] = ['SECRETARY', 'DEPUTY_SECRETARY', 'COMMITTEE_MEMBER'];

/** A body as the actor of an event: `EXECUTIVE_COMMITTEE@yen-minh`. */
export const bodyOf = (asks: Asks, organisation: string): string => `${asks}@${organisation}`;
