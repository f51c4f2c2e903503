import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.mjs';
import { root } from './paths.mjs';
import { stage } from './progress.mjs';
import { run, tail } from './run.mjs';

/** Installs the packages of the lock file unless node_modules holds exactly those already. */
export async function install() {
  if (isInstalled()) return;
  await stage('Cài thư viện', 'installing packages (npm ci)', async () => {
    // npm hands its own program on; without npm around it must be on PATH
    const npm = process.env.npm_execpath;
    const [command, ...first] = npm?.endsWith('.js') ? [process.execPath, npm] : ['npm'];
    const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
    const { code, stdout, stderr } = await run(command, [...first, ...args], { cwd: root });
    if (code === 0) return;
    if (code === 127) throw new Failure('Không thấy npm trên PATH.', 'npm was not found on PATH.');
    throw new Failure(
      `npm ci không xong (mã ${code}). Kiểm tra mạng và quyền ghi vào ${root}.\n${tail(stderr || stdout)}`,
      `npm ci failed (code ${code}). Check the network and the right to write into ${root}.`,
    );
  });
}

/** npm writes its own list of what it installed, at the very end: compared with the lock file it is the stamp. */
function isInstalled() {
  const installedFile = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const same = (path) =>
    installed[path]?.version === wanted[path]?.version && installed[path]?.integrity === wanted[path]?.integrity;
  const present = Object.keys(installed).every((path) => wanted[path] && same(path));
  const complete = Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional || entry.devOptional || entry.link || installed[path],
  );
  return present && complete;
}
