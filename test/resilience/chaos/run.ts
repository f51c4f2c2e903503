import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { randomOf } from '../../../apps/cli/scenario/generate/random.js';
import { openRun } from '../../../apps/cli/scenario/run/open-run.js';
import { setUp } from '../../../apps/cli/scenario/run/set-up.js';
import type { Finding } from './checks/finding.js';
import { checkHistory } from './checks/history.js';
import { checkProcedure } from './checks/procedure.js';
import { checkChains, checkDeadlines, checkPriors, checkRebuilt } from './checks/store.js';
import { FaultRunner, type FaultResult } from './fault-runner.js';
import { openJournal } from './journal.js';
import { openLoad } from './load.js';
import type { Machine } from './machine.js';
import { openPeopleApi } from './people-api.js';
import type { PlannedFault } from './plan.js';
import { print } from './print.js';
import { peopleFor } from './scenario.js';
import { openSight } from './sight.js';
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
    /** Requests without an answer; and commands that were so left at first. */
    readonly unknown: number;
    readonly commands: number;
    readonly events: number;
    readonly seconds: number;
  };
}

// A run that recovers slowly still ends: what is left of the plan is said to be untried.
const AT_MOST = 1.5;

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
    const load = openLoad({ run, api, steward, wrongs, random }, (minutes * 60_000 * PACED) / commands);
    const writer = { token: steward.token, organisation: plan.organisations[0]?.id ?? '' };
    const runner = new FaultRunner(sight, journal, load, writer);

    load.start();
    const until = began + minutes * 60_000 * AT_MOST;
    let tried = 0;
    for (const fault of faults) {
      if (Date.now() > until) break;
      await sleep(fault.pauseMs);
      await runner.run(fault);
      tried += 1;
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
      liveness,
    ];
    const [counted] = await sight.query<{ events: number }>('SELECT count(*)::int AS events FROM event');
    const count = (outcome: string): number => journal.attempts.filter((one) => one.outcome === outcome).length;
    return {
      faults: runner.results,
      untried: faults.length - tried,
      amid,
      after,
      counts: {
        requests: journal.attempts.length,
        ok: count('ok'),
        refused: count('refused'),
        unknown: count('unknown'),
        commands: journal.sent().length,
        events: counted?.events ?? 0,
        seconds: Math.round((Date.now() - began) / 1_000),
      },
    };
  } finally {
    api.close();
    await sight.close();
    await journal.close();
  }
}

// The work must outlast the faults, which take longer than planned on a busy machine; what is left of it is done after.
const PACED = 1.3;

/** What nobody knows the outcome of is sent again under its id. */
async function settleUnknown(
  api: ReturnType<typeof openPeopleApi>,
  journal: ReturnType<typeof openJournal>,
): Promise<void> {
  for (const { key, outcome, first } of journal.sent()) {
    if (outcome !== 'unknown') continue;
    const { token, path, body } = first;
    await api.untilAnswered(path, {
      ...(token === undefined ? {} : { token }),
      key,
      body: JSON.parse(body) as unknown,
    });
  }
}
