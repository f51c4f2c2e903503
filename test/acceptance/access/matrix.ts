import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { CALLER_NAMES, CALLERS, type CallerName } from './callers.js';

/** Route → what it is about → answer → who gets it. An answer is a status and, where it is a problem, its code. */
export type Matrix = Readonly<
  Record<string, Readonly<Record<string, Readonly<Record<string, readonly CallerName[]>>>>>
>;

export const FILE = join('test', 'acceptance', 'access', 'matrix.yaml');

export function readMatrix(): Matrix {
  return existsSync(FILE) ? ((parse(readFileSync(FILE, 'utf8')) as Matrix | null) ?? {}) : {};
}

/** The answers of one route, by what it is about, as one caller after the other got them. */
export function grouped(
  answers: Readonly<Record<CallerName, string>>,
): Readonly<Record<string, readonly CallerName[]>> {
  const groups: Record<string, CallerName[]> = {};
  for (const answer of Object.values(answers).sort()) groups[answer] ??= [];
  for (const caller of CALLER_NAMES) groups[answers[caller]]?.push(caller);
  return groups;
}

export function writeMatrix(matrix: Matrix): void {
  writeFileSync(FILE, `${HEADER}\n${Object.entries(matrix).map(rowText).join('\n')}`);
}

const HEADER = `# Who gets which answer on every route of /openapi.json, as tried against a running API. Reviewed like code.
# A new or changed route: MATRIX=write npm test -- access/matrix, then read the difference in this file line by line.
#
# ban: about cell \`ban\` or its member B. xa: about commune \`xa\` above it. any: about nothing in particular.
# 404 hides what exists; 403 is for those who may know of it. Commands are only tried (validate=true): 200 would be
# recorded, 409 and 422 are answers of the rules to somebody who was let in.
#
${Object.entries(CALLERS)
  .map(([name, who]) => `# ${name.padEnd(20)}${who}`)
  .join('\n')}
`;

function rowText([route, targets]: readonly [string, Matrix[string]]): string {
  const parts = Object.entries(targets).map(([target, answers]) =>
    [`  ${target}:`, ...Object.entries(answers).map(([answer, who]) => `    ${answer}: [${who.join(', ')}]`)].join(
      '\n',
    ),
  );
  return `${route}:\n${parts.join('\n')}\n`;
}
