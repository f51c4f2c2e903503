import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** What `runtime.json` says while a launcher runs. */
export interface Runtime {
  readonly pids: Readonly<Record<string, number>>;
  readonly ports: Readonly<Record<string, number>>;
  readonly urls: Readonly<Record<string, string>>;
  readonly databases: Readonly<Record<string, string>>;
}

/** A checkout of the real launcher around applications of a few lines, so that only the launcher is tried. */
export class Checkout {
  readonly folder = mkdtempSync(join(tmpdir(), 'kiemdiem-checkout-'));
  private readonly launchers: Launcher[] = [];

  constructor() {
    chmodSync(this.folder, 0o755);
    for (const name of ['package.json', 'package-lock.json', 'tsconfig.base.json', 'apps/launcher']) {
      cpSync(join(root, name), join(this.folder, name), { recursive: true });
    }
    symlinkSync(join(root, 'node_modules'), join(this.folder, 'node_modules'));
    this.write('empty.ts', 'export {};');
    this.write(
      'tsconfig.json',
      '{ "extends": "./tsconfig.base.json", "compilerOptions": { "outDir": "dist" }, "files": ["empty.ts"] }',
    );
    this.write('apps/worker/bundle.mjs', '');
    this.write('scenarios/bac-me-2018.yaml', '');
    for (const [app, source] of Object.entries(APPLICATIONS)) this.write(`dist/apps/${app}/main.js`, source);
  }

  write(name: string, text: string): void {
    mkdirSync(dirname(join(this.folder, name)), { recursive: true });
    writeFileSync(join(this.folder, name), text);
  }

  /** Runs one of the launcher's entry points, as `npm start` would. */
  launch(entry: string, { env = {}, args = [] }: { env?: NodeJS.ProcessEnv; args?: readonly string[] } = {}): Launcher {
    const launcher = new Launcher(this.folder, entry, args, env);
    this.launchers.push(launcher);
    return launcher;
  }

  runtime(dataDir = '.data'): Runtime {
    return JSON.parse(readFileSync(join(this.folder, dataDir, 'runtime.json'), 'utf8')) as Runtime;
  }

  /** Ends what a failed test left running and removes the folder. */
  async remove(): Promise<void> {
    for (const launcher of this.launchers) await launcher.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A running launcher and what it has said so far. */
export class Launcher {
  output = '';
  readonly ended: Promise<number | null>;
  private readonly child: ChildProcess;

  constructor(folder: string, entry: string, args: readonly string[], env: NodeJS.ProcessEnv) {
    const { DATABASE_URL: _database, TEMPORAL_ADDRESS: _temporal, INIT_CWD: _cwd, ...inherited } = process.env;
    const program = join(folder, 'apps', 'launcher', `${entry}.mjs`);
    this.child = spawn(process.execPath, [program, ...args], {
      cwd: folder,
      env: { ...inherited, KIEMDIEM_DATA_DIR: '.data', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    this.ended = new Promise((resolve) => this.child.once('close', (code) => resolve(code)));
  }

  /** Waits until the launcher has said something, `times` times. */
  async says(text: string, times = 1): Promise<void> {
    const gone = this.ended.then(() => 'gone' as const);
    while (this.output.split(text).length <= times) {
      if ((await Promise.race([gone, sleep(50)])) === 'gone') {
        throw new Error(`ended without saying “${text}”:\n${this.output}`);
      }
    }
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  async stop(): Promise<number | null> {
    this.kill('SIGTERM');
    return this.ended;
  }
}

/** Whether a process runs: one that has ended and that nobody has asked about (a zombie) does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}

const APPLICATIONS = {
  api: `
import { createServer } from 'node:http';
const server = createServer((request, response) => response.end('answered by ' + process.pid));
server.listen(Number(process.env.PORT), process.env.HOST, () => process.send('ready'));
`,
  worker: `
setInterval(() => {}, 1000);
process.send('ready');
`,
  cli: `
import pg from 'pg';
const [command, ...rest] = process.argv.slice(2);
if (command === 'scenario') {
  console.log('runner got ' + rest.join(' '));
  process.exit(7);
}
const client = new pg.Client(process.env.MIGRATION_DATABASE_URL);
await client.connect();
if (command === 'migrate') await client.query('CREATE TABLE IF NOT EXISTS fact (at timestamptz)');
if (command === 'first-admin-token') console.log('token-of-the-first');
await client.end();
`,
};
