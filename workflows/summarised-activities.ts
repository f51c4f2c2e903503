import { proxyLocalActivities } from '@temporalio/workflow';
import type { ProcedureActivities } from '../libs/domain/ports.js';

const proxies = proxyLocalActivities<ProcedureActivities>({
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '50 milliseconds', maximumInterval: '10 seconds' },
});

const at = ({ step, pass }: { readonly step: string; readonly pass: string }): string => `${step} ${pass}`;

/** What workflows ask of the world, each with the words by which Temporal's UI shows it. */
export const activities: ProcedureActivities = {
  look: (caseId) => proxies.look(caseId),
  openStep: (step) => proxies.openStep.executeWithOptions({ summary: `open ${at(step)}` }, [step]),
  closeStep: (step) => proxies.closeStep.executeWithOptions({ summary: `close ${at(step)}` }, [step]),
  remind: (step) => proxies.remind.executeWithOptions({ summary: `remind ${at(step)}` }, [step]),
  markOverdue: (step) => proxies.markOverdue.executeWithOptions({ summary: `overdue ${at(step)}` }, [step]),
  escalate: (step) => proxies.escalate.executeWithOptions({ summary: `escalate ${at(step)}` }, [step]),
  openCases: (caseId, children) =>
    proxies.openCases.executeWithOptions({ summary: `open ${children.length} cases` }, [caseId, children]),
  tellAhead: (ahead) => proxies.tellAhead.executeWithOptions({ summary: 'ahead of the store' }, [ahead]),
  settle: (caseId) => proxies.settle.executeWithOptions({ summary: 'settled without a class' }, [caseId]),
  closeCase: (request) => proxies.closeCase.executeWithOptions({ summary: 'close the case' }, [request]),
};
