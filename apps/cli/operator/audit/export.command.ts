import type { Command } from 'commander';
import { exportEvents } from '../../../../libs/store/audit/export-events.js';
import { operate, type Output } from '../run.js';
import { counter } from './progress.js';

/** `kiemdiem audit export FILE`: every event as a line of JSON, for an auditor who has no account here. */
export function registerExport(audit: Command): void {
  audit
    .command('export')
    .argument('<file>', 'tệp ra, nén khi tên kết thúc bằng .gz (gzipped when its name ends in .gz)')
    .description('xuất mọi sự kiện ra tệp NDJSON (exports every event)')
    .option('--json', 'in JSON')
    .action((file: string, output: Output) =>
      operate(output, async ({ owner }) => {
        const { events, streams } = await exportEvents(owner, file, counter('xuất', 'exported'));
        return {
          result: { file, events, streams },
          lines: [`✓ ${events} sự kiện, ${streams} chuỗi → ${file}`, '  events and streams exported'],
        };
      }),
    );
}
