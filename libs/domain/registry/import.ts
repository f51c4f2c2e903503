import type { TierDefinition } from './snapshot.js';
import type { RegistryState } from './evolve.js';
import type { RegistryEvent } from './events.js';

/** Rows as an importer gives them; people are named by the importer's code, organisations by their id. */
export interface RegistryImport {
  readonly tiers?: readonly TierDefinition[];
  readonly organisations?: readonly OrganisationImport[];
  /** People who hold posts without being members here. */
  readonly people?: readonly PersonImport[];
  readonly members?: readonly MemberImport[];
  readonly posts?: readonly PostImport[];
  readonly introductions?: readonly IntroductionImport[];
  readonly disciplines?: readonly DisciplineImport[];
}

export interface OrganisationImport {
  readonly id: string;
  readonly name: string;
  readonly tier: string;
  readonly parent: string | null;
  /** Since when it stands under this parent, when it has moved; today where nothing is said. */
  readonly parentFrom?: string;
  readonly foundedOn?: string | null;
  /** Organisations that it succeeds; left out: as it was. */
  readonly predecessors?: readonly string[];
}

export interface PersonImport {
  readonly code: string;
  readonly name: string;
}

export interface MemberImport extends PersonImport {
  readonly organisation: string;
  /** Since when in this organisation. */
  readonly from?: string;
  readonly official: boolean;
  readonly admittedOn?: string | null;
  readonly exempt?: boolean;
  readonly suspended?: boolean;
  readonly facts?: Readonly<Record<string, number | boolean>>;
}

export interface PostImport {
  readonly person: string;
  readonly role: string;
  readonly organisation: string;
  readonly from: string;
  readonly until?: string | null;
  /** Code of the holder for whom this person stands in until then. */
  readonly delegatedBy?: string | null;
}

/** Introduced to a residence cell; neither cell nor committee: outside this installation. */
export interface IntroductionImport {
  readonly member: string;
  readonly cell?: string | null;
  readonly committee?: string | null;
  readonly exemptGround?: string | null;
}

export interface DisciplineImport {
  readonly member: string;
  readonly form: string;
  readonly decidedOn: string;
  readonly violationFrom?: string | null;
  readonly violationUntil?: string | null;
  readonly organisation?: string | null;
}

export type ImportSheet = keyof RegistryImport;

/** One thing wrong in one row, counted from 1 within its list. */
export interface ImportError {
  readonly sheet: ImportSheet;
  readonly row: number;
  readonly field: string;
  readonly code: string;
}

/** What the registry holds already of everything that the rows name. */
export interface KnownRegistry {
  readonly tiers: ReadonlyMap<string, TierDefinition>;
  readonly organisations: ReadonlyMap<string, RegistryState>;
  /** By code; `organisation` is where a member belongs now. */
  readonly people: ReadonlyMap<string, KnownPerson>;
  /** Today's date. */
  readonly today: string;
}

export interface KnownPerson {
  readonly id: string;
  readonly organisation: string | null;
  /** Runs the installation and therefore decides nothing in it. */
  readonly administrator?: boolean;
}

export interface RegistryRecorded {
  readonly stream: string;
  readonly caseId: string;
  readonly subject: string | null;
  readonly event: RegistryEvent;
}

export interface Imported {
  readonly events: readonly RegistryRecorded[];
  /** Ids of all people named, by code; new ones included. */
  readonly people: ReadonlyMap<string, string>;
}
