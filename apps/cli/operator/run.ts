import { StoreUnavailable } from '../../../libs/store/errors.js';
import { withSecretFiles } from '../../../libs/store/secret-files.js';
import { databaseUrls, type DatabaseUrls } from '../../../libs/store/database-urls.js';
import { SchemaNewer } from '../../../libs/store/migrate.js';
import { openPool } from '../../../libs/store/pool.js';
import type { Pooled } from '../../../libs/store/read.js';

export interface Output {
  readonly json?: boolean;
}

export interface Said {
  /** What a program reads. */
  readonly result: object;
  /** What a person reads, line by line. */
  readonly lines: readonly string[];
  readonly code?: 0 | 1;
}

/** Runs an operator's command on the databases of the environment and says what came of it; exit 0, else 1. */
export async function operate(output: Output, work: (urls: DatabaseUrls) => Promise<Said>): Promise<void> {
  await tell(output, () => work(databaseUrls(withSecretFiles(process.env))));
}

/** The same on one connection of the owner's account. */
export function operateStore(output: Output, work: (store: Pooled) => Promise<Said>): Promise<void> {
  return operate(output, async ({ owner }) => {
    const pool = openPool({ url: owner, applicationName: 'kiemdiem cli', size: 1 });
    try {
      return await work({ pool });
    } finally {
      await pool.end();
    }
  });
}

/** The same for a command that needs no database. */
export async function tell({ json = false }: Output, work: () => Promise<Said>): Promise<void> {
  const { result, lines, code = 0 } = await work().catch(failed);
  const out = code === 0 ? process.stdout : process.stderr;
  if (json) process.stdout.write(`${JSON.stringify(result)}\n`);
  else out.write(lines.map((line) => `${line}\n`).join(''));
  process.exitCode = code;
}

function failed(error: unknown): Said {
  if (error instanceof SchemaNewer) {
    return {
      result: { error: 'SCHEMA_NEWER', unknown: error.unknown },
      lines: [
        `Cơ sở dữ liệu mới hơn chương trình này (${error.unknown.join(', ')}). Hãy dùng bản chương trình mới hơn.`,
        'The database is newer than this program; use the newer program.',
      ],
      code: 1,
    };
  }
  if (error instanceof StoreUnavailable) {
    return {
      result: { error: 'STORE_UNAVAILABLE', message: error.message },
      lines: [`Không dùng được PostgreSQL: ${error.message}`, 'PostgreSQL is not available.'],
      code: 1,
    };
  }
  throw error;
}
