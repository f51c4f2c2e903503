import { execFile } from 'node:child_process';
import { chownSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import type { Machine } from '../machine.js';
import type { Health, Sight } from '../sight.js';
import type { Inject } from './injection.js';
import { ended } from './signals.js';

const run = promisify(execFile);
const CLI = fileURLToPath(new URL('../../../../apps/cli/main.js', import.meta.url));
const TOLD_WITHIN_MS = 60_000;

/**
 * A base backup is taken while people act; later the server is killed and started on that backup, the workers are
 * started anew, and the operator does as the page says: reads up to when everything is there, and lets all go on.
 */
export const restorePostgres: Inject = async (sight, lastsMs) => {
  const { machine, query } = sight;
  const backup = join(machine.folder, 'base-backup');
  const from = Date.now();
  await takeBackup(machine, backup);
  await sleep(lastsMs + 6_000);
  const recorded = await recordedByProcedure(sight, new Date(from));
  const until = new Date();
  await restart(machine, backup);
  const to = Date.now();
  const [last] = await query<{ at: Date }>('SELECT max(recorded_at) AS at FROM event WHERE recorded_at < $1', [until]);
  const completeUntil = last?.at ?? new Date(0);
  const lost = recorded.filter(({ at }) => at > completeUntil);
  await ended(machine.pid('worker'), 'SIGTERM');
  await everyCaseIsLookedAt(sight, new Date(to));
  const standing = await sight.openCases();
  const ahead = (await knownToRuns(sight, lost, until)).filter((id) => standing.includes(id));
  const { told, broken } = await operatorIsTold(sight, ahead, completeUntil.toISOString());
  await run(process.execPath, [CLI, 'resume'], {
    env: { ...process.env, MIGRATION_DATABASE_URL: machine.databases.owner },
  });
  const note = `${Math.round((to - from) / 1_000)} s older, ${told} cases ahead`;
  return { note, broken, lost: { from, to }, healedAt: Date.now() };
};

interface Recorded {
  readonly id: string;
  readonly at: Date;
}

/** What workflows have recorded themselves, and when. */
function recordedByProcedure({ query }: Sight, since: Date): Promise<readonly Recorded[]> {
  return query<Recorded>(
    `SELECT case_id AS id, recorded_at AS at FROM event
     WHERE actor = 'procedure' AND stream_id LIKE 'procedure/%' AND recorded_at > $1 ORDER BY recorded_at`,
    [since],
  );
}

/** Cases in whose history something of it stands: what a worker did last before it died may never have reached Temporal. */
async function knownToRuns({ temporal }: Sight, lost: readonly Recorded[], until: Date): Promise<readonly string[]> {
  const known: string[] = [];
  for (const id of new Set(lost.map((one) => one.id))) {
    const { events } = await temporal.workflow.getHandle(id).fetchHistory();
    const from = lost.find((one) => one.id === id)?.at ?? until;
    const seen = (events ?? [])
      .filter((event) => event.markerRecordedEventAttributes)
      .map(({ eventTime }) => msOf(eventTime));
    if (seen.some((ms) => ms > from.getTime() && ms < until.getTime())) known.push(id);
  }
  return known;
}

const msOf = (at: { readonly seconds?: unknown; readonly nanos?: number | null } | null | undefined): number =>
  Number(at?.seconds ?? 0) * 1_000 + (at?.nanos ?? 0) / 1_000_000;

/** A worker that starts has every open case looked at: until then nobody can know which are ahead. */
async function everyCaseIsLookedAt({ query }: Sight, since: Date): Promise<void> {
  for (const until = Date.now() + TOLD_WITHIN_MS; Date.now() < until; await sleep(200)) {
    const waiting = await query(
      `SELECT FROM review_case c LEFT JOIN case_look l ON l.case_id = c.id
       WHERE c.opened AND NOT c.closed AND coalesce(l.looked_at, '-infinity') < $1 LIMIT 1`,
      [since],
    );
    if (waiting.length === 0) return;
  }
}

interface Told {
  readonly told: number;
  readonly broken: readonly string[];
}

/** Waits until the health of the system counts the cases, and compares the moment that it states. */
async function operatorIsTold(sight: Sight, ahead: readonly string[], completeUntil: string): Promise<Told> {
  for (const until = Date.now() + TOLD_WITHIN_MS; ; await sleep(200)) {
    const health = await sight.health().catch(() => null);
    const rows = await sight.query<{ id: string }>('SELECT case_id AS id FROM case_ahead WHERE accepted_at IS NULL');
    const missing = ahead.filter((id) => !rows.some((row) => row.id === id));
    if (missing.length === 0 && health !== null && casesAhead(health) === rows.length) {
      const stated = health.completeUntil;
      const right = rows.length === 0 || stated === completeUntil;
      const broken = right ? [] : [`the operator is told ${stated}, the backup ends at ${completeUntil}`];
      return { told: rows.length, broken };
    }
    if (Date.now() > until) {
      const broken = [`the operator is not told of ${missing.slice(0, 3).join(', ')}: ${JSON.stringify(health)}`];
      return { told: rows.length, broken };
    }
  }
}

const casesAhead = ({ alarms }: Health): number | null | undefined =>
  alarms.find(({ alarm }) => alarm === 'STORE_OLDER_THAN_SEEN')?.value;

/** PostgreSQL's own low-level backup: the files are copied while it runs, with what was written meanwhile. */
async function takeBackup(machine: Machine, folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const client = new pg.Client({ connectionString: machine.databases.superuser });
  await client.connect();
  try {
    await client.query("SELECT pg_backup_start('chaos', true)");
    await copy(machine.cluster, join(folder, 'cluster'));
    if ('folder' in machine.smallDisk) await copy(join(machine.smallDisk.folder, 'tables'), join(folder, 'tables'));
    const { rows } = await client.query<{ labelfile: string; spcmapfile: string }>('SELECT * FROM pg_backup_stop()');
    rmSync(join(folder, 'cluster', 'pg_wal'), { recursive: true });
    await copy(join(machine.cluster, 'pg_wal'), join(folder, 'cluster', 'pg_wal'));
    ownFile(machine, join(folder, 'cluster', 'backup_label'), rows[0]?.labelfile ?? '');
    if (rows[0]?.spcmapfile) ownFile(machine, join(folder, 'cluster', 'tablespace_map'), rows[0].spcmapfile);
    rmSync(join(folder, 'cluster', 'postmaster.pid'), { force: true });
  } finally {
    await client.end();
  }
}

/** PostgreSQL writes to these files too, as the account that it runs as. */
function ownFile({ cluster }: Machine, file: string, content: string): void {
  const { uid, gid } = statSync(cluster);
  writeFileSync(file, content, { mode: 0o600 });
  chownSync(file, uid, gid);
}

async function restart(machine: Machine, backup: string): Promise<void> {
  const done = new Promise<void>((resolve, reject) => {
    machine.beforeNextStart('postgres', () => putBack(machine, backup).then(resolve, reject));
  });
  await ended(machine.pid('postgres'), 'SIGKILL');
  await done;
}

async function putBack(machine: Machine, backup: string): Promise<void> {
  await replace(join(backup, 'cluster'), machine.cluster);
  if ('folder' in machine.smallDisk) await replace(join(backup, 'tables'), join(machine.smallDisk.folder, 'tables'));
}

async function replace(from: string, to: string): Promise<void> {
  rmSync(to, { recursive: true });
  await copy(from, to);
}

/** With owners and modes; files that vanish meanwhile are restored from the log. */
async function copy(from: string, to: string): Promise<void> {
  await run('cp', ['-a', from, to]).catch((error: unknown) => {
    if (!String(error).includes('No such file')) throw error;
  });
}
