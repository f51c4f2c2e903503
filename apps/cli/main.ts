import { Command } from 'commander';
import { registerAudit } from './operator/audit/audit.command.js';
import { registerDoctor } from './operator/doctor.command.js';
import { registerFirstAdminToken } from './operator/first-admin-token.command.js';
import { registerMigrate } from './operator/migrate.command.js';
import { registerResume } from './operator/resume.command.js';
import { registerRebuild } from './operator/rebuild.command.js';
import { registerAccount } from './user/account.command.js';
import { registerToken } from './user/token.command.js';

const program = new Command('kiemdiem').description(
  'kiểm điểm, đánh giá, xếp loại chất lượng hằng năm (yearly review of Party organisations and members)',
);

registerMigrate(program);
registerFirstAdminToken(program);
registerAudit(program);
registerRebuild(program);
registerDoctor(program);
registerResume(program);
registerAccount(program);
registerToken(program);
// These commands start without what a scenario needs.
const registered = program.commands.some((command) => command.name() === process.argv[2]);
if (!registered) (await import('./scenario/command.js')).registerScenario(program);

await program.parseAsync();
