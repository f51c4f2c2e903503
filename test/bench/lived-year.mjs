import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { runScenario } from '../../dist/apps/cli/scenario/run-scenario.js';
import { withCpu } from './cpu.mjs';
import { databaseBytes, rowsOf } from './databases.mjs';
import { historiesOf } from './histories.mjs';
import { longestPath } from './longest-path.mjs';
import { startSystem } from './system.mjs';

const BAC_ME = 'scenarios/bac-me-2018.yaml';

/**
 * Lives a year through on a fresh installation, over HTTP alone, with the people of a scenario: Bắc Mê's 2018, all of
 * it or a share, everyone alone or a clerk entering what each cell wrote.
 */
export async function liveYear(bench, { share = 1, work = 'individual' }) {
  const file = join(mkdtempSync(join(process.env.BENCH_FOLDER, 'year-')), 'scenario.yaml');
  const scenario = shareOf(parse(readFileSync(BAC_ME, 'utf8')), share);
  writeFileSync(file, stringify({ ...scenario, work }));
  const system = await startSystem(bench);
  let said = '';
  const request = {
    ...{ file, url: system.base, adminToken: system.oneTimeToken },
    out: { write: (text) => (said += text) },
  };
  try {
    const { result, cpu } = await withCpu(system.groups, () => runScenario(request));
    if (!result.met) throw new Error(`the year came out otherwise than expected:\n${said.slice(-3_000)}`);
    const [times] = await rowsOf(system.databases.superuser, TIMES);
    const [counts] = await rowsOf(system.databases.superuser, COUNTS);
    return {
      ...times,
      ...counts,
      cpu,
      bytes: (await databaseBytes(system.databases)) - system.emptyBytes,
      path: await longestPath(system.databases.superuser),
      histories: await historiesOf(system.namespace),
      databases: system.databases,
    };
  } catch (error) {
    throw new Error(`${error.message}\n${said.slice(-1_500)}`, { cause: error });
  } finally {
    await system.stop();
  }
}

/** The same district with so many times the organisations and members; what single people did is left out. */
function shareOf(scenario, share) {
  if (share === 1) return scenario;
  const { overrides, organisationOverrides, expect, report, assumptions, ...rest } = scenario;
  const scaled = (value) =>
    typeof value === 'number'
      ? Math.max(1, Math.round(value * share))
      : Object.fromEntries(Object.entries(value).map(([name, one]) => [name, scaled(one)]));
  const [committees, cells] = rest.tree.children;
  const [subordinate] = committees.children;
  const children = [
    {
      ...committees,
      count: scaled(committees.count),
      children: [{ ...subordinate, total: scaled(subordinate.total) }],
    },
    { ...cells, count: scaled(cells.count) },
  ];
  const aim = scaled(rest.aim);
  return { ...rest, tree: { ...rest.tree, children }, members: scaled(rest.members), aim };
}

// Opening the cycle counts, importing people and giving out their tokens do not: the rival has nothing like it
const TIMES = `
  SELECT extract(epoch FROM max(recorded_at) FILTER (WHERE type = 'CaseClosed')
      - min(recorded_at) FILTER (WHERE type = 'CycleCreated'))::float8 AS seconds,
    extract(epoch FROM min(recorded_at) FILTER (WHERE type = 'CycleCreated') - min(recorded_at))::float8 AS "setUpSeconds"
  FROM event`;

const COUNTS = `
  SELECT count(*)::int AS events, (SELECT count(*)::int FROM member) AS members,
    (SELECT count(*)::int FROM review_case WHERE kind <> 'REGISTRY') AS cases,
    (SELECT count(*)::int FROM command WHERE actor <> 'procedure') AS commands,
    count(*) FILTER (WHERE type = 'ClassDecided' AND stream_id LIKE 'member-review/%')::int AS classified,
    count(*) FILTER (WHERE stream_id LIKE 'member-review/%' AND type IN (
      'SelfAssessmentSubmitted', 'ResidenceCommentGiven', 'ResidenceCommentConfirmed', 'ResidenceCommentReceived',
      'ResidenceCommentExempted', 'VotesCounted', 'ClassProposed', 'ClassDecided'))::int AS decisions
  FROM event`;
