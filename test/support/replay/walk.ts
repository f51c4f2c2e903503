import { pathToFileURL } from 'node:url';
import { WORKFLOW_OF, type Look, type ProcedureActivities } from '../../../libs/domain/ports.js';
import type { MemoryStore } from '../memory-store.js';
import { compare, openingsAndClosings, type Difference } from '../openings.js';
import type { Workflows } from '../simulator/procedures.js';
import { InProcessRun, type Asked } from '../simulator/runtime.js';
import { recordings, readRecording, storeOf, type Recording } from './recording.js';

/**
 * Walks the stored event logs of every version with the workflows of today, prefix by prefix: what Temporal's own replay
 * cannot see, since it does not compare what activities are asked. Prints the differences of each recording.
 */
const [workflowsPath = ''] = process.argv.slice(2);
const workflows = (await import(pathToFileURL(workflowsPath).href)) as Workflows;
const clock = Date.now;
const found: Record<string, readonly Difference[]> = {};
for (const file of recordings()) found[file] = await walk(readRecording(file));
Date.now = clock;
console.log(JSON.stringify(found));

async function walk(recording: Recording): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  const { transactions } = storeOf(recording);
  for (let prefix = 1; prefix <= transactions.length; prefix += 1) {
    const done = await doneAfter(recording, prefix);
    const difference = compare(transactions, prefix, done);
    if (difference !== undefined) found.push(difference);
  }
  return found;
}

/** Starts every open case anew, at the instant of the last transaction: nothing becomes due meanwhile. */
async function doneAfter(recording: Recording, prefix: number): Promise<readonly string[]> {
  const now = Date.parse(recording.happened[prefix - 1]?.at ?? '');
  Date.now = () => now;
  const store = storeOf(recording, prefix, now);
  const runs = new Map<string, InProcessRun>();
  const told = [...store.openCases()];
  store.onTransaction(({ cases, command }) =>
    told.push(...cases.filter((caseId) => caseId !== command.case && store.openCases().includes(caseId))),
  );
  for (let next = told.shift(); next !== undefined; next = told.shift()) {
    const run = runs.get(next) ?? begin(store, next);
    runs.set(next, run);
    run.signal('caseChanged');
    await settle(run, store.activities);
  }
  const failures = [...runs.values()].flatMap(({ ended, caseId }) =>
    ended?.as === 'FAILED' ? [`the run of ${caseId} failed: ${String(ended.error)}`] : [],
  );
  return [...openingsAndClosings(store.transactions.slice(prefix)), ...failures];
}

function begin(store: MemoryStore, caseId: string): InProcessRun {
  const workflow = workflows[WORKFLOW_OF[store.view(caseId).kind]];
  if (workflow === undefined) throw new Error(`no workflow for ${caseId}`);
  const run = new InProcessRun(caseId);
  run.start(workflow);
  return run;
}

/** Does all that a run asks, until it waits. */
async function settle(run: InProcessRun, activities: ProcedureActivities): Promise<void> {
  for (;;) {
    await run.settle();
    const [asked] = run.asked;
    if (asked === undefined) return;
    run.asked.delete(asked);
    await perform(activities, asked).then(asked.answer, asked.fail);
  }
}

function perform(activities: ProcedureActivities, { name, args }: Asked): Promise<Look> {
  const activity = activities[name as keyof ProcedureActivities] as (...all: readonly unknown[]) => Promise<Look>;
  return activity(...args);
}
