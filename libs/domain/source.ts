/** Words in both languages, Vietnamese first. */
export interface Wording {
  readonly vi: string;
  readonly en: string;
}

/** Where a number or rule comes from; `uncertain` marks what was recalled or derived, not read. */
export interface Source {
  readonly document: string;
  readonly article?: string;
  readonly uncertain?: boolean;
  readonly note?: string;
}
