import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.mjs';
import { writableFolder } from './folders.mjs';
import { commandLine, endProcess } from './processes.mjs';
import { say } from './progress.mjs';

const fileIn = (dataDir) => join(dataDir, 'runtime.json');

/** What is running on this data folder, kept in `runtime.json` as long as it runs. */
export async function openRuntime(dataDir) {
  await clearAway(dataDir);
  const facts = {
    startedAt: new Date().toISOString(),
    pids: { launcher: process.pid },
    ports: {},
    urls: {},
    databases: {},
  };
  const write = () => {
    const file = fileIn(dataDir);
    writeFileSync(`${file}.new`, `${JSON.stringify(facts, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };
  write();
  return {
    facts,
    note(part, values) {
      facts[part] = { ...facts[part], ...values };
      write();
    },
    close: () => rmSync(fileIn(dataDir), { force: true }),
  };
}

/** The same on a folder that a run begins with empty: refused while another run is on it, and only then emptied. */
export async function openEmptied(folder, release = () => {}) {
  (await openRuntime(writableFolder(folder))).close();
  release();
  rmSync(folder, { recursive: true, force: true });
  return await openRuntime(writableFolder(folder));
}

/** A launcher that was killed leaves its children and its file: both are cleared before a new start. */
async function clearAway(dataDir) {
  if (!existsSync(fileIn(dataDir))) return;
  const { pids = {}, urls = {} } = read(dataDir);
  if (pids.launcher !== process.pid && commandLine(pids.launcher).includes('launcher')) {
    throw new Failure(
      `Chương trình đang chạy sẵn trên ${dataDir} (tiến trình ${pids.launcher}${urls.api ? `, ${urls.api}` : ''}).`,
      'It is already running on this data folder. Stop it first, or set KIEMDIEM_DATA_DIR to another folder.',
    );
  }
  const marks = { api: 'apps/api/main.js', worker: 'apps/worker/main.js', temporal: 'start-dev', postgres: 'postgres' };
  for (const [name, mark] of Object.entries(marks)) {
    if (!commandLine(pids[name]).includes(mark)) continue;
    say(
      `Dừng ${name} còn sót lại từ lần trước (tiến trình ${pids[name]})`,
      'stopping a process left by an earlier run',
    );
    await endProcess(pids[name], name === 'postgres' ? 'SIGINT' : 'SIGTERM');
  }
  rmSync(fileIn(dataDir), { force: true });
}

function read(dataDir) {
  try {
    return JSON.parse(readFileSync(fileIn(dataDir), 'utf8'));
  } catch {
    return {};
  }
}
