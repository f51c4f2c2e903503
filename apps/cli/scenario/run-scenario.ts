import { rulebookOf } from '../../../libs/rulebook/shelf.js';
import { readScenario } from './format/read-scenario.js';
import type { Scenario } from './format/scenario.schema.js';
import { makePlan } from './generate/make-plan.js';
import type { Plan } from './generate/plan.js';
import { openApi, type Api } from './http/api.js';
import { apiReport, type ApiReport } from './report/api-report.js';
import { figuresOf } from './report/figures.js';
import { findingsOf, missingFindings } from './report/findings.js';
import { reportLines, type Outcome } from './report/print.js';
import { expectMishaps } from './run/mishaps.js';
import { openProgress } from './run/progress.js';
import { openRun } from './run/open-run.js';
import { setUp } from './run/set-up.js';
import { liveThroughTheYear } from './run/year.js';

const CONNECTIONS = 24;

export interface ScenarioRequest {
  readonly file: string;
  readonly url: string;
  readonly adminToken: string;
  readonly out: Parameters<typeof openProgress>[0];
}

/** What the report said, as it is written with `--json`. */
export interface ScenarioResult {
  readonly scenario: string;
  readonly figures: Outcome['figures'];
  readonly findings: Outcome['findings'];
}

/** Runs a scenario file against an empty installation; `met` tells whether the report says all that the file expects. */
export async function runScenario({
  file,
  url,
  adminToken,
  out,
}: ScenarioRequest): Promise<{ readonly result: ScenarioResult; readonly met: boolean }> {
  const scenario = readScenario(file);
  const plan = makePlan(scenario, rulebookOf(scenario.rulebook, null));
  const api = openApi(url, CONNECTIONS);
  try {
    const report = await live(api, plan, adminToken, out);
    const outcome = compare(scenario, report);
    for (const line of reportLines(scenario, report, outcome)) out.write(`${line}\n`);
    const met = outcome.figures.every((figure) => figure.met) && outcome.missing.length === 0;
    return { result: { scenario: scenario.scenario, figures: outcome.figures, findings: outcome.findings }, met };
  } finally {
    api.close();
  }
}

async function live(api: Api, plan: Plan, adminToken: string, out: ScenarioRequest['out']): Promise<ApiReport> {
  const progress = openProgress(out);
  progress.say(plan.scenario.title);
  for (const assumption of plan.scenario.assumptions) out.write(`    Giả định: ${assumption}\n`);
  const { crew, ids, steward } = await setUp(api, plan, adminToken, (what) => progress.say(what));
  const mishaps = expectMishaps(plan);
  await liveThroughTheYear(openRun(api, plan, crew, ids), steward, mishaps, progress);
  const pending = mishaps.pending();
  if (pending.length > 0) throw new Error(`Chưa xảy ra (never came): ${JSON.stringify(pending)}`);
  const waits = api.waits();
  progress.say(`Đợt kiểm điểm đã khép${waits === 0 ? '' : ` (${waits} lần gửi lại vì máy chủ vắng mặt)`}`);
  return api.get(`/api/v1/reports/${plan.cycle}`, apiReport, { token: steward.token });
}

function compare({ expect, report: { unstated } }: Scenario, report: ApiReport): Outcome {
  const findings = findingsOf(report);
  return { figures: figuresOf(report, unstated, expect), findings, missing: missingFindings(findings, expect) };
}
