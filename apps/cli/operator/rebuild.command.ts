import type { Command } from 'commander';
import { rebuild, type Progress } from '../../../libs/store/rebuild/rebuild.js';
import { Found } from '../../../libs/store/audit/difference.js';
import { operate, type Output, type Said } from './run.js';

/** `kiemdiem rebuild`: folds every event anew into the rows that commands, lists and reports read, while people work on. */
export function registerRebuild(program: Command): void {
  program
    .command('rebuild')
    .description(
      'dựng lại mọi dữ liệu suy ra từ sự kiện, trong lúc mọi người vẫn làm việc (rebuilds all that derives from events, while people go on working)',
    )
    .option('--json', 'in JSON')
    .action((output: Output) =>
      operate(output, async ({ owner }) => {
        const result = await rebuild(owner, progressTo(process.stderr)).catch(broken);
        if (result instanceof Found) return refusal(result);
        const { streams, cases, workItems, registryRows, changed } = result;
        const counted = `${streams} chuỗi, ${cases} hồ sơ, ${workItems} việc cần làm, ${registryRows} dòng danh bạ`;
        return { result, lines: [`Đã dựng lại (rebuilt): ${counted}`, ...told(changed)] };
      }),
    );
}

function told(changed: number): readonly string[] {
  if (changed === 0) return ['Mọi dòng vốn đã đúng (every row was right before)'];
  return [
    `Đã sửa ${changed} dòng sai. Hãy khởi động lại API và worker: chúng có thể còn nhớ bản sai.`,
    `  ${changed} rows were wrong and are right now; restart api and worker, which may remember what was wrong`,
  ];
}

function broken(error: unknown): Found {
  if (error instanceof Found) return error;
  throw error;
}

function refusal({ difference }: Found): Said {
  const place = Object.entries(difference.at).map(([name, value]) => `${name} ${value}`);
  return {
    result: { outcome: 'DIFFERENT', difference },
    lines: [
      `✗ Chuỗi sự kiện không nguyên vẹn, không dựng lại từ đó: ${difference.code}, ${place.join(', ')}`,
      '  the events are not intact, nothing is rebuilt from them; kiemdiem audit verify says more',
    ],
    code: 1,
  };
}

const EVERY_MS = 2_000;

/** A line now and then, for whoever waits; nothing for what is quickly done. */
function progressTo(out: { write(text: string): unknown }): Progress {
  let next = Date.now() + EVERY_MS;
  return (done, of) => {
    if (Date.now() < next) return;
    next = Date.now() + EVERY_MS;
    out.write(`${done}/${of} hồ sơ (cases)\n`);
  };
}
