import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli, startPrograms } from './application.mjs';
import { createAccounts, accountUrls, superuserUrl, withClient } from './postgres-accounts.mjs';
import { embeddedPostgres } from './postgres.mjs';
import { postgresUser } from './postgres-user.mjs';
import { portFinder, somewhere } from './ports.mjs';
import { secrets } from './secrets.mjs';
import { supervisor } from './supervise.mjs';
import { findTemporal } from './temporal-find.mjs';
import { embeddedTemporal } from './temporal.mjs';

const SMALL_DISK = '600m';

/**
 * Everything from an empty folder to an API that answers, each process known by its id, with a line between the
 * programs and each of their two servers that can be cut: what `test/resilience/chaos` works on.
 */
export async function chaosMachine({ folder, runtime, onStop, openLine }) {
  const pids = {};
  const before = new Map();
  const smallDisk = mountSmallDisk(smallDiskIn(folder), onStop);
  const processes = supervisor({
    logsDir: join(folder, 'logs'),
    onChange(name, pid) {
      pids[name] = pid;
      runtime.note('pids', { [name]: pid });
    },
  });
  const nextPort = portFinder();
  const port = () => nextPort(somewhere());
  const ports = { postgres: await port(), api: await port(), worker: await port() };
  const { superuser: password, ...passwords } = secrets(folder).postgres;
  const postgres = await embeddedPostgres({ folder: join(folder, 'postgres'), port: ports.postgres, password });
  const temporalFolder = join(folder, 'temporal');
  const { process: temporal, ports: temporalPorts } = await embeddedTemporal({
    executable: await findTemporal(),
    nextPort,
    firstPort: somewhere(),
    headless: true,
    folder: temporalFolder,
  });
  const lines = {
    postgres: await line(ports.postgres),
    temporal: await line(temporalPorts.temporal),
  };
  onStop(() => Promise.all(Object.values(lines).map(({ close }) => close())));
  onStop(processes.stopAll);
  await Promise.all([postgres, temporal].map((description) => processes.start(watched(description))));
  const superuser = superuserUrl({ port: ports.postgres, password });
  await createAccounts(superuser, passwords);
  if (smallDisk.folder) await moveTables(superuser, join(smallDisk.folder, 'tables'), folder);
  const direct = accountUrls({ port: ports.postgres, passwords });
  runtime.note('databases', direct);
  await cli('migrate', direct, folder);
  const descriptions = {};
  const programs = {
    databases: { ...accountUrls({ port: lines.postgres.port, passwords }), owner: direct.owner },
    temporal: { address: `127.0.0.1:${lines.temporal.port}` },
    ...{ dataDir: folder, host: '127.0.0.1', port: ports.api, workerPort: ports.worker },
  };
  const token = await startPrograms(programs, (description) =>
    processes.start((descriptions[description.name] = watched(description))),
  );
  return {
    apiUrl: `http://127.0.0.1:${ports.api}`,
    oneTimeToken: token,
    databases: { superuser: superuser.replace(/postgres$/, 'kiemdiem'), owner: direct.owner },
    temporalAddress: `127.0.0.1:${temporalPorts.temporal}`,
    lines,
    folder,
    cluster: join(folder, 'postgres', 'cluster'),
    temporalFolder,
    smallDisk,
    faketime: findFaketime(),
    pid: (part) => pids[part],
    beforeNextStart: (part, work) => before.set(part, work),
    setVariables(part, variables) {
      const { env } = descriptions[part].options;
      Object.assign(env, variables);
    },
  };

  async function line(target) {
    const at = await port();
    return { ...(await openLine(at, target)), port: at };
  }

  function watched(description) {
    return {
      ...description,
      async before() {
        await description.before?.();
        const work = before.get(description.name);
        before.delete(description.name);
        await work?.();
      },
    };
  }
}

/** A disk in memory that a test can fill; not every machine lets one be mounted. */
function mountSmallDisk(folder, onStop) {
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SMALL_DISK}`, 'tmpfs', folder], { stdio: 'pipe' });
  } catch (error) {
    return { missing: `không gắn được tmpfs (no tmpfs can be mounted): ${String(error.stderr ?? error).trim()}` };
  }
  onStop(() => releaseSmallDisk(folder));
  return { folder };
}

/** A run that was killed leaves its disk mounted. */
export function releaseSmallDisk(folder) {
  const mounted = existsSync('/proc/mounts') && readFileSync('/proc/mounts', 'utf8').includes(` ${folder} tmpfs `);
  if (mounted) execFileSync('umount', [folder], { stdio: 'pipe' });
}

export const smallDiskIn = (folder) => join(folder, 'small-disk');

/** Everything that the database keeps goes to that disk; what it logs stays where it is. */
async function moveTables(superuser, tables, folder) {
  mkdirSync(tables, { mode: 0o700 });
  const { own } = await postgresUser([folder]);
  own(tables);
  await withClient(superuser, async (client) => {
    await client.query(`CREATE TABLESPACE small_disk LOCATION ${client.escapeLiteral(tables)}`);
    await client.query('ALTER DATABASE kiemdiem SET TABLESPACE small_disk');
  });
}

function findFaketime() {
  const folders = ['/usr/lib', '/usr/local/lib', '/usr/lib64'].filter(existsSync);
  const places = folders.flatMap((folder) => [
    join(folder, 'faketime'),
    ...readdirSync(folder).map((name) => join(folder, name, 'faketime')),
  ]);
  return places.map((place) => join(place, 'libfaketime.so.1')).find(existsSync) ?? null;
}
