import type { Command } from 'commander';
import { migrate } from '../../../libs/store/migrate.js';
import { operate, type Output } from './run.js';

const UNENFORCED: Readonly<Record<string, string>> = {
  API_OWNS_THE_TABLES:
    'API là chủ các bảng: không gì ngăn nó sửa, xóa sự kiện (the api owns the tables and may change events)',
  WORKER_OWNS_THE_TABLES:
    'worker là chủ các bảng: không gì ngăn nó sửa, xóa sự kiện (the worker owns the tables and may change events)',
  API_AND_WORKER_ARE_ONE_ACCOUNT:
    'API và worker chung một tài khoản: không phân biệt được sự kiện của người và của quy trình (api and worker share an account: either may record for the other)',
};

/** `kiemdiem migrate`: brings schema and privileges to what this program needs. */
export function registerMigrate(program: Command): void {
  program
    .command('migrate')
    .description('cập nhật lược đồ và quyền của các tài khoản (migrates the schema, sets privileges)')
    .option('--json', 'in JSON')
    .action((output: Output) =>
      operate(output, async (urls) => {
        const { applied, unenforced } = await migrate(urls);
        const news =
          applied.length === 0 ? 'Lược đồ đã đúng (up to date)' : `Đã cập nhật (migrated): ${applied.join(', ')}`;
        return {
          result: { applied, unenforced },
          lines: [news, ...unenforced.map((code) => `! ${UNENFORCED[code] ?? code}`)],
        };
      }),
    );
}
