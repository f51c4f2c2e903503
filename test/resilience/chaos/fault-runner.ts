import type { Lost } from './checks/history.js';
import { checkChains } from './checks/store.js';
import { kindOf, type FaultName } from './fault-kinds.js';
import type { Injected } from './inject/injection.js';
import type { Journal } from './journal.js';
import type { Load } from './load.js';
import { PARTS, type Part } from './machine.js';
import type { PlannedFault } from './plan.js';
import { printFault } from './print.js';
import { slowest, untilRecovered, type Recovery, type Writer } from './recovery.js';
import type { Sight } from './sight.js';

/** One fault, what was expected of it and what came of it. */
export interface FaultResult {
  readonly number: number;
  readonly fault: FaultName;
  readonly note: string;
  readonly held: boolean;
  readonly broken: readonly string[];
  readonly recovery: Recovery;
  /** Seconds until everything worked again; null when it did not in time. */
  readonly seconds: number | null;
  /** Requests that people sent from its beginning until everything worked again. */
  readonly ok: number;
  readonly refused: number;
  readonly unknown: number;
}

/** Does one fault after the other, each judged by its hypothesis. */
export class FaultRunner {
  readonly results: FaultResult[] = [];
  readonly lost: Lost[] = [];

  constructor(
    private readonly sight: Sight,
    private readonly journal: Journal,
    private readonly load: Load,
    private readonly writer: Writer,
  ) {}

  async run({ number, fault, lastsMs }: PlannedFault): Promise<void> {
    const { inject, within, mayEnd, unnoticed } = kindOf(fault);
    const before = this.pids();
    const from = Date.now();
    const injected = await inject(this.sight, lastsMs);
    const { note = '', healedAt = Date.now(), lost } = injected;
    const recovery = await untilRecovered(this.sight, this.writer, healedAt, within);
    const to = Date.now();
    if (lost !== undefined) {
      this.lost.push(lost);
      await this.load.again();
    }
    const sent = this.journal.attempts.filter(({ sentAt }) => sentAt >= from && sentAt <= to);
    const count = (outcome: string): number => sent.filter((one) => one.outcome === outcome).length;
    const broken = [
      ...(await this.judge(injected, recovery)),
      ...PARTS.filter((part) => !mayEnd.includes(part) && before[part] !== this.sight.machine.pid(part)).map(
        (part) => `${part} died`,
      ),
      ...(unnoticed && count('unknown') > 0 ? [`${count('unknown')} requests without an answer`] : []),
    ];
    const counts = { ok: count('ok'), refused: count('refused'), unknown: count('unknown') };
    const seconds = slowest(recovery);
    const result = { number, fault, note, held: broken.length === 0, broken, recovery, seconds, ...counts };
    this.results.push(result);
    printFault(result);
  }

  private async judge({ broken = [] }: Injected, recovery: Recovery): Promise<readonly string[]> {
    const late = Object.entries(recovery)
      .filter(([, seconds]) => seconds === null)
      .map(([part]) => `${part} did not recover in time`);
    const chains = await checkChains(this.sight);
    return [...broken, ...late, ...chains.broken];
  }

  private pids(): Readonly<Record<Part, number>> {
    const { machine } = this.sight;
    return Object.fromEntries(PARTS.map((part) => [part, machine.pid(part)])) as Record<Part, number>;
  }
}
