import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { ScenarioError } from './format/scenario-error.js';
import { runScenario } from './run-scenario.js';
import { Refused } from './run/refused.js';

interface Options {
  readonly url: string;
  readonly adminToken: string;
  readonly json?: string;
}

/** `kiemdiem scenario FILE`: exit 0 when the report says what the file expects, else 1. */
export function registerScenario(program: Command): void {
  program
    .command('scenario')
    .description(
      'chạy một kịch bản qua HTTP trên một bản cài đặt trống (runs a scenario file against an empty installation)',
    )
    .argument('<file>', 'tệp YAML theo scenarios/scenario.schema.json')
    .requiredOption('--url <url>', 'địa chỉ của API')
    .requiredOption('--admin-token <token>', 'mã một lần cho quản trị viên đầu tiên')
    .option('--json <out>', 'ghi báo cáo dạng JSON vào tệp này')
    .action(async (file: string, { url, adminToken, json }: Options) => {
      process.exitCode = await run(file, url, adminToken, json);
    });
}

async function run(file: string, url: string, adminToken: string, json: string | undefined): Promise<number> {
  try {
    const { result, met } = await runScenario({ file, url, adminToken, out: process.stdout });
    if (json !== undefined) writeFileSync(json, `${JSON.stringify(result, null, 2)}\n`);
    return met ? 0 : 1;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const plain = error instanceof ScenarioError || error instanceof Refused;
    process.stderr.write(`\n✗ ${plain ? error.message : (error.stack ?? error.message)}\n`);
    return 1;
  }
}
