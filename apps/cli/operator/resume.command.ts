import type { Command } from 'commander';
import { acceptOlderStore } from '../../../libs/store/older-store.js';
import { operateStore, type Output } from './run.js';

/** `kiemdiem resume`: after an older backup was restored, lets the procedures that had seen more go on from what there is. */
export function registerResume(program: Command): void {
  program
    .command('resume')
    .description(
      'sau khi khôi phục bản sao lưu cũ hơn: cho các quy trình đi tiếp từ dữ liệu hiện có (procedures go on from an older, restored store)',
    )
    .option('--json', 'in JSON')
    .action((output: Output) =>
      operateStore(output, async (store) => {
        const result = await acceptOlderStore(store);
        return { result, lines: linesOf(result) };
      }),
    );
}

function linesOf({ cases, completeUntil }: Awaited<ReturnType<typeof acceptOlderStore>>): readonly string[] {
  if (cases === 0) return ['Không quy trình nào đi trước dữ liệu (no procedure is ahead of the store)'];
  return [
    `Dữ liệu đầy đủ đến ${completeUntil ?? '–'}; những gì ghi sau đó không còn (everything up to then is there; later records are gone)`,
    `Đã cho ${cases} quy trình đi tiếp từ dữ liệu hiện có (${cases} procedures go on from what there is)`,
  ];
}
