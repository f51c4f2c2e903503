import type pg from 'pg';
import { workItemsOf } from '../../domain/handling/handle.js';
import { collectiveStream, cycleStream, memberStream, organisationStream, procedureStream } from '../../domain/ids.js';
import type { ProcedureState } from '../../domain/procedure/evolve.js';
import type { WorkItem } from '../../domain/procedure/work-items.js';
import type { CaseOfEvents } from '../audit/cases-of-events.js';
import { caseParts } from '../case-id.js';
import { loadedOf, worldOf } from '../loaded.js';
import type { Pooled } from '../read.js';
import type { StreamRow } from '../stream-row.js';
import { Fold } from './fold-until.js';
import { inSnapshot } from './snapshot.js';

/** Which cases are looked at: these, and those that follow from what is recorded of each (its children, the senders of its lists). */
export interface Scope {
  readonly cases: readonly string[];
  readonly follow: (procedure: ProcedureState) => readonly string[];
  /** Single streams of other cases. */
  readonly streams?: readonly string[];
}

/** The rows that lists and reports read, as they stood at an instant. */
export interface PastRows {
  readonly instant: string;
  readonly streams: readonly StreamRow[];
  readonly cases: readonly CaseOfEvents[];
  readonly items: readonly WorkItem[];
}

/** More streams than one answer folds. */
export class PastTooWide extends Error {
  constructor(readonly atMost: number) {
    super(`more than ${atMost} streams`);
  }
}

// A district has some 4,000 and takes a second or two: several times its states are held at once, as values and as text.
const STREAMS_AT_MOST = 20_000;

/**
 * Folds the events recorded up to an instant into rows, with the same functions as a command does; today's rows are not
 * looked at. All of it is read in one snapshot, and one journey at a time keeps a process's memory and connections.
 */
export function rowsAsOf(
  store: Pooled & Queued,
  instant: string,
  scope: Scope,
  streamsAtMost = STREAMS_AT_MOST,
): Promise<PastRows> {
  const travelled = (client: pg.ClientBase) => travel(client, instant, scope, streamsAtMost);
  return store.queue.run('as-of', () => inSnapshot(store, instant, travelled));
}

interface Queued {
  readonly queue: { run<Result>(key: string, work: () => Promise<Result>): Promise<Result> };
}

async function travel(
  client: pg.ClientBase,
  instant: string,
  { cases, follow, streams: others = [] }: Scope,
  streamsAtMost: number,
): Promise<PastRows> {
  const withinLimit = (streams: readonly string[]): readonly string[] => {
    if (folded.size + streams.length > streamsAtMost) throw new PastTooWide(streamsAtMost);
    return streams;
  };
  const folded = new Fold(client, instant);
  const seen = new Set<string>();
  for (let next = unique(cases); next.length > 0;) {
    for (const caseId of next) seen.add(caseId);
    await folded.take(withinLimit(unique(next.flatMap(streamsOf))));
    const opened = next.map((caseId) => folded.procedure(caseId));
    const members = unique(opened.flatMap(membersOf));
    await folded.take(withinLimit(members));
    next = unique(opened.flatMap(follow)).filter((caseId) => !seen.has(caseId));
  }
  await folded.take(withinLimit(unique(others)));
  const known = [...seen].flatMap((caseId) => folded.case(caseId) ?? []);
  const { streams } = folded;
  const world = worldOf(loadedOf({ ...NOTHING, streams: streams.map(({ id }) => id) }, [], streams, null));
  const items = known.flatMap(({ id }) => (folded.procedure(id).opened === null ? [] : workItemsOf(id, world)));
  return { instant, streams, cases: known, items };
}

const NOTHING = { cases: [], streams: [], membersOf: [], below: null };

function streamsOf(caseId: string): readonly string[] {
  const { cycle, organisation } = caseParts(caseId);
  if (cycle === null) return [];
  const own = [procedureStream(caseId), cycleStream(cycle)];
  return organisation === null
    ? own
    : [...own, organisationStream(cycle, organisation), collectiveStream(cycle, organisation)];
}

function membersOf({ opened }: ProcedureState): readonly string[] {
  if (opened === null || opened.kind === 'CYCLE') return [];
  const { cycle, subjects, unclassified } = opened;
  return [...subjects, ...unclassified.map(({ id }) => id)].map((member) => memberStream(cycle, member));
}

const unique = (ids: readonly string[]): readonly string[] => [...new Set(ids)];

/** Beneath a case: its children as they were named when it opened. */
export const children = ({ opened }: ProcedureState): readonly string[] =>
  opened?.children.map(({ caseId }) => caseId) ?? [];

export const alone = (): readonly string[] => [];
