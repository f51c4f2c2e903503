import { authorise } from '../handling/authorise.js';
import { accept } from '../handling/outcome.js';
import type { Actor, Context, Decision, Recorded, World } from '../handling/world.js';
import { procedureStream } from '../ids.js';
import { isRejection, reject } from '../rejection.js';
import type { Wish } from './commands.js';
import type { CaseOpened, ProcedureEvent } from './events.js';
import { openSteps, stepKey, type ProcedureState } from './evolve.js';
import { openedCase } from './open-steps.js';
import { isLatePass } from './passes.js';

/** Records what people tell the procedure; the workflow heeds it, nothing is decided by it. */
export function decideWish(world: World, wish: Wish, { actor }: Pick<Context, 'actor'>): Decision {
  const state = world.procedure(wish.case);
  const opened = openedCase(state);
  if (isRejection(opened)) return opened;
  const refused = authorise(actor, opened, {
    asks: opened.kind === 'CELL' ? 'CELL_SECRETARY' : 'COMMITTEE',
    organisation: opened.organisation,
  });
  if (refused !== null) return refused;
  switch (wish.type) {
    case 'requestClosing':
      return accept(
        [state, ...world.below(wish.case)]
          .filter((each) => !each.closing && !each.closed && each.opened !== null)
          .map((each) => recorded(each, { type: 'ClosingRequested', reason: wish.reason })),
      );
    case 'goOnWithoutLate':
      return goOn(state, wish);
    case 'goOnWithoutChild':
      return goOnWithoutChild(state, opened, wish.child);
    case 'callSupplementaryMeeting':
      return isLatePass(wish.pass)
        ? accept([recorded(state, { type: 'SupplementaryMeetingCalled', pass: wish.pass })])
        : reject('NOT_A_LATE_PASS', { pass: wish.pass });
  }
}

/** Wishes that a person may tell a case now: each that there is occasion for is put to the decider. */
export function wishOffers(world: World, caseId: string, actor: Actor): readonly Wish['type'][] {
  const state = world.procedure(caseId);
  const open = openSteps(state).map(({ step, pass }) => ({ case: caseId, step, pass }));
  const wishes: readonly Wish[] = [
    ...open.map((at): Wish => ({ type: 'goOnWithoutLate', ...at })),
    ...open
      .filter(({ pass }) => isLatePass(pass))
      .map(({ pass }): Wish => ({ type: 'callSupplementaryMeeting', case: caseId, pass })),
    ...(state.opened?.children ?? []).map((child): Wish => {
      return { type: 'goOnWithoutChild', case: caseId, child: child.caseId };
    }),
    { type: 'requestClosing', case: caseId, reason: '' },
  ];
  const taken = wishes.filter((wish) => !isRejection(decideWish(world, wish, { actor })));
  return [...new Set(taken.map(({ type }) => type))];
}

function goOn(state: ProcedureState, { step, pass }: Wish & { readonly type: 'goOnWithoutLate' }): Decision {
  const open = state.steps[stepKey(pass, step)];
  if (open === undefined || open.outcome !== null) return reject('STEP_NOT_OPEN', { step, pass });
  return open.goOn ? accept([]) : accept([recorded(state, { type: 'GoOnWithoutLate', step, pass })]);
}

function goOnWithoutChild(state: ProcedureState, opened: CaseOpened, child: string): Decision {
  if (!opened.children.some(({ caseId }) => caseId === child)) return reject('NOT_FOUND', { case: child });
  return state.goOnWithout.includes(child)
    ? accept([])
    : accept([recorded(state, { type: 'GoOnWithoutChild', child })]);
}

function recorded(state: ProcedureState, event: ProcedureEvent): Recorded {
  return { stream: procedureStream(state.caseId), caseId: state.caseId, subject: null, event };
}
