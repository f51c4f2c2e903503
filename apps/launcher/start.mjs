import './node-version.mjs';
import { join } from 'node:path';
import { application } from './application.mjs';
import { build } from './build.mjs';
import { Failure } from './failure.mjs';
import { checkCheckout, writableFolder } from './folders.mjs';
import { install } from './install.mjs';
import { main } from './main.mjs';
import { dataDir, root } from './paths.mjs';
import { isFree, portFinder } from './ports.mjs';
import { say } from './progress.mjs';
import { openRuntime } from './runtime.mjs';
import { supervisor } from './supervise.mjs';

await main(
  async ({ onStop }) => {
    const host = process.env.HOST || '127.0.0.1';
    const port = parsePort(process.env.PORT || '3000');
    checkCheckout(root);
    writableFolder(dataDir);
    const runtime = await openRuntime(dataDir);
    onStop(runtime.close);
    if (!(await isFree(port, host))) throw portTaken(host, port);
    await install();
    await build();
    const processes = supervisor({
      logsDir: join(dataDir, 'logs'),
      onChange: (name, pid) => runtime.note('pids', { [name]: pid }),
    });
    onStop(async () => {
      await processes.stopAll();
      say('Đã dừng tất cả', 'everything is stopped');
    });
    const { urls, token } = await application({ dataDir, processes, runtime, nextPort: portFinder(), host, port });
    announce(urls, token);
    return new Promise(() => {});
  },
  // Being told to stop is how this command ends well
  { codeWhenInterrupted: 0 },
);

function announce(urls, token) {
  say('Đã sẵn sàng', 'ready');
  const lines = [
    ['Trang chủ · home', urls.api],
    ['API (tài liệu) · API docs', urls.docs],
    ['Temporal', urls.temporalUi],
    ['Nhật ký · logs', join(dataDir, 'logs')],
    ['Mã một lần cho quản trị viên đầu tiên · one-time token for the first administrator', token],
  ];
  for (const [label, value] of lines) if (value) console.log(`  ${label}: ${value}`);
  console.log('  Ctrl-C để dừng · Ctrl-C stops everything');
}

function parsePort(text) {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Failure(`PORT=${text} không phải là một cổng.`, `PORT=${text} is not a port.`);
}

function portTaken(host, port) {
  return new Failure(
    `Không mở được ${host}:${port}: cổng đang có chương trình khác dùng, hoặc không được phép. Chọn cổng khác, ví dụ PORT=${port + 1} npm start.`,
    `${host}:${port} is taken or not allowed. Choose another, for example PORT=${port + 1} npm start.`,
  );
}
