import type { Finding } from './checks/finding.js';
import { kindOf } from './fault-kinds.js';
import type { FaultResult } from './fault-runner.js';
import { FAULT_WORDS } from './fault-words.js';
import type { ChaosResult } from './run.js';

/** One line with the time that has passed, Vietnamese first. */
export function print(vi: string, en?: string): void {
  const seconds = process.uptime().toFixed(1).padStart(7);
  process.stdout.write(`[${seconds} s] ${vi}${en === undefined ? '' : ` · ${en}`}\n`);
}

/** A fault with its hypothesis and what came of it. */
export function printFault({ number, fault, note, held, broken, seconds, recovery, ...counts }: FaultResult): void {
  const { vi, en, hypothesis } = FAULT_WORDS[fault];
  print(`${held ? '✓' : '✗'} ${number}. ${vi}${note === '' ? '' : ` (${note})`} [${kindOf(fault).list}]`, en);
  indent(`giả thuyết · hypothesis: ${hypothesis.vi} · ${hypothesis.en}`);
  const parts = Object.entries(recovery).map(([part, after]) => `${part} ${inSeconds(after)}`);
  indent(`hồi phục · recovered: ${inSeconds(seconds)} (${parts.join(', ')})`);
  indent(`lệnh lúc đó · requests meanwhile: ${counts.ok} ok, ${counts.refused} refused, ${counts.unknown} unknown`);
  broken.forEach((one) => indent(`✗ ${one}`));
}

export function printFindings(title: string, findings: readonly Finding[]): void {
  print(title);
  for (const { id, vi, en, held, counted, broken } of findings) {
    indent(`${held ? '✓' : '✗'} ${id} ${vi} · ${en} (${counted})`);
    broken.forEach((one) => indent(`    ${one}`));
  }
}

/** The closing lines; true when all held. */
export function printEnd({ faults, untried, amid, after, counts }: ChaosResult, seed: number): boolean {
  printFindings('Khi hồ sơ còn mở · while cases were open', amid);
  printFindings('Sau cùng · at the end', after);
  const failed = faults.filter(({ held }) => !held).length;
  const broken = [...amid, ...after].filter(({ held }) => !held).length;
  const { commands, requests, ok, refused, unknown, events, seconds } = counts;
  print(
    `${commands} lệnh (${requests} yêu cầu: ${ok} ok, ${refused} bị từ chối, ${unknown} không rõ), ${events} sự kiện, ${seconds} s`,
    `${commands} commands (${requests} requests: ${ok} ok, ${refused} refused, ${unknown} unknown)`,
  );
  if (untried > 0) print(`${untried} sự cố chưa thử vì hết giờ`, `${untried} faults untried, time was up`);
  const all = failed === 0 && broken === 0;
  print(
    `${all ? '✓' : '✗'} seed ${seed}: ${faults.length} sự cố, ${failed} sai giả thuyết; ${broken} bất biến bị phá`,
    `${faults.length} faults, ${failed} against their hypothesis; ${broken} invariants broken`,
  );
  return all;
}

const inSeconds = (seconds: number | null): string => (seconds === null ? '–' : `${seconds.toFixed(1)} s`);

function indent(text: string): void {
  process.stdout.write(`            ${text}\n`);
}
