import { ApplicationFailure } from '@temporalio/activity';
import type { Look, ProcedureActivities } from '../libs/domain/ports.js';
import type { ProcedureCommand } from '../libs/domain/procedure/commands.js';
import { byProcedure } from '../libs/store/envelope.js';
import { UnknownCase } from '../libs/store/errors.js';
import { handleCommand } from '../libs/store/handle-command.js';
import { look } from '../libs/store/look.js';
import { tellAhead } from '../libs/store/older-store.js';
import type { Store } from '../libs/store/store.js';

/** What the procedure's workflows ask of the event store: to see their case, and to record steps, reminders and cases. */
export function procedureActivities(store: Store): ProcedureActivities {
  const record = async (command: ProcedureCommand): Promise<Look> => {
    await recorded(store, command);
    return lookAt(store, command.case);
  };
  return {
    look: (caseId) => lookAt(store, caseId),
    openStep: (step) => record({ type: 'openStep', ...step }),
    closeStep: (step) => record({ type: 'closeStep', ...step }),
    remind: (step) => record({ type: 'remind', ...step }),
    markOverdue: (step) => record({ type: 'markOverdue', ...step }),
    escalate: (step) => record({ type: 'escalate', ...step }),
    openCases: async (caseId, children) => {
      for (const child of children) await recorded(store, { type: 'openCase', case: caseId, child });
      return lookAt(store, caseId);
    },
    tellAhead: (ahead) => tellAhead(store, ahead),
    settle: (caseId) => record({ type: 'settle', case: caseId }),
    closeCase: (request) => record({ type: 'closeCase', ...request }),
  };
}

// The workflow sees what has moved, and asks anew
const MOVED = ['CASE_MOVED', 'CASE_CLOSING', 'CASE_CLOSED'];

async function recorded(store: Store, command: ProcedureCommand): Promise<void> {
  const handled = await handleCommand(store, byProcedure(command));
  if (handled.outcome === 'ACCEPTED' || MOVED.includes(handled.code)) return;
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
