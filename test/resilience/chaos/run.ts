import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { randomOf } from '../../../apps/cli/scenario/generate/random.js';
import { openRun } from '../../../apps/cli/scenario/run/open-run.js';
import { setUp } from '../../../apps/cli/scenario/run/set-up.js';
import type { Finding } from './checks/finding.js';
import { checkHistory } from './checks/history.js';
import { checkProcedure } from './checks/procedure.js';
import { checkReplays } from './checks/replay.js';
import { checkChains, checkDeadlines, checkPriors, checkRebuilt } from './checks/store.js';
import { FaultRunner, type FaultResult } from './fault-runner.js';
import { openJournal, type Journal, type Outcome } from './journal.js';
import { openLoad } from './load.js';
import type { Machine } from './machine.js';
import { openPeopleApi, type PeopleApi } from './people-api.js';
import { evenly } from './pace.js';
import { restOf, type PlannedFault } from './plan.js';
import { print } from './print.js';
import { peopleFor } from './scenario.js';
import { openSight, type Sight } from './sight.js';
import { openWrongActs } from './wrong-acts.js';

export interface ChaosRequest {
  readonly machine: Machine;
  readonly seed: number;
  readonly minutes: number;
  readonly commands: number;
  readonly faults: readonly PlannedFault[];
}

export interface ChaosResult {
  readonly faults: readonly FaultResult[];
  /** Planned, and not tried since the time was up. */
  readonly untried: number;
  readonly amid: readonly Finding[];
  readonly after: readonly Finding[];
  readonly counts: {
    readonly requests: number;
    readonly ok: number;
    readonly refused: number;
    /** Without an answer, or with one that promises nothing. */
    readonly unknown: number;
    readonly commands: number;
    readonly events: number;
    readonly seconds: number;
  };
}

// A run that recovers slowly still ends: what is left of the plan is said to be untried.
const AT_MOST = 2;
/** Share of the commands that comes while faults do; with the rest the year goes on to its end. */
const AMID_FAULTS = 0.75;

/** Lets people live through a year while faults come, and checks afterwards what must hold. */
export async function runChaos({ machine, seed, minutes, commands, faults }: ChaosRequest): Promise<ChaosResult> {
  const began = Date.now();
  const journal = openJournal(join(machine.folder, 'journal.jsonl'));
  const names = new Map<string, string>();
  const api = openPeopleApi(machine.apiUrl, journal, (token) => names.get(token ?? '') ?? '');
  const sight = await openSight(machine);
  try {
    const plan = peopleFor(seed, commands, minutes);
    const { crew, ids, steward } = await setUp(api, plan, machine.oneTimeToken, (what) => print(what));
    for (const { code, token } of [...crew.everyone, crew.administrator]) names.set(token, code);
    const run = openRun(api, plan, crew, ids);
    const random = randomOf('people', seed);
    const wrongs = openWrongActs(api, random);
    let tried = 0;
    let triedInMs = 0;
    const pace = evenly(commands * AMID_FAULTS, () => restOf(faults, tried, triedInMs));
    const load = openLoad({ run, api, steward, wrongs, random }, pace);
    const writer = { token: steward.token, organisation: plan.organisations[0]?.id ?? '' };
    const runner = new FaultRunner(sight, journal, load, writer);

    load.start();
    const from = Date.now();
    for (const fault of faults) {
      if (triedInMs > minutes * 60_000 * AT_MOST) break;
      await sleep(fault.pauseMs);
      await runner.run(fault);
      tried += 1;
      triedInMs = Date.now() - from;
    }
    await load.stop();
    print('Hết sự cố; kiểm khi hồ sơ còn mở', 'no more faults; checks while cases are open');
    await settleUnknown(api, journal);
    const amid = [...(await checkProcedure(sight)), await checkRebuilt(sight)];
    const liveness = await load.finish();
    await settleUnknown(api, journal);
    const after = [
      ...(await checkHistory(sight, journal, wrongs, runner.lost)),
      await checkChains(sight),
      await checkRebuilt(sight),
      await checkPriors(sight),
      await checkDeadlines(sight),
      ...(await checkProcedure(sight)),
      await checkReplays(sight),
      liveness,
    ];
    const seconds = Math.round((Date.now() - began) / 1_000);
    const counts = { ...countsOf(journal), events: await countEvents(sight), seconds };
    return { faults: runner.results, untried: faults.length - tried, amid, after, counts };
  } finally {
    api.close();
    await sight.close();
    await journal.close();
  }
}

/** What nobody knows the outcome of is sent again under its id. */
async function settleUnknown(api: PeopleApi, journal: Journal): Promise<void> {
  for (const { key, outcome, first } of journal.sent()) {
    if (outcome !== 'unknown') continue;
    const { token, path, body } = first;
    const call = { key, body: JSON.parse(body) as unknown };
    await api.untilAnswered(path, token === undefined ? call : { ...call, token });
  }
}

function countsOf(journal: Journal) {
  const count = (outcome: Outcome): number => journal.attempts.filter((one) => one.outcome === outcome).length;
  return {
    commands: journal.sent().length,
    requests: journal.attempts.length,
    ok: count('ok'),
    refused: count('refused'),
    unknown: count('unknown'),
  };
}

async function countEvents({ query }: Sight): Promise<number> {
  const [counted] = await query<{ events: number }>('SELECT count(*)::int AS events FROM event');
  return counted?.events ?? 0;
}
