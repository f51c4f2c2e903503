import { formatCount } from '../../../../libs/domain/statistics/format.js';
import type { CycleStatus } from '../http/answers.js';

export interface Progress {
  /** A stage is reached. */
  say(what: string): void;
  count(command: string, lines: number): void;
  show(status: CycleStatus): void;
  /** Ends the line that is being rewritten. */
  end(): void;
}

interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const PLAIN_EVERY_MS = 5_000;
const REWRITE_EVERY_MS = 250;

/** Elapsed time before every line; one line that is rewritten on a terminal, a line now and then elsewhere. */
export function openProgress(out: Terminal): Progress {
  const started = performance.now();
  const counts = new Map<string, number>();
  const terminal = out.isTTY === true;
  let shownAt = 0;
  let rewriting = false;
  const elapsed = (): string =>
    `[${((performance.now() - started) / 1_000).toFixed(1).replace('.', ',').padStart(6)} s]`;
  const end = (): void => {
    if (rewriting) out.write('\n');
    rewriting = false;
  };
  return {
    say(what) {
      end();
      out.write(`${elapsed()} ${what}\n`);
    },
    count: (command, lines) => void counts.set(command, (counts.get(command) ?? 0) + lines),
    show(status) {
      const now = performance.now();
      if (now - shownAt < (terminal ? REWRITE_EVERY_MS : PLAIN_EVERY_MS)) return;
      shownAt = now;
      const line = `${elapsed()} ${summary(counts, status)}`;
      out.write(terminal ? `\r\u001b[2K${line}` : `${line}\n`);
      rewriting = terminal;
    },
    end,
  };
}

const WORDS: readonly (readonly [string, string])[] = [
  ['submitSelfAssessments', 'tự kiểm điểm'],
  ['confirmResidenceComments', 'nhận xét nơi cư trú'],
  ['recordTally', 'kiểm phiếu'],
  ['closeSubmission', 'đề nghị'],
  ['appraise', 'thẩm định'],
  ['decide', 'quyết định'],
  ['voteOwnClass', 'tổ chức tự xếp loại'],
];

function summary(counts: ReadonlyMap<string, number>, { cases }: CycleStatus): string {
  const closed = cases.filter((one) => one.closed).length;
  const parts = WORDS.flatMap(([command, word]) => {
    const count = counts.get(command) ?? 0;
    return count === 0 ? [] : [`${word} ${formatCount(count)}`];
  });
  return [...parts, `hồ sơ đã khép ${formatCount(closed)}/${formatCount(cases.length)}`].join(' · ');
}
