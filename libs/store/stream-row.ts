/** One stored stream, as it is after the locks. */
export interface StreamRow {
  readonly id: string;
  readonly caseId: string;
  readonly version: number;
  readonly head: Buffer;
  readonly state: unknown;
}
