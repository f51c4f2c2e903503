/** For whom the costs are reckoned up; 5.4 million is the membership that the Party gave in 2023 and 2024. */
export const COUNTS = { commune: 300, district: 3_643, province: 100_000, nation: 5_400_000 };

const RECORD = ['event', 'command', 'rejected_command'];

/** A page's table of what a member's year costs, and the same times the members of larger bodies. */
export function costTable({ members, cpu, idle, wal, tables, temporal, records }, counts) {
  const bytes = (names, part) => names.reduce((sum, name) => sum + (tables[name]?.[part] ?? 0), 0);
  const others = Object.keys(tables).filter((name) => !RECORD.includes(name));
  const seconds = Object.values(cpu).reduce((sum, one) => sum + one, 0);
  const lines = [
    ...Object.entries(cpu).map(([part, spent]) => line(`CPU: ${part}`, spent, time)),
    line('**CPU, all parts**', seconds, time),
    line('bytes: events and commands', bytes(RECORD, 'rows'), size),
    line('bytes: their indexes', bytes(RECORD, 'indexes'), size),
    line('bytes: read models, registry, documents', bytes(others, 'rows'), size),
    line('bytes: their indexes', bytes(others, 'indexes'), size),
    line('**bytes in PostgreSQL**', bytes(Object.keys(tables), 'rows') + bytes(Object.keys(tables), 'indexes'), size),
    line('write-ahead log, all of the server', wal, size),
    line('events recorded', records.events, count),
    line('procedures (Temporal runs)', temporal.runs, count),
    line('Temporal history events', temporal.events, count),
    line('Temporal history bytes (gone after the retention)', temporal.bytes, size),
  ];
  const names = Object.entries(counts).map(([name, of]) => `${name} (${of.toLocaleString('en')})`);
  const head = ['a year of reviews', 'per member', ...names];
  const resting = Object.entries(idle).map(([part, spent]) => `${part} ${time(spent * 3_600)}`);
  const table = [head, head.map((_, index) => (index === 0 ? '---' : '---:')), ...lines]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
  return `${table}\n\nWhile nothing happens, an hour costs: ${resting.join(', ')}. It is not in the table.`;

  function line(label, sum, shown) {
    const each = sum / members;
    return [label, shown(each), ...Object.values(counts).map((of) => shown(each * of))];
  }
}

function time(seconds) {
  if (seconds < 1) return `${(seconds * 1_000).toFixed(1)} ms`;
  if (seconds < 300) return `${seconds.toFixed(0)} s`;
  if (seconds < 3 * 3_600) return `${(seconds / 60).toFixed(0)} min`;
  return `${(seconds / 3_600).toFixed(1)} h`;
}

function size(bytes) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  for (; bytes >= 1_000 && unit < units.length - 1; unit += 1) bytes /= 1_000;
  return `${bytes >= 100 || unit === 0 ? bytes.toFixed(0) : bytes.toFixed(1)} ${units[unit]}`;
}

function count(number) {
  return number < 10 ? number.toFixed(2) : Math.round(number).toLocaleString('en');
}
