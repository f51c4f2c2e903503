import type { Line } from './line.js';

export type Part = 'postgres' | 'temporal' | 'worker' | 'api';
export const PARTS: readonly Part[] = ['postgres', 'temporal', 'worker', 'api'];

/** The processes under test, as the launcher started them and keeps them running. */
export interface Machine {
  readonly apiUrl: string;
  readonly oneTimeToken: string;
  /** Addresses past the lines that faults cut. */
  readonly databases: { readonly superuser: string; readonly owner: string };
  readonly temporalAddress: string;
  /** What lies between api, worker and the servers. */
  readonly lines: { readonly postgres: Line; readonly temporal: Line };
  /** Folders of this run. */
  readonly folder: string;
  readonly cluster: string;
  readonly temporalFolder: string;
  /** A small disk that holds the tables of the database, or why there is none. */
  readonly smallDisk: { readonly folder: string } | { readonly missing: string };
  /** The library that changes what a process takes for the time, or null. */
  readonly faketime: string | null;
  pid(part: Part): number;
  /** Runs once, while the part is down, before it is started the next time. */
  beforeNextStart(part: Part, work: () => Promise<void>): void;
  /** Variables that the part has from its next start on; undefined takes one away. */
  setVariables(part: Part, variables: Readonly<Record<string, string | undefined>>): void;
}
