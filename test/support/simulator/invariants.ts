import { checkCeiling, countClasses } from '../../../libs/domain/ceiling/ceiling.js';
import type { QualityClass } from '../../../libs/domain/classes.js';
import { workItemsOf } from '../../../libs/domain/handling/handle.js';
import { splitSubmission } from '../../../libs/domain/ids.js';
import { openSteps } from '../../../libs/domain/procedure/evolve.js';
import { itemKey } from '../../../libs/store/append/work-item-change.js';
import type { ChainedEvent } from '../../../libs/store/append/chain.js';
import { checkStream } from '../../../libs/store/audit/check-stream.js';
import { isSame } from '../../../libs/store/audit/is-same.js';
import { worldOf } from '../../../libs/store/loaded.js';
import { readHistory } from './history.js';
import type { World } from './world.js';

/** What must hold of a world whatever has happened in it, each read from the events alone and compared with what stands. */
export function checkWorld(world: World): void {
  chains(world);
  cases(world);
  workItems(world);
  answers(world);
  for (const wrong of readHistory(world.store, !world.hostile)) world.wrong(wrong);
  ceilings(world);
}

/** I3: versions without a gap, the chain unbroken, what is stored the fold of what was recorded. */
function chains(world: World): void {
  const { events, streams } = world.store;
  const byStream = grouped(events, ({ streamId }) => streamId);
  if (byStream.size !== streams.size) world.wrong('a stream without events');
  for (const [id, recorded] of byStream) {
    const stored = streams.get(id);
    const folded = checkStream(recorded);
    if (stored === undefined || !isSame(folded.state, stored.state) || !folded.head.equals(stored.head))
      world.wrong(`${id} is not the fold of its events`);
  }
}

/** A case's version counts its transactions. */
function cases(world: World): void {
  const { events, cases: stored } = world.store;
  for (const [caseId, recorded] of grouped(events, ({ caseId }) => caseId)) {
    const row = stored.get(caseId);
    const expected = new Set(recorded.map(({ commandId }) => commandId)).size;
    const has = (type: string) => recorded.some((event) => event.type === type);
    if (row?.version !== expected || row.opened !== has('CaseOpened') || row.closed !== has('CaseClosed'))
      world.wrong(`the row of ${caseId} does not follow from its events`);
  }
}

/** I4: work items kept step by step are those derived anew. */
function workItems(world: World): void {
  const { store } = world;
  const derived = [...store.cases.keys()].flatMap((caseId) =>
    store.procedure(caseId).opened === null ? [] : workItemsOf(caseId, worldOf(store.loadCase(caseId))),
  );
  const keys = new Set(derived.map((item) => `${item.caseId}|${itemKey(item)}`));
  for (const item of derived) {
    const kept = store.items.get(`${item.caseId}|${itemKey(item)}`);
    if (!isSame(kept, item)) world.wrong(`work item ${JSON.stringify(item)} is kept as ${JSON.stringify(kept)}`);
  }
  for (const [key] of store.items) if (!keys.has(key)) world.wrong(`work item ${key} follows from nothing`);
  for (const { id, closed } of store.cases.values())
    if (closed && openSteps(store.procedure(id)).length > 0) world.wrong(`${id} is closed and has open steps`);
}

/** I1, I2, I8: what was acknowledged is there exactly once, what was refused left nothing, nothing is left unknown. */
function answers(world: World): void {
  const recorded = grouped(world.store.events, ({ commandId }) => commandId);
  for (const [id, { sent, handled }] of world.ledger) {
    const events = recorded.get(id) ?? [];
    if (handled === 'UNKNOWN') world.wrong(`nobody knows what became of ${id}`);
    const expected = handled.outcome === 'ACCEPTED' ? handled.events : 0;
    if (events.length !== expected)
      world.wrong(`${sent.command.type} ${id} was answered ${handled.outcome} and left ${events.length} events`);
    if (events.some(({ ordinal }, at) => ordinal !== at)) world.wrong(`the events of ${id} are not one transaction`);
  }
  for (const [id, [event]] of recorded)
    if (!id.startsWith('p') && !world.ledger.has(id) && event?.recorder !== 'procedure')
      world.wrong(`${event?.type} was recorded by a command that nobody sent`);
}

/** Under BLOCK no list ever lifts the excellent beyond what the rule allows. */
function ceilings(world: World): void {
  const { rulebook, events } = world.store;
  const decided = new Map<string, QualityClass[]>();
  for (const event of events.filter(({ type }) => type === 'ListDecided')) {
    const { population, lines, submission } = JSON.parse(event.data) as ListDecided;
    const scope = `${event.streamId} ${population}`;
    const classes = decided.get(scope) ?? [];
    classes.push(...lines.map((line) => line.class));
    decided.set(scope, classes);
    const rules = rulebook.ceiling[population];
    const raised = lines.some((line) => line.class === 'EXCELLENT');
    if (rules.enforcement === 'BLOCK' && raised && checkCeiling(rules, countClasses(classes)).exceeded)
      world.wrong(`the ceiling was exceeded by ${splitSubmission(submission).caseId} before ${event.caseId}`);
  }
}

interface ListDecided {
  readonly population: 'members' | 'organisations';
  readonly submission: string;
  readonly lines: readonly { readonly class: QualityClass }[];
}

/** All that happened, by the heads of its events: the same for the same seed. */
export function fingerprint(events: readonly ChainedEvent[]): string {
  return events.map(({ hash }) => hash.toString('hex', 0, 4)).join('');
}

function grouped(
  events: readonly ChainedEvent[],
  key: (event: ChainedEvent) => string,
): ReadonlyMap<string, ChainedEvent[]> {
  const groups = new Map<string, ChainedEvent[]>();
  for (const event of events) {
    const group = groups.get(key(event));
    if (group === undefined) groups.set(key(event), [event]);
    else group.push(event);
  }
  return groups;
}
