import type { Command } from 'commander';
import { registerCheckpoint } from './checkpoint.command.js';
import { registerExport } from './export.command.js';
import { registerProve } from './prove.command.js';
import { registerVerify } from './verify.command.js';

/** `kiemdiem audit …`: whether anything that was recorded has been changed, and how others can see that for themselves. */
export function registerAudit(program: Command): void {
  const audit = program.command('audit').description('kiểm tra tính toàn vẹn (integrity of what was recorded)');
  registerVerify(audit);
  registerExport(audit);
  registerCheckpoint(audit);
  registerProve(audit);
}
