import { decide } from '../../../libs/domain/handling/handle.js';
import type { Actor, Command, Plan } from '../../../libs/domain/handling/world.js';
import { cycleStream, procedureStream } from '../../../libs/domain/ids.js';
import type { ProcedureState } from '../../../libs/domain/procedure/evolve.js';
import type { WorkItem } from '../../../libs/domain/procedure/work-items.js';
import { isRejection } from '../../../libs/domain/rejection.js';
import type { Rulebook } from '../../../libs/domain/rulebook.js';
import { caseChanges } from '../../../libs/store/append/case-change.js';
import type { ChainedEvent } from '../../../libs/store/append/chain.js';
import { foldEvents } from '../../../libs/store/append/fold-events.js';
import { itemChange, itemKey, type ItemChange } from '../../../libs/store/append/work-item-change.js';
import { rejected, type Handled } from '../../../libs/store/envelope.js';
import { isSame } from '../../../libs/store/audit/is-same.js';
import { initialOf } from '../../../libs/store/fold.js';
import type { CaseRow } from '../../../libs/store/loaded.js';
import { loadedOf, worldOf, type Loaded } from '../../../libs/store/loaded.js';
import { planFor } from '../../../libs/store/plan.js';
import type { StreamRow } from '../../../libs/store/stream-row.js';
import { loadCalendar } from '../../../libs/rulebook/load-calendar.js';
import { wasOffered } from '../offered.js';
import type { Cast } from './cast.js';
import { Violation } from './violation.js';

const CALENDAR = loadCalendar('rulebooks');

/** A command on its way, as who sent it; the same id is recorded once. */
export interface Sent {
  readonly id: string;
  readonly command: Command;
  readonly actor: Actor;
}

/** A command whose plan was found without locks, and may have moved since. */
export interface Planned extends Sent {
  readonly plan: Plan;
}

/**
 * The event store without a database: plans, deciders, folds, the hash chain and the change of work items are those of
 * the house, the rows are maps. A command is planned first and decided later, so that others come between.
 */
export class SimulatedStore {
  readonly events: ChainedEvent[] = [];
  readonly outbox: string[] = [];
  readonly streams = new Map<string, StreamRow>();
  readonly cases = new Map<string, CaseRow>();
  readonly items = new Map<string, WorkItem>();
  readonly answers = new Map<string, Sent & { readonly handled: Handled }>();
  private readonly ofCase = new Map<string, string[]>();
  private readonly parents = new Map<string, string | null>();
  now: number;

  constructor(
    readonly cast: Cast,
    readonly rulebook: Rulebook,
    begin: string,
    private readonly rules: typeof decide = decide,
  ) {
    this.now = Date.parse(begin);
  }

  async plan(sent: Sent): Promise<Planned> {
    return { ...sent, plan: await planFor(sent.command, async (caseId) => this.procedure(caseId)) };
  }

  /** Decides under the locks and records; `crash` ends before anything is recorded. */
  async commit({ id, command, actor, plan: planned }: Planned, crash = false): Promise<Handled> {
    const before = actor.kind === 'PERSON' ? this.answers.get(id) : undefined;
    if (before !== undefined)
      return isSame({ command, actor }, { command: before.command, actor: before.actor })
        ? { ...before.handled, replayed: true }
        : rejected('IDEMPOTENCY_KEY_REUSED', {});
    const now = await planFor(command, async (caseId) => this.procedure(caseId));
    // Nothing is awaited from here on: this is the transaction.
    const plan = covers(planned, now) ? planned : now;
    const loaded = this.load(plan);
    const instant = new Date(this.now).toISOString();
    const decision = this.rules(worldOf(loaded), command, {
      actor,
      now: instant,
      rulebook: this.rulebook,
      calendar: CALENDAR,
    });
    if (crash) throw new Crashed();
    if (isRejection(decision)) {
      const refusal = rejected(decision.rejected, decision.details);
      if (actor.kind === 'PERSON') this.answers.set(id, { id, command, actor, handled: refusal });
      return refusal;
    }
    if (actor.kind === 'PERSON' && command.type !== 'createCycle') this.wasOffered(command, actor);
    const folded = foldEvents(loaded.streams, decision.events, {
      commandId: id,
      recorder: recorderOf(actor),
      now: instant,
    });
    const looking = actor.kind === 'PROCEDURE' ? command.case : null;
    const changes = caseChanges(loaded, decision.events, looking);
    const unlocked = changes.find(
      ({ id: caseId, opened }) => !opened && this.cases.has(caseId) && !loaded.cases.has(caseId),
    );
    if (unlocked !== undefined) throw new Error(`${command.type} records in ${unlocked.id}, which it did not lock`);
    this.change(itemChange(loaded, decision.events, worldOf(loaded), worldOf(loaded, folded.streams)));
    this.events.push(...folded.events);
    for (const row of folded.streams.values()) this.keep(row);
    for (const { id: caseId, parent, opened, closed, tell } of changes) {
      const row = this.cases.get(caseId) ?? { id: caseId, version: 0, opened: false, closed: false };
      this.cases.set(caseId, {
        id: caseId,
        version: row.version + 1,
        opened: row.opened || opened,
        closed: row.closed || closed,
      });
      if (opened) this.parents.set(caseId, parent);
      if (tell !== null) this.outbox.push(caseId);
    }
    const versions = Object.fromEntries(changes.map(({ id: caseId }) => [caseId, this.version(caseId)]));
    const handled: Handled = {
      outcome: 'ACCEPTED',
      answer: decision.answer,
      versions,
      events: folded.events.length,
      replayed: false,
    };
    if (actor.kind === 'PERSON') this.answers.set(id, { id, command, actor, handled });
    return handled;
  }

  private wasOffered(command: Command, actor: Actor): void {
    const world = worldOf(this.loadCase(command.case));
    if (!wasOffered(command, { world, actor, rulebook: this.rulebook }))
      throw new Violation(`${command.type} was accepted and not offered`);
  }

  private keep(row: StreamRow): void {
    if (!this.streams.has(row.id)) {
      const ofCase = this.ofCase.get(row.caseId);
      if (ofCase === undefined) this.ofCase.set(row.caseId, [row.id]);
      else ofCase.push(row.id);
    }
    this.streams.set(row.id, row);
  }

  procedure(caseId: string): ProcedureState {
    const stream = procedureStream(caseId);
    return (this.streams.get(stream)?.state ?? initialOf(stream)) as ProcedureState;
  }

  version(caseId: string): number {
    return this.cases.get(caseId)?.version ?? 0;
  }

  digest(stream: string): string {
    return this.streams.get(stream)?.head.toString('hex') ?? '';
  }

  openCases(): readonly string[] {
    return [...this.cases.values()].filter(({ opened, closed }) => opened && !closed).map(({ id }) => id);
  }

  /** All that a case's view and its work items are derived from. */
  loadCase(caseId: string): Loaded {
    const cycle = caseId.split('/')[1] ?? '';
    const streams = [...(this.ofCase.get(caseId) ?? []), cycleStream(cycle)];
    const organisation = caseId.split('/')[2] ?? '';
    const perhaps = [`organisation-review/${cycle}/${organisation}`, `collective-review/${cycle}/${organisation}`];
    return this.load({
      cases: [caseId],
      streams: [...streams, ...perhaps],
      membersOf: [],
      below: null,
      registryOf: null,
      bodyOf: null,
    });
  }

  private load(plan: Plan): Loaded {
    const below = plan.below === null ? [] : this.below(plan.below);
    const cases = [...new Set([...plan.cases, ...below])].flatMap((id) => this.cases.get(id) ?? []);
    const named = [...plan.cases, ...below].map(procedureStream).concat(plan.streams);
    const members = plan.membersOf
      .flatMap((caseId) => this.ofCase.get(caseId) ?? [])
      .filter((id) => id.startsWith('member-review/'));
    const streams = [...new Set([...named, ...members])].flatMap((id) => this.streams.get(id) ?? []);
    const registry = plan.registryOf === null ? null : this.cast.tree.snapshot(plan.registryOf.organisation);
    return loadedOf(plan, cases, streams, registry, this.cast.sittingOn(plan.bodyOf));
  }

  private below(caseId: string): readonly string[] {
    const children = [...this.parents].filter(([, parent]) => parent === caseId).map(([id]) => id);
    return [...children, ...children.flatMap((child) => this.below(child))];
  }

  /** As the parts of the statement do it (libs/store/append/item-parts.ts). */
  private change({ gone, come, closedSteps, closedCases, moved }: ItemChange): void {
    const remove = (where: (item: WorkItem) => boolean): void => {
      for (const [key, item] of this.items) if (where(item)) this.items.delete(key);
    };
    for (const item of gone) this.items.delete(keyOf(item));
    for (const item of come) this.items.set(keyOf(item), item);
    for (const at of closedSteps) remove((item) => isAt(item, at));
    for (const caseId of closedCases) remove((item) => item.caseId === caseId);
    for (const at of moved)
      for (const [key, item] of this.items) if (isAt(item, at)) this.items.set(key, { ...item, dueAt: at.dueAt });
  }
}

/** The process was gone before the transaction ended. */
export class Crashed extends Error {}

export const recorderOf = (actor: Actor): string => (actor.kind === 'PERSON' ? actor.person : 'procedure');

const keyOf = (item: WorkItem): string => `${item.caseId}|${itemKey(item)}`;

type At = Pick<WorkItem, 'caseId' | 'step' | 'pass'>;
const isAt = (item: WorkItem, { caseId, step, pass }: At): boolean =>
  item.caseId === caseId && item.step === step && item.pass === pass;

function covers(planned: Plan, needed: Plan): boolean {
  const all = (one: readonly string[], other: readonly string[]) => other.every((each) => one.includes(each));
  return (
    all(planned.cases, needed.cases) &&
    all(planned.streams, needed.streams) &&
    all(planned.membersOf, needed.membersOf) &&
    planned.below === needed.below
  );
}
