import { below, oneOf, type Random } from '../../../apps/cli/scenario/generate/random.js';
import type { Actor } from '../../../libs/domain/handling/world.js';
import type { Asks } from '../../../libs/domain/people.js';
import type { ProcedureCommand } from '../../../libs/domain/procedure/commands.js';
import { STEP_NAMES, type StepName } from '../../../libs/domain/procedure/steps.js';
import type { SimulatedStore } from './store.js';

const PROCEDURE: Actor = { kind: 'PROCEDURE' };
const PASSES = ['all', 'all/late', 'all/absent', 'all/put-off', 'all/returned-MEETING'];
const OF_MEMBERS: readonly [StepName, ...StepName[]] = ['SELF_ASSESSMENT', 'RESIDENCE_COMMENT', 'MEETING', 'PROPOSAL'];
const OF_ORGANISATION: readonly [StepName, ...StepName[]] = ['OWN_CLASS', 'COLLECTIVE', 'HEAD'];
// What a publication waits for is recorded in the cycle's case: elsewhere its work items would follow from nothing
const OF_REVIEWS = STEP_NAMES.filter((step) => step !== 'PUBLICATION') as [StepName, ...StepName[]];
const OF_LISTS: readonly [StepName, ...StepName[]] = ['APPRAISAL', 'DECISION', 'DECISION', 'OPINION'];

/** What somebody might record who has the worker's account and no procedure: any step, of anybody, in any order. */
export function hostileCommand(
  random: Random,
  store: SimulatedStore,
): { readonly command: ProcedureCommand; readonly actor: Actor } {
  const cases = store.openCases();
  const caseId = cases[below(random, cases.length)] ?? 'cell/2018/khong-co';
  return { command: drawn(random, store, caseId), actor: PROCEDURE };
}

function drawn(random: Random, store: SimulatedStore, caseId: string): ProcedureCommand {
  const { opened, submissions, steps } = store.procedure(caseId);
  const subjects = opened?.subjects.map((_, index) => index + 1).filter(() => random() < 0.7) ?? [];
  const received = Object.values(submissions);
  const [child] = opened?.children.filter(() => random() < 0.6) ?? [];
  const draw = random();
  if (child !== undefined && draw < 0.25) return { type: 'openCase', case: caseId, child: child.caseId };
  if (draw < 0.6) {
    const open = { type: 'openStep', case: caseId } as const;
    // A cycle has no members and no class; its work items are those of its publication
    if (opened?.kind === 'CYCLE')
      return {
        ...open,
        pass: oneOf(random, ['all', 'all/later']),
        step: 'PUBLICATION',
        subjects: [0],
        asks: 'OFFICE',
        mayReturnTo: [],
      };
    const list = received[below(random, received.length)];
    if (list !== undefined && random() < 0.7)
      return {
        ...open,
        pass: list.submission,
        step: oneOf(random, OF_LISTS),
        subjects: list.subjects,
        asks: oneOf(random, ['EXECUTIVE_COMMITTEE', 'OFFICE'] as const),
        mayReturnTo: ['MEETING', 'PROPOSAL'],
      };
    if (random() < 0.2 || subjects.length === 0)
      return {
        ...open,
        pass: oneOf(random, ['own', 'all']),
        step: oneOf(random, OF_ORGANISATION),
        subjects: [0],
        asks: 'COMMITTEE',
        mayReturnTo: [],
      };
    return {
      ...open,
      pass: oneOf(random, ['all', 'all', ...PASSES]),
      step: random() < 0.9 ? oneOf(random, OF_MEMBERS) : oneOf(random, OF_REVIEWS),
      subjects,
      asks: oneOf<Asks>(random, ['CELL_SECRETARY', 'CELL', 'MEMBER', 'NOBODY']),
      mayReturnTo: [],
    };
  }
  const known = Object.values(steps);
  const at = known[below(random, known.length)] ?? { pass: 'all', step: 'MEETING' as const };
  const where = { case: caseId, pass: at.pass, step: at.step };
  if (draw < 0.8) {
    const submits = random() < 0.5 ? { pass: at.pass, subjects, appraise: random() < 0.5 } : null;
    const seenVersion = random() < 0.9 ? store.version(caseId) : 1;
    return { ...where, type: 'closeStep', outcome: { ready: subjects, missing: [] }, seenVersion, submits };
  }
  if (draw < 0.96) return { ...where, type: oneOf(random, ['remind', 'markOverdue'] as const), subjects };
  if (draw < 0.97) return { ...where, type: 'escalate' };
  if (draw < 0.99) return { type: 'settle', case: caseId };
  return { type: 'closeCase', case: caseId, seenVersion: store.version(caseId) };
}
