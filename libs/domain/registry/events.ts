import type { PostRole } from '../people.js';

/** What the registry records of an organisation and its people: ids and codes, never a name. */
export type RegistryEvent =
  | {
      readonly type: 'OrganisationRegistered';
      readonly organisation: string;
      readonly tier: string;
      readonly parent: string | null;
      readonly foundedOn: string | null;
    }
  | { readonly type: 'OrganisationMoved'; readonly parent: string | null; readonly from: string }
  /** It follows these: they were merged into it, divided or renamed. Replaces what was said before. */
  | { readonly type: 'PredecessorsNamed'; readonly organisation: string; readonly predecessors: readonly string[] }
  | ({ readonly type: 'MemberRegistered'; readonly member: string; readonly from: string } & MemberParticulars)
  | ({ readonly type: 'MemberChanged'; readonly member: string } & MemberParticulars)
  | { readonly type: 'MemberLeft'; readonly member: string; readonly on: string }
  | { readonly type: 'MemberExempted'; readonly member: string; readonly exempt: boolean }
  | { readonly type: 'MemberSuspended'; readonly member: string; readonly suspended: boolean }
  | {
      readonly type: 'PostAssigned';
      readonly person: string;
      readonly role: PostRole;
      readonly from: string;
      readonly until: string | null;
      /** Whose post it is, of a delegation. */
      readonly delegatedBy?: string;
    }
  | {
      readonly type: 'PostEnded';
      readonly person: string;
      readonly role: PostRole;
      readonly from: string;
      readonly until: string;
    }
  | {
      readonly type: 'ResidenceIntroduced';
      readonly member: string;
      readonly cell: string | null;
      readonly committee: string | null;
      readonly exemptGround: string | null;
    }
  | {
      readonly type: 'DisciplineRecorded';
      readonly member: string;
      readonly form: DisciplineForm;
      readonly decidedOn: string;
      readonly violationFrom: string | null;
      readonly violationUntil: string | null;
      readonly organisation: string | null;
    };

export interface MemberParticulars {
  readonly official: boolean;
  readonly admittedOn: string | null;
  /** What automatic results ask for, beside discipline. */
  readonly facts: Readonly<Record<string, number | boolean>>;
}

export const DISCIPLINE_FORMS = ['REPRIMAND', 'WARNING', 'DISMISSAL', 'EXPULSION'] as const;
export type DisciplineForm = (typeof DISCIPLINE_FORMS)[number];
