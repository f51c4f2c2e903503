import type { Command } from 'commander';
import { verify, type Verdict } from '../../../libs/store/audit/verify.js';
import type { Difference } from '../../../libs/store/audit/difference.js';
import { operate, type Output, type Said } from './run.js';

/** `kiemdiem audit verify`: exit 1 and the first difference when something does not follow from what was recorded. */
export function registerAudit(program: Command): void {
  const audit = program.command('audit').description('kiểm tra tính toàn vẹn (integrity of what was recorded)');
  audit
    .command('verify')
    .description(
      'kiểm mọi chuỗi sự kiện và mọi dữ liệu suy ra từ đó (verifies all chains and all that derives from them)',
    )
    .option('--json', 'in JSON')
    .action((output: Output) => operate(output, async ({ owner }) => said(await verify(owner))));
}

function said(verdict: Verdict): Said {
  if (verdict.outcome === 'DIFFERENT') {
    const { code, at } = verdict.difference;
    const place = Object.entries(at).map(([name, value]) => `${name} ${value}`);
    return { result: verdict, lines: [`✗ ${WORDS[code]}: ${place.join(', ')}`], code: 1 };
  }
  const { events, streams, cases, workItems, registryRows, eventsPerSecond } = verdict;
  const counted = `${events} sự kiện, ${streams} chuỗi, ${cases} hồ sơ, ${workItems} việc cần làm, ${registryRows} dòng danh bạ`;
  return {
    result: verdict,
    lines: [
      `✓ Nguyên vẹn: ${counted} (${eventsPerSecond} sự kiện/giây)`,
      '  everything follows from what was recorded',
    ],
  };
}

const WORDS: Readonly<Record<Difference['code'], string>> = {
  CHAIN_BROKEN: 'Chuỗi băm bị đứt (hash chain broken)',
  VERSION_GAP: 'Thiếu sự kiện (an event is missing)',
  BODY_UNREADABLE: 'Không đọc được nội dung sự kiện (body unreadable)',
  COLUMN_DIFFERS: 'Cột khác nội dung đã băm (a column differs from the hashed body)',
  COMMAND_MISSING: 'Sự kiện không có lệnh (an event without its command)',
  HEAD_DIFFERS: 'Đầu chuỗi khác sự kiện cuối (stored head differs from the last event)',
  STATE_DIFFERS: 'Trạng thái khác các sự kiện (stored state differs from its events)',
  STREAM_WITHOUT_EVENTS: 'Trạng thái không có sự kiện (a state without events)',
  CASE_DIFFERS: 'Hồ sơ khác các sự kiện (a case differs from its events)',
  STEP_OPEN_IN_CLOSED_CASE: 'Hồ sơ đã đóng còn bước mở (a closed case has an open step)',
  WORK_ITEM_DIFFERS: 'Việc cần làm khác các bước mở (a work item differs from the open steps)',
  REGISTRY_DIFFERS: 'Danh bạ khác các sự kiện (the registry differs from its events)',
};
