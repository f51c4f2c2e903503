import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'yaml';

const PAGE = 'docs/explanation/performance.md';
const REASONS = 'test/bench/reasons.yaml';
const BEGIN =
  '<!-- measured: written by `npm run bench -- --page`; what is changed by hand between these marks is lost -->';
const END = '<!-- /measured -->';

/** Writes what a run measured between the marks of the page; the text around them stays as it is. */
export function writePage(report, root) {
  const file = join(root, PAGE);
  const page = readFileSync(file, 'utf8');
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error(`${PAGE} has lost its marks`);
  const reasons = parse(readFileSync(join(root, REASONS), 'utf8')) ?? {};
  writeFileSync(file, `${before}${BEGIN}\n\n${measured(report, reasons)}\n\n${END}${after}`);
  execFileSync(process.execPath, [join(root, 'node_modules/prettier/bin/prettier.cjs'), '--write', file]);
}

function measured({ machine, measured: run, rows }, reasons) {
  const missed = rows.filter(({ met }) => met === false);
  const voids = rows.filter((row) => row.void);
  return [
    about(machine, run),
    table(['row', 'value', 'target', 'met'], rows.map(judged)),
    '### Missed targets',
    missed.length === 0
      ? 'None.'
      : missed
          .map(
            ({ id, label, value, unit, target, error }) =>
              `**${label}** (\`${id}\`): ${error ? `broke down, ${error}` : `${number(value)} ${unit}, target ${target}`}. ${reasons[id] ?? 'Where the time goes is not written down yet.'}`,
          )
          .join('\n\n'),
    ...(voids.length === 0
      ? []
      : ['### Void rows', voids.map(({ label, void: reason }) => `- ${label}: ${reason}`).join('\n')]),
    '### Behind the figures',
    rows
      .filter(({ absolute }) => absolute)
      .map(({ label, absolute }) => `- ${label}: ${listed(absolute)}`)
      .join('\n'),
    '### CPU seconds, by process',
    cpuTable(rows),
    '### Temporal histories',
    historyTable(rows),
  ].join('\n\n');
}

function about(
  { cores, cpu, memoryGiB, platform, node, postgres, temporal, loadAverage },
  { at, seconds, rounds, quick },
) {
  const when = `${at.slice(0, 10)}, ${rounds} ${rounds === 1 ? 'round' : 'rounds'}, ${Math.round(seconds / 60)} minutes`;
  const what = `${cores} × ${cpu}, ${memoryGiB} GiB, ${platform}; Node ${node}, PostgreSQL ${postgres}, ${temporal}`;
  const warning = quick ? '\n\n**A trial with tiny sizes: its figures mean nothing.**' : '';
  return `Measured ${when}, on ${what}; load average at the end ${loadAverage.toFixed(1)}.${warning}`;
}

function judged({ label, value, unit, target, met, void: reason }) {
  return [
    label,
    `${number(value)} ${unit}`,
    target ?? '',
    reason ? 'void' : met === null ? '' : met ? 'yes' : '**no**',
  ];
}

function cpuTable(rows) {
  const entries = rows.flatMap(({ label, cpu = {} }) =>
    Object.entries(cpu).map(([name, groups]) => [label, name, groups]),
  );
  const names = [...new Set(entries.flatMap(([, , groups]) => Object.keys(groups)))];
  const cells = ([label, name, groups]) => [label, name, ...names.map((one) => number(groups[one]))];
  return table(['row', 'side', ...names], entries.map(cells));
}

function historyTable(rows) {
  const entries = rows.flatMap(({ label, histories = {} }) =>
    Object.entries(histories).map(([type, one]) => [label, type, ...Object.values(one).map(number)]),
  );
  return table(['row', 'workflow', 'runs', 'events each', 'bytes each'], entries);
}

const table = (head, lines) =>
  lines.length === 0
    ? 'Not measured in this run.'
    : [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const listed = (figures) =>
  Object.entries(figures)
    .map(([name, figure]) => `${name} ${number(figure)}`)
    .join(' · ');

const number = (value) =>
  typeof value === 'number' ? value.toLocaleString('en', { maximumSignificantDigits: 7 }) : (value ?? '');

// Without measuring again: node test/bench/page.mjs FILE.json
if (import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  writePage(JSON.parse(readFileSync(process.argv[2], 'utf8')), process.cwd());
}
