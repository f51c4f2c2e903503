import { ApplicationFailure } from '@temporalio/activity';
import type { Look, ProcedureActivities } from '../libs/domain/ports.js';
import type { ProcedureCommand } from '../libs/domain/procedure/commands.js';
import { byProcedure } from '../libs/store/envelope.js';
import { UnknownCase } from '../libs/store/errors.js';
import { handleCommand } from '../libs/store/handle-command.js';
import { look } from '../libs/store/look.js';
import type { Store } from '../libs/store/store.js';

/** What the procedure's workflows ask of the event store: to see their case, and to record steps, reminders and cases. */
export function procedureActivities(store: Store): ProcedureActivities {
  // What a moved case refuses, the workflow sees at its next look.
  const record = async (command: ProcedureCommand): Promise<void> => void (await recorded(store, command));
  return {
    look: (caseId) => lookAt(store, caseId),
    openStep: (step) => record({ type: 'openStep', ...step }),
    closeStep: (step) => recorded(store, { type: 'closeStep', ...step }),
    remind: (step) => record({ type: 'remind', ...step }),
    markOverdue: (step) => record({ type: 'markOverdue', ...step }),
    escalate: (step) => record({ type: 'escalate', ...step }),
    openCases: async (caseId, children) => {
      for (const child of children) await record({ type: 'openCase', case: caseId, child });
    },
    settle: (caseId) => record({ type: 'settle', case: caseId }),
    closeCase: (request) => recorded(store, { type: 'closeCase', ...request }),
  };
}

const MOVED = ['CASE_MOVED', 'CASE_CLOSING', 'CASE_CLOSED'];

/** True once recorded; false when the case has moved since the workflow saw it. */
async function recorded(store: Store, command: ProcedureCommand): Promise<boolean> {
  const handled = await handleCommand(store, byProcedure(command));
  if (handled.outcome === 'ACCEPTED') return true;
  if (MOVED.includes(handled.code)) return false;
  // A workflow that asks for what the rules forbid is a bug or was forged: shown, not retried for ever.
  throw ApplicationFailure.nonRetryable(handled.code, handled.code, handled.details);
}

/** A run of a case that was never opened was started by somebody else: it fails at once. */
async function lookAt(store: Store, caseId: string): Promise<Look> {
  try {
    return await look(store, caseId);
  } catch (error) {
    if (error instanceof UnknownCase) throw ApplicationFailure.nonRetryable(error.message, 'NOT_FOUND');
    throw error;
  }
}
