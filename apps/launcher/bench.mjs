import './node-version.mjs';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { Failure } from './failure.mjs';
import { checkCheckout } from './folders.mjs';
import { install } from './install.mjs';
import { main } from './main.mjs';
import { root } from './paths.mjs';
import { run } from './run.mjs';
import { testInfrastructure } from './test-infrastructure.mjs';

const STATEMENTS = ['shared_preload_libraries=pg_stat_statements', 'pg_stat_statements.max=2000', 'track_io_timing=on'];

await main(async ({ onStop }) => {
  checkCheckout(root);
  const program = join(root, 'test', 'bench', 'main.mjs');
  if (!existsSync(program)) throw new Failure('Chưa có chương trình đo.', 'There is no benchmark yet.');
  await install();
  const args = process.argv.slice(2);
  await build();
  if (args.includes('--help')) return measure(program, args, process.env);
  const settings = args.some((arg) => arg.split('=')[0] === '--profile') ? STATEMENTS : [];
  // Rates on a disk that is never flushed would flatter everybody
  const { env, pids, folder } = await testInfrastructure({ onStop, careless: false, settings });
  return measure(program, args, { ...env, BENCH_FOLDER: folder, BENCH_TEMPORAL_PID: String(pids.temporal ?? '') });
});

async function measure(program, args, env) {
  const { code } = await run(process.execPath, ['--enable-source-maps', program, ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return code;
}
