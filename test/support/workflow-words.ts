import { submissionId } from '../../libs/domain/ids.js';
import type { ProcedureEvent, ReturnedLine } from '../../libs/domain/procedure/events.js';
import type { MemoryStore } from './memory-store.js';

/** All events of one case in the order of recording, each in a line that reads as procedure.md writes them. */
export function wordsOf({ transactions }: MemoryStore, caseId: string): readonly string[] {
  return transactions.flatMap(({ accepted }) =>
    accepted.events
      .filter((each) => each.caseId === caseId)
      .map(({ event, subject, stream }) => {
        if (stream.startsWith('procedure/')) return words(event as ProcedureEvent);
        return [
          event.type,
          ...('pass' in event ? [event.pass] : []),
          ...(stream.startsWith('member') ? [subject] : []),
        ].join(' ');
      }),
  );
}

function words(event: ProcedureEvent): string {
  switch (event.type) {
    case 'CaseOpened':
      return `CaseOpened ${list(event.subjects)}`;
    case 'StepOpened':
      return `StepOpened ${event.step} ${event.pass} ${list(event.subjects)}`;
    case 'StepOverdue':
    case 'StepReminded':
      return `${event.type} ${event.step} ${event.pass} ${list(event.subjects)}`;
    case 'StepEscalated':
    case 'GoOnWithoutLate':
    case 'TimetableChanged':
      return `${event.type} ${event.step} ${event.pass}`;
    case 'StepClosed':
      return `StepClosed ${event.step} ${event.pass} { ${groups(event.outcome)} }`.replace('{  }', '{ }');
    case 'SubmissionReceived':
      return `SubmissionReceived ${submissionId(event.from, event.pass)} ${list(event.subjects)}`;
    case 'SubmissionAnswered':
      return `SubmissionAnswered ${event.pass} { ${groups({ decided: event.decided, returned: event.returned, putOff: event.putOff })} }`;
    default:
      return event.type;
  }
}

type Groups = Extract<ProcedureEvent, { readonly type: 'StepClosed' }>['outcome'];

function groups(outcome: Groups): string {
  return Object.entries(outcome)
    .flatMap(([name, group]) => (group === true ? [name] : group.length === 0 ? [] : [`${name} ${list(group)}`]))
    .join(', ');
}

function list(items: readonly (number | string | ReturnedLine)[]): string {
  return `[${items.map((item) => (typeof item === 'object' ? `${item.subject} → ${item.to}` : item)).join(' ')}]`;
}
