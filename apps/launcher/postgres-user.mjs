import { chownSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Failure } from './failure.mjs';
import { run } from './run.mjs';

/**
 * PostgreSQL refuses to run as root: gives the account that it runs as and how to start a program so.
 * For a normal user this changes nothing. `folders` are what that account must be able to reach.
 */
export async function postgresUser(folders) {
  if (process.getuid?.() !== 0) return { own: () => {}, wrap: (command, args) => [command, args, {}] };
  const { uid, gid } = find('postgres') ?? (await create()) ?? find('nobody') ?? missing();
  const own = (path) => chownSync(path, uid, gid);
  if (folders.every((folder) => isReachable(folder, uid))) {
    return { own, wrap: (command, args) => [command, args, { uid, gid }] };
  }
  // A checkout below /root or in a private temporary folder: the account may pass folders, nothing more
  const flags = [
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--clear-groups',
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
    // Else access(2), with which PostgreSQL looks at its own files, would not count the privilege
    '--securebits=+no_setuid_fixup',
  ];
  const { code } = await run('setpriv', [...flags, 'true']);
  if (code !== 0) {
    throw new Failure(
      `PostgreSQL không chạy bằng root, và tài khoản của nó không vào được ${folders.join(', ')}. Hãy chạy bằng người dùng thường, hoặc đặt mã nguồn và KIEMDIEM_DATA_DIR vào nơi mọi người đọc được (ví dụ /opt, /srv).`,
      'PostgreSQL does not run as root and its account cannot enter these folders. Run as a normal user, or put the checkout and KIEMDIEM_DATA_DIR where everybody may pass (for example /opt, /srv).',
    );
  }
  return { own, wrap: (command, args) => ['setpriv', [...flags, command, ...args], {}] };
}

function find(name) {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  if (!line) return undefined;
  const [, , uid, gid] = line.split(':').map(Number);
  return { uid, gid };
}

async function create() {
  await run('groupadd', ['--system', 'postgres']);
  await run('useradd', ['--system', '--no-create-home', '--gid', 'postgres', 'postgres']);
  return find('postgres');
}

function missing() {
  throw new Failure(
    'Đang chạy bằng root mà không tạo được tài khoản cho PostgreSQL. Hãy chạy bằng người dùng thường.',
    'Running as root, and no account for PostgreSQL could be made. Run as a normal user.',
  );
}

function isReachable(path, uid) {
  for (let folder = path; ; folder = dirname(folder)) {
    const { mode, uid: owner } = statSync(folder);
    if ((mode & 0o001) === 0 && owner !== uid) return false;
    if (folder === dirname(folder)) return true;
  }
}
