import './node-version.mjs';
import { join } from 'node:path';
import { Failure } from './failure.mjs';
import { checkCheckout } from './folders.mjs';
import { temporal } from './infrastructure.mjs';
import { install } from './install.mjs';
import { main } from './main.mjs';
import { dataDir, root } from './paths.mjs';
import { portFinder, somewhere } from './ports.mjs';
import { run } from './run.mjs';
import { supervisor } from './supervise.mjs';
import { findTemporal } from './temporal-find.mjs';

// Writes test/replay/histories/VERSION: what the workflows of this version leave behind, for the gate of the next.
await main(async ({ onStop }) => {
  checkCheckout(root);
  await install();
  const processes = supervisor({ logsDir: join(dataDir, 'test', 'logs') });
  onStop(processes.stopAll);
  const server = await temporal({ processes, nextPort: portFinder(), firstPort: somewhere(), headless: true });
  const program = join(root, 'test', 'support', 'replay', 'record.mjs');
  const executable = server.executable ?? (await findTemporal());
  const { code } = await run(process.execPath, ['--enable-source-maps', program], {
    cwd: root,
    env: { ...process.env, TEMPORAL_ADDRESS: server.address, TEMPORAL_CLI_PATH: executable },
    stdio: 'inherit',
  });
  if (code !== 0) throw new Failure('Không ghi lại được lịch sử.', 'The histories were not recorded.');
});
