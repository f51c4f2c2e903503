import type { Command } from 'commander';
import { examine, type Check, type CheckName } from '../../../libs/store/examine.js';
import { operate, type Output } from './run.js';

const WORDS: Readonly<Record<CheckName, string>> = {
  SERVER_VERSION: 'Phiên bản PostgreSQL, từ 15 đến 18 (PostgreSQL version)',
  SCHEMA: 'Lược đồ; cũ hơn chương trình thì chạy kiemdiem migrate (schema)',
  ACCOUNTS: 'Ba tài khoản tách nhau (separate accounts)',
  APPEND_ONLY: 'Sự kiện chỉ thêm, không sửa (events are append-only)',
  DURABILITY: 'Ghi xuống đĩa trước khi trả lời: fsync, full_page_writes, synchronous_commit (durability)',
  DATA_CHECKSUMS: 'Tổng kiểm của trang dữ liệu (data checksums)',
  WAL_ARCHIVE: 'Lưu WAL; không lưu thì việc ghi sau bản sao cuối có thể mất (WAL archiving)',
  OUTBOX: 'Thay đổi chưa báo cho quy trình (outbox rows, age of the oldest)',
  CASES_UNSEEN: 'Hồ sơ mở không quy trình nào nhìn tới (open cases that nobody looks at)',
};
const MARKS: Readonly<Record<Check['state'], string>> = { GOOD: '✓', WARNING: '!', BAD: '✗' };

/** `kiemdiem doctor`: looks at the database as an operator should before people depend on it; exit 1 if something is bad. */
export function registerDoctor(program: Command): void {
  program
    .command('doctor')
    .description('khám cơ sở dữ liệu trước khi dùng thật (examines the database; changes nothing)')
    .option('--json', 'in JSON')
    .action((output: Output) =>
      operate(output, async (urls) => {
        const checks = await examine(urls);
        return {
          result: { checks },
          lines: checks.map(({ check, state, found }) => `${MARKS[state]} ${WORDS[check]}: ${found}`),
          code: checks.some(({ state }) => state === 'BAD') ? 1 : 0,
        };
      }),
    );
}
