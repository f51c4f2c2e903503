import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from './failure.mjs';
import { postgresBinaries } from './postgres-binaries.mjs';
import { superuserUrl, waitForPostgres } from './postgres-accounts.mjs';
import { postgresUser } from './postgres-user.mjs';
import { commandLine, endProcess } from './processes.mjs';
import { run, tail } from './run.mjs';

// What is lost with a test's cluster is not missed
const CARELESS = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off'];

/**
 * Prepares the embedded cluster in `folder` (made on first use, an orphan of a killed launcher stopped)
 * and describes the process for the supervisor. Listens on 127.0.0.1 only.
 */
export async function embeddedPostgres({ folder, port, password, careless = false, settings: more = [] }) {
  const binaries = await postgresBinaries();
  mkdirSync(folder, { recursive: true });
  const user = await postgresUser([folder, binaries.postgres]);
  const cluster = join(folder, 'cluster');
  await stopOrphan(cluster);
  if (!existsSync(cluster)) await initialise({ binaries, user, cluster, password, careless });
  checkVersion(cluster);
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'shared_buffers=256MB',
    'max_wal_size=2GB',
    // Plans of short queries cost more to compile than to run
    'jit=off',
    ...(careless ? CARELESS : []),
    ...more,
  ];
  const [command, args, options] = user.wrap(binaries.postgres, [
    ...['-D', cluster, '-p', String(port)],
    ...settings.flatMap((setting) => ['-c', setting]),
  ]);
  return {
    name: 'postgres',
    label: 'PostgreSQL',
    command,
    args,
    options: { ...options, cwd: '/', env: { PATH: process.env.PATH, LANG: 'C.UTF-8', TZ: 'UTC' } },
    // SIGTERM would wait for every client to leave
    stopSignal: 'SIGINT',
    before: () => stopOrphan(cluster),
    ready: (signal) => waitForPostgres(superuserUrl({ port, password }), signal),
  };
}

async function initialise({ binaries, user, cluster, password, careless }) {
  const unfinished = `${cluster}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  user.own(unfinished);
  const passwordFile = join(tmpdir(), `.kiemdiem-${process.pid}-${Date.now()}`);
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600, flag: 'wx' });
  user.own(passwordFile);
  try {
    // Code-point order and fast indexes by default; what is shown in Vietnamese order names vi-x-icu
    const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--locale=C', '--builtin-locale=C.UTF-8'];
    const [command, args, options] = user.wrap(binaries.initdb, [
      ...[`--pgdata=${unfinished}`, '--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
      ...(careless ? [...locale, '--no-sync'] : locale),
    ]);
    const { code, stdout, stderr } = await run(command, args, { ...options, cwd: '/' });
    if (code !== 0) {
      throw new Failure(
        `Không tạo được PostgreSQL trong ${cluster}:\n${tail(stderr || stdout)}`,
        'initdb failed; its messages are above.',
      );
    }
    renameSync(unfinished, cluster);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function checkVersion(cluster) {
  const version = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  if (version === '18') return;
  throw new Failure(
    `Dữ liệu trong ${cluster} thuộc PostgreSQL ${version}, bản đi kèm là 18.`,
    `The data in ${cluster} belongs to PostgreSQL ${version}; the bundled server is 18. Dump it with the old one first.`,
  );
}

/** After a SIGKILL of the launcher the server lives on: postmaster.pid says where. */
async function stopOrphan(cluster) {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (commandLine(pid).includes(cluster)) await endProcess(pid, 'SIGINT', 15_000);
}
