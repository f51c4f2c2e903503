import { OUTBOX_LIMIT_MS, type StoreAlarms } from '../../../libs/store/alarms.js';
import type { Settings } from '../settings.js';
import type { Alarm } from './health.schema.js';
import type { Procedures } from './procedures.js';

/** What an operator must look at; what cannot be known now (the part is away) has no value and raises nothing. */
export function alarmsOf(
  store: StoreAlarms | null,
  procedures: Procedures | null,
  { checkpointEveryMs }: Pick<Settings, 'checkpointEveryMs'>,
): readonly Alarm[] {
  return [
    alarm('OUTBOX_OLD', store?.oldestOutboxRowMs ?? null, OUTBOX_LIMIT_MS),
    alarm('CASES_WITHOUT_RUN', casesWithoutRun(store, procedures)),
    alarm('CASES_UNSEEN', store?.unseenCases ?? null),
    alarm('WORKFLOW_TASKS_FAILING', procedures?.failing ?? null),
    alarm('STORE_OLDER_THAN_SEEN', store?.casesAhead ?? null),
    alarm('RUNS_FAILED', procedures?.failed ?? null),
    // One is made as soon as it is due: at twice that age several attempts have failed
    alarm('CHECKPOINT_OLD', store?.checkpointAgeMs ?? null, 2 * checkpointEveryMs),
  ];
}

/** Open cases less the runs that are there and those that a relay is about to start. */
export function casesWithoutRun(store: StoreAlarms | null, procedures: Procedures | null): number | null {
  if (store === null || procedures === null) return null;
  return Math.max(0, store.openCases - store.casesToTell - procedures.running);
}

function alarm(name: Alarm['alarm'], value: number | null, limit = 0): Alarm {
  return { alarm: name, value, limit, raised: value !== null && value > limit };
}
