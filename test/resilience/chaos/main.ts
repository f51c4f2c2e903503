import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { FAULT_NAMES, type FaultName } from './fault-kinds.js';
import type { Machine } from './machine.js';
import { planFaults, SHORT_MINUTES } from './plan.js';
import { print, printEnd } from './print.js';
import { runChaos } from './run.js';

export { openLine } from './line.js';
export { FAULT_NAMES } from './fault-kinds.js';
export { writePage } from './page.js';

export interface Options {
  readonly seed: number;
  readonly minutes: number;
  readonly commands: number;
  readonly only: readonly FaultName[] | null;
  readonly json: string | null;
}

/** A whole run on a machine that has been started for it; true when everything held. */
export async function chaos(machine: Machine, { seed, minutes, commands, only, json }: Options): Promise<boolean> {
  const left = leftOut(machine);
  const among = (only ?? FAULT_NAMES).filter((fault) => !(fault in left));
  const faults = planFaults({ seed, minutes, among });
  print(
    `seed ${seed}, ${minutes} phút, khoảng ${commands} lệnh, ${faults.length} sự cố`,
    `${faults.length} faults planned`,
  );
  for (const [fault, why] of Object.entries(left)) print(`– ${fault}: ${why}`);
  if (minutes <= SHORT_MINUTES)
    print('– lần chạy ngắn: SIGSTOP 12 s thay vì 65 s', 'short run: SIGSTOP of 12 s instead of 65 s');
  const result = await runChaos({ machine, seed, minutes, commands, faults });
  const held = printEnd(result, seed);
  if (json !== null) {
    const about = { machine: thisMachine(), seed, minutes, commands, short: minutes <= SHORT_MINUTES, leftOut: left };
    writeFileSync(json, `${JSON.stringify({ ...about, held, ...result }, null, 2)}\n`);
  }
  return held;
}

/** What this machine cannot do, and why. */
function leftOut({ smallDisk, faketime }: Machine): Readonly<Partial<Record<FaultName, string>>> {
  const noClock = 'không có libfaketime (no libfaketime)';
  return {
    ...('missing' in smallDisk ? { DISK_FULL: smallDisk.missing } : {}),
    ...(faketime === null ? { CLOCK_AHEAD: noClock, CLOCK_BEHIND: noClock } : {}),
  };
}

function thisMachine() {
  return { cores: cpus().length, cpu: cpus()[0]?.model ?? '', memory: totalmem(), node: process.version };
}
