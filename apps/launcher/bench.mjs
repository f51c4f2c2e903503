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

await main(async ({ onStop }) => {
  checkCheckout(root);
  const program = join(root, 'test', 'bench', 'main.mjs');
  if (!existsSync(program)) throw new Failure('Chưa có chương trình đo.', 'There is no benchmark yet.');
  await install();
  await build();
  // Rates on a disk that is never flushed would flatter everybody
  const { env } = await testInfrastructure({ onStop, careless: false });
  const { code } = await run(process.execPath, ['--enable-source-maps', program, ...process.argv.slice(2)], {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return code;
});
