import type { Command } from 'commander';
import { atOneInstant } from '../../../../libs/store/audit/at-one-instant.js';
import { exportedLines } from '../../../../libs/store/audit/export-events.js';
import { verify, type Verdict } from '../../../../libs/store/audit/verify.js';
import { filesIn } from '../../../../libs/store/checkpoint/folder.js';
import { checkpointSettings } from '../../../../libs/store/checkpoint/settings.js';
import { signingKeyIn } from '../../../../libs/store/checkpoint/signing-key.js';
import { operate, tell, type Said } from '../run.js';
import { findingLines, gathering, type Finding } from './findings.js';
import { adder } from './progress.js';
import { checkRuns, type RunsVerdict } from './runs.js';
import { verifyFiles, withCheckpoints, type VerifyOptions } from './verify-files.js';

/** `kiemdiem audit verify`: exit 1 and every finding when something does not follow from what was recorded. */
export function registerVerify(audit: Command): void {
  audit
    .command('verify')
    .description(
      'kiểm mọi chuỗi sự kiện và mọi dữ liệu suy ra từ đó (verifies all chains and all that derives from them)',
    )
    .option('--checkpoint <file...>', 'đối chiếu với mốc kiểm chứng (compares with signed checkpoints)')
    .option('--events <file>', 'kiểm tệp đã xuất, không cần cơ sở dữ liệu (an export: no database is needed)')
    .option('--proof <file>', 'kiểm bằng chứng của một sự kiện (an inclusion proof: no database is needed)')
    .option('--key <id>', 'mã khóa trong biên bản (the key that the minutes have)')
    .option('--root <hash>', 'gốc trong biên bản (the root that the minutes have)')
    .option('--threads <count>', 'số luồng song song (threads side by side)', Number)
    .option('--json', 'in JSON')
    .action((options: VerifyOptions) =>
      options.events === undefined && options.proof === undefined
        ? operate(options, ({ owner }) => verifyStore(owner, options))
        : tell(options, () => verifyFiles(options)),
    );
}

/** The database, then what a checkpoint that was handed in says of it, then the workflows that run. */
async function verifyStore(url: string, options: VerifyOptions): Promise<Said> {
  const { keyFile, folder, formerKeys } = checkpointSettings(process.env);
  const newest = (await filesIn(folder)).at(-1) ?? null;
  const key = await signingKeyIn(keyFile);
  const verdict = await verify(url, {
    threads: options.threads,
    checkpoints: { newest, keys: key === null ? [] : [key.id, ...formerKeys] },
    progress: adder('đã kiểm', 'verified'),
  });
  const compared = gathering();
  if (options.checkpoint !== undefined) {
    const lines = (client: Parameters<typeof exportedLines>[0]) => asLines(exportedLines(client));
    await atOneInstant(url, 'kiemdiem audit', (client) => withCheckpoints(options, lines(client), compared.found));
  }
  const runs = await checkRuns(url);
  return said(
    verdict,
    [...verdict.findings.map(({ code, at }) => ({ ...at, code })), ...compared.all, ...runs.findings],
    runs,
  );
}

async function* asLines(pages: AsyncIterable<readonly object[]>): AsyncGenerator<string> {
  for await (const page of pages) for (const event of page) yield JSON.stringify(event);
}

function said(verdict: Verdict, findings: readonly Finding[], runs: RunsVerdict): Said {
  const { events, streams, commands, cases, workItems, registryRows, checkpoints, eventsPerSecond, seconds } = verdict;
  const outcome = findings.length === 0 ? 'INTACT' : 'DIFFERENT';
  const found = verdict.found - verdict.findings.length + findings.length;
  const counted =
    `${events} sự kiện, ${streams} chuỗi, ${commands} lệnh, ${cases} hồ sơ, ${workItems} việc cần làm, ` +
    `${registryRows} dòng danh bạ, ${checkpoints} mốc`;
  const lines = [
    ...findingLines(findings),
    findings.length === 0 ? `✓ Nguyên vẹn: ${counted}` : `✗ ${found} điều sai (findings) trong ${counted}`,
    ...(findings.length === 0 ? ['  everything follows from what was recorded'] : []),
    `  ${eventsPerSecond} sự kiện/giây, cả thảy ${seconds} giây (events/s over the chains, seconds in all)`,
    ...runs.lines,
  ];
  const { reached, runs: running } = runs;
  return {
    result: { ...verdict, outcome, findings, found, temporal: reached ? { reached, runs: running } : { reached } },
    lines,
    code: findings.length === 0 ? 0 : 1,
  };
}
