import type { CaseKind } from '../domain/ids.js';

export interface CaseParts {
  readonly kind: CaseKind | 'REGISTRY';
  readonly cycle: string | null;
  readonly organisation: string | null;
}

/** What a case id says of its case (libs/domain/ids.ts). */
export function caseParts(caseId: string): CaseParts {
  const [prefix, first, second] = caseId.split('/');
  if (first === undefined) throw new Error(`${caseId} is no case id`);
  switch (prefix) {
    case 'cycle':
      return { kind: 'CYCLE', cycle: first, organisation: null };
    case 'committee':
      return { kind: 'COMMITTEE', cycle: first, organisation: second ?? null };
    case 'cell':
      return { kind: 'CELL', cycle: first, organisation: second ?? null };
    case 'registry':
      return { kind: 'REGISTRY', cycle: null, organisation: first };
    default:
      throw new Error(`${caseId} is no case id`);
  }
}
