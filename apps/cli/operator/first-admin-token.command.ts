import type { Command } from 'commander';
import { issueFirstAdminToken } from '../../../libs/store/accounts.js';
import { openPool } from '../../../libs/store/pool.js';
import { operate, type Output } from './run.js';

/** `kiemdiem first-admin-token`: a one-time token as the only line; an empty line when there is an administrator. */
export function registerFirstAdminToken(program: Command): void {
  program
    .command('first-admin-token')
    .description('cấp mã một lần cho quản trị viên đầu tiên (one-time token for the first administrator)')
    .option('--json', 'in JSON')
    .action((output: Output) =>
      operate(output, async ({ owner }) => {
        const pool = openPool({ url: owner, applicationName: 'kiemdiem cli', size: 1 });
        try {
          const token = await issueFirstAdminToken({ pool });
          return { result: { token }, lines: [token ?? ''] };
        } finally {
          await pool.end();
        }
      }),
    );
}
