import type { CycleState } from '../domain/cycle/events.js';
import type { MemberReviewState } from '../domain/member-review/evolve.js';
import type { StreamRow } from './stream-row.js';

/** What lists and reports find a stream by: it stands from its first event on. */
export interface StreamColumns {
  readonly kind: string;
  readonly cycle: string | null;
  readonly organisation: string | null;
  readonly member: string | null;
  /** Number of a member in its case; null for those who are not reviewed. */
  readonly number: number | null;
}

export function streamColumns({ id, state }: Pick<StreamRow, 'id' | 'state'>): StreamColumns {
  const [kind = '', first = null, second = null, third = null] = id.split('/');
  const none = { kind, cycle: null, organisation: null, member: null, number: null };
  switch (kind) {
    case 'registry':
      return { ...none, organisation: first };
    case 'procedure':
      return { ...none, cycle: second, organisation: third };
    case 'cycle':
      return { ...none, cycle: first, organisation: (state as CycleState).created?.root ?? null };
    case 'member-review': {
      const { opened } = state as MemberReviewState;
      return {
        ...none,
        cycle: first,
        member: second,
        organisation: opened?.organisation ?? null,
        number: opened?.number ?? null,
      };
    }
    default:
      return { ...none, cycle: first, organisation: second };
  }
}
