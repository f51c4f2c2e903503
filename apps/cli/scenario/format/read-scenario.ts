import { readFileSync } from 'node:fs';
import { parse, YAMLError } from 'yaml';
import { scenarioFile, type Scenario } from './scenario.schema.js';
import { ScenarioError } from './scenario-error.js';

/** Reads and checks a scenario file; throws ScenarioError with a line for each fault. */
export function readScenario(file: string): Scenario {
  return parseScenario(text(file), file);
}

/** Checks the text of a scenario; `name` is what errors speak of. */
export function parseScenario(content: string, name: string): Scenario {
  const checked = scenarioFile.safeParse(parsed(content, name));
  if (checked.success) return checked.data;
  const lines = checked.error.issues.map((issue) => `  ${issue.path.map(String).join('.') || '.'}: ${issue.message}`);
  throw new ScenarioError(`${name}: ${lines.length} chỗ không đúng (faults)\n${lines.join('\n')}`);
}

function text(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ScenarioError(`Không đọc được ${file} (cannot be read)`, { cause });
  }
}

function parsed(content: string, name: string): unknown {
  try {
    return parse(content, { uniqueKeys: true });
  } catch (cause) {
    if (cause instanceof YAMLError) throw new ScenarioError(`${name}: ${cause.message}`, { cause });
    throw cause;
  }
}
