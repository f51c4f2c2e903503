import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportEvents } from '../../libs/store/audit/export-events.js';
import { verify } from '../../libs/store/audit/verify.js';
import { makeCheckpoint, type Checkpoint } from '../../libs/store/checkpoint/make.js';
import { memberOf, Year } from './store-year.js';
import { testStore, type TestStore } from './store.js';
import { rewriteStream, type Forgery } from './tampering.js';

/** A year under a checkpoint, and who looks at it: the operator with his account, a stranger with files alone. */
export class Checkpointed {
  readonly #alone = mkdtempSync(join(tmpdir(), 'kiemdiem-verifier-'));

  private constructor(
    readonly store: TestStore,
    readonly year: Year,
    readonly folder: string,
    readonly checkpoint: Checkpoint,
  ) {
    // As a stranger gets it: the one file, in a folder with nothing else.
    copyFileSync('libs/verifier/verify.mjs', join(this.#alone, 'verify.mjs'));
  }

  static async open(name: string): Promise<Checkpointed> {
    const folder = mkdtempSync(join(tmpdir(), 'kiemdiem-checkpointed-'));
    const store = await testStore(name);
    const year = await Year.open(store);
    await year.run();
    return new Checkpointed(store, year, folder, await checkpointIn(store, folder, 'checkpoints'));
  }

  /** A further checkpoint, kept in another place. */
  checkpointNow(name: string): Promise<Checkpoint> {
    return checkpointIn(this.store, this.folder, name);
  }

  /** Runs the verifier with plain Node; gives its code and what it found. */
  stranger(...args: readonly string[]): Promise<{ readonly code: number; readonly findings: readonly string[] }> {
    return new Promise((resolve) => {
      execFile(process.execPath, ['verify.mjs', ...args], { cwd: this.#alone, env: {} }, (error, stdout) =>
        resolve({
          code: error === null ? 0 : Number(error.code),
          findings: stdout.match(/(?<=^✗ )[A-Z_]+ \{.*?\}/gm) ?? [],
        }),
      );
    });
  }

  /** What the auditor finds who has an export, a checkpoint from before, and no account. */
  async auditor(): Promise<readonly string[]> {
    const { file, key } = this.checkpoint;
    const { code, findings } = await this.stranger(
      ...['--checkpoint', file, '--events', await this.exported(), '--key', key],
    );
    if (code !== (findings.length === 0 ? 0 : 1)) throw new Error(`the verifier ended with ${code}`);
    return findings;
  }

  /** What the operator's audit finds, by the database alone or with the newest checkpoint's file. */
  async operator(newest: string | null = null): Promise<readonly string[]> {
    const { findings } = await verify(this.store.urls.api, { checkpoints: { newest, keys: [this.checkpoint.key] } });
    return findings.map(({ code, at }) => `${code} ${JSON.stringify(at)}`);
  }

  async exported(): Promise<string> {
    const file = join(this.folder, 'events.ndjson.gz');
    await exportEvents(this.store.urls.owner, file);
    return file;
  }

  /** The stream of a member's review. */
  member(code = 'A'): string {
    return memberOf(this.year, code);
  }

  /** A change that the owner of the database makes; $A is the member's stream. */
  sql(text: string): Promise<unknown> {
    return this.store.database.query(text.replaceAll('$A', `'${this.member()}'`));
  }

  /** The member's stream written anew, by one who knows everything. */
  forged(forgery: Forgery): Promise<unknown> {
    return rewriteStream(this.store.database, this.member(), forgery);
  }

  async end(): Promise<void> {
    await this.store.end();
    for (const each of [this.folder, this.#alone]) rmSync(each, { recursive: true, force: true });
  }
}

async function checkpointIn(store: TestStore, folder: string, name: string): Promise<Checkpoint> {
  const settings = { keyFile: join(folder, 'key.pem'), folder: join(folder, name) };
  const made = await makeCheckpoint(store.worker, settings, async () => 'REQUEST');
  if (made === null) throw new Error('no checkpoint');
  return made;
}
