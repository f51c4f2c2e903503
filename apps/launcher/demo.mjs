import './node-version.mjs';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { application } from './application.mjs';
import { build } from './build.mjs';
import { Failure } from './failure.mjs';
import { checkCheckout, writableFolder } from './folders.mjs';
import { install } from './install.mjs';
import { main } from './main.mjs';
import { dataDir, entryPoint, root } from './paths.mjs';
import { portFinder, somewhere } from './ports.mjs';
import { say } from './progress.mjs';
import { run } from './run.mjs';
import { openEmptied } from './runtime.mjs';
import { supervisor } from './supervise.mjs';

await main(async ({ onStop }) => {
  const { file, json } = parse(process.argv.slice(2));
  checkCheckout(root);
  const demoDir = join(writableFolder(dataDir), 'demo');
  const runtime = await openEmptied(demoDir);
  onStop(runtime.close);
  await install();
  await build();
  const processes = supervisor({
    logsDir: join(demoDir, 'logs'),
    onChange: (name, pid) => runtime.note('pids', { [name]: pid }),
  });
  onStop(async () => {
    await processes.stopAll();
    say('Đã dừng tất cả', 'everything is stopped');
  });
  const nextPort = portFinder();
  const { urls, token } = await application({
    ...{ dataDir: demoDir, processes, runtime, nextPort, host: '127.0.0.1' },
    port: await nextPort(somewhere()),
    firstPorts: { postgres: somewhere(), temporal: somewhere(), worker: somewhere() },
  });
  if (!token) {
    throw new Failure(
      'Cơ sở dữ liệu của DATABASE_URL đã có quản trị viên; bản chạy thử cần một cơ sở dữ liệu trống.',
      'The database of DATABASE_URL already has an administrator; the demo needs an empty one.',
    );
  }
  console.log(
    `  API: ${urls.docs}\n  Temporal: ${urls.temporalUi ?? ''}\n  Nhật ký · logs: ${join(demoDir, 'logs')}\n`,
  );
  const args = [file, '--url', urls.api, '--admin-token', token, ...(json ? ['--json', json] : [])];
  const { code } = await run(process.execPath, ['--enable-source-maps', entryPoint('cli'), 'scenario', ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return code;
});

function parse(args) {
  const at = args.indexOf('--json');
  const out = at >= 0 ? args[at + 1] : undefined;
  const files = args.filter((arg, index) => !arg.startsWith('--') && (at < 0 || index !== at + 1));
  const unknown = args.find((arg) => arg.startsWith('--') && arg !== '--json');
  if (unknown || files.length > 1 || (at >= 0 && !out)) {
    throw new Failure('Cách dùng: npm run demo -- [TỆP] [--json TỆP_RA]', 'Usage: npm run demo -- [FILE] [--json OUT]');
  }
  // npm runs the command in the checkout, whatever folder it was called from
  const here = process.env.INIT_CWD ?? process.cwd();
  const file = resolve(here, files[0] ?? join(root, 'scenarios', 'bac-me-2018.yaml'));
  if (!existsSync(file)) throw new Failure(`Không thấy tệp ${file}.`, `There is no file ${file}.`);
  return { file, json: out && resolve(here, out) };
}
