import { mkdirSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import { join } from 'node:path';
import { isMainThread, threadId } from 'node:worker_threads';

const EVERY_MS = 5_000;

// The SDK ends its workflow threads in the middle of anything: --cpu-prof, which writes at the end, never sees them.
if (!isMainThread) {
  const folder = process.env.BENCH_PROFILE_FOLDER;
  mkdirSync(folder, { recursive: true });
  const session = new Session();
  session.connect();
  const begin = () => session.post('Profiler.start');
  let part = 0;
  session.post('Profiler.enable', begin);
  setInterval(() => {
    session.post('Profiler.stop', (error, { profile }) => {
      if (error) throw error;
      writeFileSync(join(folder, `thread-${threadId}.${(part += 1)}.cpuprofile`), JSON.stringify(profile));
      begin();
    });
  }, EVERY_MS).unref();
}
