import type { Entry, Road } from './account.schema.js';
import { passWords, STEP_WORDS } from './words.js';
import type { StepName } from '../../../libs/domain/procedure/steps.js';

type Stop = Road['steps'][number];

/** The passes in which a member went through the steps, and how each step went: in time, late, and with what outcome. */
export function roadsOf(entries: readonly Entry[]): readonly Road[] {
  const passes = new Map<string, Map<string, Stop>>();
  for (const { type, details, recordedAt, stream } of entries) {
    const { step, pass } = details;
    if (typeof step !== 'string' || typeof pass !== 'string' || !(step in STEP_WORDS)) continue;
    const road = pass.slice(pass.indexOf(':') + 1);
    const stops = passes.get(road) ?? new Map<string, Stop>();
    const key = `${stream} ${step}`;
    const stop = after(stops.get(key), type, recordedAt, details, stream.replace(/^procedure\//, ''));
    if (stop === undefined) continue;
    stops.set(key, stop);
    passes.set(road, stops);
  }
  return [...passes].map(([pass, stops]) => ({ pass, name: passWords(pass), steps: [...stops.values()] }));
}

function after(
  before: Stop | undefined,
  type: string,
  at: string,
  details: Entry['details'],
  caseId: string,
): Stop | undefined {
  if (type === 'StepOpened') {
    const step = details['step'] as StepName;
    const dueAt = typeof details['dueAt'] === 'string' ? details['dueAt'] : null;
    const fresh = { remindedAt: null, overdueAt: null, closedAt: null, outcome: [] };
    return { step, name: STEP_WORDS[step], case: caseId, openedAt: at, dueAt, ...fresh };
  }
  if (before === undefined) return undefined;
  switch (type) {
    case 'StepReminded':
      return { ...before, remindedAt: at };
    case 'StepOverdue':
      return { ...before, overdueAt: at };
    case 'TimetableChanged':
      return { ...before, dueAt: String(details['dueAt']) };
    case 'StepClosed':
      return { ...before, closedAt: at, outcome: (details['outcome'] as readonly string[]).map(String) };
    default:
      return before;
  }
}
