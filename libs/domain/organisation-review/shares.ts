import type { Evidence } from '../assessment/evidence.js';
import { countClasses } from '../ceiling/ceiling.js';
import type { ProcedureState } from '../procedure/evolve.js';

/** Classes of those below, as far as they are decided: a cell's rests on its members, a committee's on its subordinates. */
export function sharesOf(procedure: ProcedureState): NonNullable<Evidence['shares']> {
  if (procedure.opened?.kind === 'CELL') return { MEMBERS: procedure.classes };
  return { SUBORDINATES: countClasses(Object.values(procedure.settled).filter((each) => each !== null)) };
}
