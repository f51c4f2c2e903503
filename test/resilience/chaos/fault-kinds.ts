import { jumpClocks } from './inject/clock.js';
import { fillDisk } from './inject/disk.js';
import type { Inject } from './inject/injection.js';
import { cut, resetConnections, slowed } from './inject/network.js';
import { restorePostgres } from './inject/postgres-restored.js';
import { freezeWorker, restarted, signalled } from './inject/signals.js';
import { emptyTemporal, restoreTemporal } from './inject/temporal-data.js';
import type { Part } from './machine.js';

/** One thing that is done to the system, and what is measured of it; in words: fault-words.ts. */
export interface FaultKind {
  /** Numbers of the fault list in docs/explanation/reliability.md. */
  readonly list: string;
  readonly inject: Inject;
  /** Parts whose process may be another afterwards; unless said, none. */
  readonly mayEnd?: readonly Part[];
  /** True where people must not notice: every command is answered. */
  readonly unnoticed?: boolean;
  /** Everything answers again within so many seconds of the end of the fault; unless said, 60. */
  readonly within?: number;
  /** About how long it takes with its recovery, for the plan. */
  readonly seconds: number;
  /** At most so often in one run. */
  readonly most?: number;
}

// Whoever speaks with Temporal through it may give up and be started again.
const withTemporal = { mayEnd: ['temporal', 'worker'] } as const;
const clock = { list: 'F12', mayEnd: ['worker', 'api'], seconds: 20 } as const;

const KINDS = {
  WORKER_KILLED: { list: 'F1, F25', ...signalled('SIGKILL', 'worker'), unnoticed: true, seconds: 15 },
  WORKER_FROZEN: { list: 'F2', inject: freezeWorker, seconds: 78, most: 2 },
  WORKER_RESTARTED: { list: 'F3', ...restarted('worker'), unnoticed: true, within: 45, seconds: 7 },
  ROLLING_RESTART: { list: 'F3', ...restarted('worker', 'api'), within: 45, seconds: 10 },
  API_KILLED: { list: 'F9', ...signalled('SIGKILL', 'api'), within: 30, seconds: 5 },
  TEMPORAL_KILLED: { list: 'F4', ...signalled('SIGKILL', 'temporal'), ...withTemporal, unnoticed: true, seconds: 10 },
  TEMPORAL_AND_API_KILLED: {
    ...{ list: 'F5', ...signalled('SIGKILL', 'temporal', 'api'), mayEnd: ['temporal', 'api', 'worker'], seconds: 12 },
  },
  POSTGRES_KILLED: { list: 'F6', ...signalled('SIGKILL', 'postgres'), within: 45, seconds: 8 },
  // The server's own fast shutdown: open transactions are rolled back.
  POSTGRES_RESTARTED: { list: 'F6', ...signalled('SIGINT', 'postgres'), within: 45, seconds: 8 },
  EVERYTHING_KILLED: {
    ...{ list: 'F1, F4, F6, F9', ...signalled('SIGKILL', 'api', 'worker', 'temporal', 'postgres') },
    ...{ within: 90, seconds: 18 },
  },
  DISK_FULL: { list: 'F7', inject: fillDisk, seconds: 15 },
  TEMPORAL_CUT: { list: 'F10', inject: cut('temporal'), mayEnd: ['worker'], unnoticed: true, within: 90, seconds: 26 },
  POSTGRES_CUT: { list: 'F10', inject: cut('postgres'), seconds: 20 },
  TEMPORAL_SLOW: { list: 'F11', inject: slowed('temporal', 150), unnoticed: true, seconds: 14 },
  POSTGRES_SLOW: { list: 'F11', inject: slowed('postgres', 60), within: 45, seconds: 14 },
  CONNECTIONS_RESET: { list: 'F11', inject: resetConnections, seconds: 8 },
  CLOCK_AHEAD: { inject: jumpClocks('+3d'), ...clock },
  CLOCK_BEHIND: { inject: jumpClocks('-1h'), ...clock },
  TEMPORAL_EMPTIED: { list: 'F20', inject: emptyTemporal, ...withTemporal, unnoticed: true, within: 90, seconds: 12 },
  TEMPORAL_RESTORED: {
    ...{ list: 'F18', inject: restoreTemporal, ...withTemporal, unnoticed: true, within: 90, seconds: 25 },
  },
  POSTGRES_RESTORED: {
    ...{ list: 'F19, F28', inject: restorePostgres, mayEnd: ['postgres', 'worker'], within: 90, seconds: 36, most: 2 },
  },
} as const satisfies Readonly<Record<string, FaultKind>>;

export type FaultName = keyof typeof KINDS;
/** In the order of the page. */
export const FAULT_NAMES = Object.keys(KINDS) as readonly FaultName[];

export function kindOf(name: FaultName): Required<FaultKind> {
  return { mayEnd: [], unnoticed: false, within: 60, most: Infinity, ...KINDS[name] };
}
