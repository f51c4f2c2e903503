import { readdirSync, readFileSync } from 'node:fs';

const TICKS = 100;

/**
 * CPU seconds of the whole process trees behind each name: what every process used and what those that it has outlived
 * used. Linux only; elsewhere every group is null.
 */
export function cpuOf(groups) {
  const processes = readProcesses();
  const used = (root) => {
    if (processes === null) return null;
    let sum = 0;
    const pending = [root];
    while (pending.length > 0) {
      const pid = pending.pop();
      const one = processes.get(pid);
      if (one === undefined) continue;
      sum += one.ticks;
      pending.push(...one.children);
    }
    return sum / TICKS;
  };
  const own = process.cpuUsage();
  return Object.fromEntries([
    ...Object.entries(groups).map(([name, pid]) => [name, pid ? used(pid) : null]),
    // This process sends every request and plays every person; what it started is counted above
    ['load', (own.user + own.system) / 1e6],
  ]);
}

/** Runs `work` and gives its result with the CPU seconds that each group used meanwhile, and their sum. */
export async function withCpu(groups, work) {
  const before = cpuOf(groups);
  const result = await work();
  const after = cpuOf(groups);
  const names = Object.keys(after).filter((name) => after[name] !== null && before[name] !== null);
  const cpu = Object.fromEntries(names.map((name) => [name, after[name] - before[name]]));
  return { result, cpu: { ...cpu, total: names.reduce((sum, name) => sum + cpu[name], 0) } };
}

function readProcesses() {
  let pids;
  try {
    pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return null;
  }
  const found = new Map();
  for (const pid of pids) {
    const fields = statOf(pid);
    if (fields) found.set(Number(pid), { parent: Number(fields[1]), ticks: ticksOf(fields), children: [] });
  }
  for (const [pid, { parent }] of found) found.get(parent)?.children.push(pid);
  return found;
}

/** Fields of `/proc/pid/stat` after the name: state, parent, …; a process that has just gone has none. */
function statOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/** The server process behind a connection on this machine: the parent of the backend. */
export const parentOf = (pid) => Number(statOf(pid)?.[1] ?? 0) || undefined;

// utime, stime, and the same of children that have ended
const ticksOf = (fields) => fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
