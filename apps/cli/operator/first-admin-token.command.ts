import type { Command } from 'commander';
import { issueFirstAdminToken } from '../../../libs/store/accounts.js';
import { operateStore, type Output } from './run.js';

/** `kiemdiem first-admin-token`: a one-time token as the only line; an empty line when there is an administrator. */
export function registerFirstAdminToken(program: Command): void {
  program
    .command('first-admin-token')
    .description('cấp mã một lần cho quản trị viên đầu tiên (one-time token for the first administrator)')
    .option('--json', 'in JSON')
    .action((output: Output) =>
      operateStore(output, async (store) => {
        const token = await issueFirstAdminToken(store);
        return { result: { token }, lines: [token ?? ''] };
      }),
    );
}
