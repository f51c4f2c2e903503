import type { Command } from 'commander';
import { rebuild } from '../../../libs/store/rebuild.js';
import { operate, type Output } from './run.js';

/** `kiemdiem rebuild`: folds every event anew into the rows that commands, lists and reports read. */
export function registerRebuild(program: Command): void {
  program
    .command('rebuild')
    .description('dựng lại mọi dữ liệu suy ra từ sự kiện (rebuilds all that derives from events)')
    .option('--json', 'in JSON')
    .action((output: Output) =>
      operate(output, async ({ owner }) => {
        const result = await rebuild(owner);
        const { streams, cases, workItems, registryRows } = result;
        const counted = `${streams} chuỗi, ${cases} hồ sơ, ${workItems} việc cần làm, ${registryRows} dòng danh bạ`;
        return { result, lines: [`Đã dựng lại (rebuilt): ${counted}`] };
      }),
    );
}
