import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { run, tail } from './run.mjs';

const HOST = 'https://temporal.download/cli/default';

/** Lets the SDK fetch the server as its test kit does; gives up at once where its host cannot be reached. */
export async function downloadBySdk(cacheDir) {
  try {
    await fetch(HOST, { method: 'HEAD', signal: AbortSignal.timeout(3_000) });
  } catch (error) {
    return { reason: `không tới được temporal.download (${error.cause?.code ?? error.name})` };
  }
  const folder = join(cacheDir, 'sdk');
  mkdirSync(folder, { recursive: true });
  // In a process of its own: a download inside the SDK cannot be given up
  const { code, stderr } = await run(process.execPath, ['--input-type=module', '-e', SCRIPT], {
    cwd: root,
    env: { ...process.env, KIEMDIEM_DOWNLOAD_DIR: folder },
    timeout: 120_000,
  });
  const path = join(folder, process.platform === 'win32' ? 'temporal.exe' : 'temporal');
  const fetched = readdirSync(folder).find((name) => name.startsWith('temporal') && join(folder, name) !== path);
  if (code === 0 && fetched) renameSync(join(folder, fetched), path);
  return existsSync(path) ? { path } : { reason: tail(stderr, 1) || `mã ${code}` };
}

const SCRIPT = `
import { TestWorkflowEnvironment } from '@temporalio/testing';
const executable = { type: 'cached-download', version: 'default', downloadDir: process.env.KIEMDIEM_DOWNLOAD_DIR };
const environment = await TestWorkflowEnvironment.createLocal({ server: { executable } });
await environment.teardown();
process.exit(0);
`;
