import { ApplicationFailure } from '@temporalio/common';
import {
  decide,
  evolve,
  initialState,
  packView,
  planOf,
  viewOf,
  workItemsOf,
} from '../../libs/domain/handling/handle.js';
import type { Accepted, Actor, Command, Decision, Plan, World } from '../../libs/domain/handling/world.js';
import { cycleStream, procedureStream } from '../../libs/domain/ids.js';
import type { CaseAhead, CaseView, Look, ProcedureActivities } from '../../libs/domain/ports.js';
import type { ProcedureCommand } from '../../libs/domain/procedure/commands.js';
import type { ProcedureState } from '../../libs/domain/procedure/evolve.js';
import type { WorkItem } from '../../libs/domain/procedure/work-items.js';
import type { RegistrySnapshot } from '../../libs/domain/registry/snapshot.js';
import { isRejection } from '../../libs/domain/rejection.js';
import type { Rulebook } from '../../libs/domain/rulebook.js';
import { loadCalendar } from '../../libs/rulebook/load-calendar.js';
import type { Tree } from './workflow-tree.js';

const CALENDAR = loadCalendar('rulebooks');
const PROCEDURE: Actor = { kind: 'PROCEDURE' };

/** One accepted command that recorded something, in the order of recording. */
export interface Transaction {
  readonly command: Command;
  readonly actor: Actor;
  readonly accepted: Accepted;
  /** When it was recorded. */
  readonly at: string;
  /** Cases that this moved. */
  readonly cases: readonly string[];
}

/** A transaction as it can be written down. */
export type Happened = Omit<Transaction, 'cases'>;

/** Told of every transaction, as the outbox would be. */
export type Listener = (transaction: Transaction) => void;

/**
 * The event store in memory: the real deciders and folds over plain maps, one transaction after the other. It keeps
 * all its transactions, and any prefix of them can be taken up again as a store of its own.
 */
export class MemoryStore {
  readonly transactions: Transaction[] = [];
  readonly looked = new Map<string, number>();
  /** What runs said that had seen more than there is. */
  readonly ahead: CaseAhead[] = [];
  private readonly streams = new Map<string, { state: unknown; caseId: string; version: number }>();
  /** Transactions of each case. */
  readonly versions = new Map<string, number>();
  private readonly listeners: Listener[] = [];
  readonly tree: Tree;
  readonly rulebook: Rulebook;

  private readonly clock: () => Promise<number>;

  constructor(tree: Tree, rulebook: Rulebook, clock: () => Promise<number> = async () => Date.now()) {
    this.tree = tree;
    this.rulebook = rulebook;
    this.clock = clock;
  }

  /** A store in which this has happened. */
  static of(tree: Tree, rulebook: Rulebook, happened: readonly Happened[], clock?: () => Promise<number>): MemoryStore {
    const store = new MemoryStore(tree, rulebook, clock);
    for (const { command, actor, accepted, at } of happened) store.append(command, actor, accepted, at);
    return store;
  }

  /** A store in which only the first transactions have happened. */
  prefix(length: number, clock?: () => Promise<number>): MemoryStore {
    return MemoryStore.of(this.tree, this.rulebook, this.transactions.slice(0, length), clock);
  }

  onTransaction(listener: Listener): void {
    this.listeners.push(listener);
  }

  /** Plans, decides and records; a refusal is given back. */
  async handle(command: Command, actor: Actor): Promise<Decision> {
    const plan = await planOf(command, async (caseId) => this.procedure(caseId));
    const now = new Date(await this.clock()).toISOString();
    const context = { actor, now, rulebook: this.rulebook, calendar: CALENDAR };
    const decision = decide(this.world(plan), command, context);
    if (!isRejection(decision) && decision.events.length > 0) this.append(command, actor, decision, now);
    return decision;
  }

  /** What a workflow may ask of this store, as an object literal. */
  get activities(): ProcedureActivities {
    const look = (caseId: string): Look => {
      if (this.procedure(caseId).opened === null) throw ApplicationFailure.nonRetryable(caseId, 'NOT_FOUND');
      const version = this.version(caseId);
      this.looked.set(caseId, version);
      return { version, view: packView(this.view(caseId)) };
    };
    const record = async (command: ProcedureCommand): Promise<Look> => {
      const decision = await this.handle(command, PROCEDURE);
      if (!isRejection(decision) || MOVED_ON.includes(decision.rejected)) return look(command.case);
      throw new Error(`${command.type} refused: ${decision.rejected} ${JSON.stringify(decision.details)}`);
    };
    return {
      look: async (caseId) => look(caseId),
      openStep: (step) => record({ type: 'openStep', ...step }),
      closeStep: (step) => record({ type: 'closeStep', ...step }),
      remind: (step) => record({ type: 'remind', ...step }),
      markOverdue: (step) => record({ type: 'markOverdue', ...step }),
      escalate: (step) => record({ type: 'escalate', ...step }),
      openCases: async (caseId, children) => {
        for (const child of children) await record({ type: 'openCase', case: caseId, child });
        return look(caseId);
      },
      tellAhead: async (ahead) => void this.ahead.push(ahead),
      settle: (caseId) => record({ type: 'settle', case: caseId }),
      closeCase: (request) => record({ type: 'closeCase', ...request }),
    };
  }

  view(caseId: string): CaseView {
    return viewOf(caseId, this.world(null));
  }

  workItems(caseId: string): readonly WorkItem[] {
    return workItemsOf(caseId, this.world(null));
  }

  version(caseId: string): number {
    return this.versions.get(caseId) ?? 0;
  }

  has(stream: string): boolean {
    return this.streams.has(stream);
  }

  digest(stream: string): string {
    return `${stream}@${this.streams.get(stream)?.version ?? 0}`;
  }

  /** Cases that have been opened and not closed. */
  openCases(): readonly string[] {
    return this.cases().filter((caseId) => !this.procedure(caseId).closed);
  }

  cases(): readonly string[] {
    return [...this.versions.keys()].filter((caseId) => this.procedure(caseId).opened !== null);
  }

  private procedure(caseId: string): ProcedureState {
    return this.state(procedureStream(caseId)) as ProcedureState;
  }

  private state(stream: string): unknown {
    return this.streams.get(stream)?.state ?? initialState(stream);
  }

  private append(command: Command, actor: Actor, accepted: Accepted, at: string): void {
    const recorder = actor.kind === 'PERSON' ? actor.person : 'procedure';
    for (const { stream, caseId, event } of accepted.events) {
      const version = this.streams.get(stream)?.version ?? 0;
      const state = evolve(stream, this.state(stream) as Parameters<typeof evolve>[1], event, recorder);
      this.streams.set(stream, { state, caseId, version: version + 1 });
    }
    const cases = [...new Set(accepted.events.map(({ caseId }) => caseId))];
    for (const caseId of cases) this.versions.set(caseId, this.version(caseId) + 1);
    const transaction = { command, actor, accepted, at, cases };
    this.transactions.push(transaction);
    for (const listener of this.listeners) listener(transaction);
  }

  /** The states that a plan names; everything without one. */
  private world(plan: Plan | null): World {
    const planned =
      plan && new Set([...plan.streams, ...this.below(plan.below).concat(plan.cases).map(procedureStream)]);
    const state = <State>(stream: string): State => {
      const caseId = this.streams.get(stream)?.caseId ?? '';
      if (planned && !planned.has(stream) && !plan.membersOf.includes(caseId))
        throw new Error(`${stream} is not in the plan`);
      return this.state(stream) as State;
    };
    return {
      procedure: (caseId) => state(procedureStream(caseId)),
      below: (caseId) => this.below(caseId).map((id) => this.procedure(id)),
      member: (stream) => state(stream),
      organisation: (stream) => state(stream),
      collective: (stream) => state(stream),
      cycle: (cycle) => state(cycleStream(cycle)),
      digest: (stream) => this.digest(stream),
      version: (caseId) => this.version(caseId),
      bodyMembers: [],
      registry: plan?.registryOf ? this.snapshot(plan.registryOf.organisation) : null,
    };
  }

  private snapshot(organisation: string | null): RegistrySnapshot {
    return this.tree.snapshot(organisation);
  }

  private below(caseId: string | null): readonly string[] {
    if (caseId === null) return [];
    const children = this.cases().filter((id) => this.procedure(id).opened?.parent === caseId);
    return [...children, ...children.flatMap((child) => this.below(child))];
  }
}

/** Refusals that tell a workflow nothing but to look again. */
const MOVED_ON = ['CASE_MOVED', 'CASE_CLOSING', 'CASE_CLOSED'];
