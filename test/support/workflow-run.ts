import { ApplicationFailure } from '@temporalio/common';
import { QueryNotRegisteredError, WorkflowNotFoundError, type WorkflowHandle } from '@temporalio/client';
import type { History } from '@temporalio/common/lib/proto-utils.js';
import { setTimeout as sleep } from 'node:timers/promises';
import { CASE_CHANGED, WORKFLOW_OF, type CaseView, type ProcedureActivities } from '../../libs/domain/ports.js';
import type { MemoryStore } from './memory-store.js';
import { unique } from './temporal.js';
import type { WorkflowServer } from './workflow-server.js';

/** How the workflows of a run hear of changes, and what stands between them and the store. */
export interface RunOptions {
  readonly signals?: 'ONCE' | 'TWICE' | 'NEVER';
  readonly activities?: (activities: ProcedureActivities) => ProcedureActivities;
}

/** The workflows of one store on a real server, told of its changes as the relay would tell them. */
export class Run {
  readonly store: MemoryStore;
  private readonly id = unique('run');
  private readonly server: WorkflowServer;
  private readonly times: number;
  private sending: Promise<unknown>[] = [];

  constructor(
    server: WorkflowServer,
    store: MemoryStore,
    { signals = 'ONCE', activities = (each) => each }: RunOptions = {},
  ) {
    this.server = server;
    this.store = store;
    this.times = { ONCE: 1, TWICE: 2, NEVER: 0 }[signals];
    server.serve(this.id, activities(store.activities));
    store.onTransaction(({ cases, command, actor }) => {
      const opened = cases.filter((caseId) => store.cases().includes(caseId));
      // What a workflow records in its own case it sees by itself
      const byItself = actor.kind === 'PROCEDURE' && command.type !== 'markOverdue';
      const told = opened.filter((caseId) => !(byItself && caseId === command.case));
      for (const caseId of told) if (!store.view(caseId).closed) this.tell(caseId, this.times);
    });
  }

  /** Starts what is open and does not run, as the sweeper does, and waits until nothing moves any more. */
  async sweep(): Promise<void> {
    for (const caseId of this.store.openCases()) this.tell(caseId, 1);
    await this.settled();
  }

  /** Waits until every open case has seen its last version and done all that follows from it. */
  async settled(): Promise<void> {
    for (;;) {
      const before = this.store.transactions.length;
      await this.sent();
      const open = this.store.openCases();
      const still = open.every((caseId) => this.hasSeenAll(caseId) && this.server.isIdle(this.workflowId(caseId)));
      if (still && this.sending.length === 0 && this.store.transactions.length === before) return;
      if (this.times === 0) await this.remind(open);
      await sleep(5);
    }
  }

  /** Settled on the server too: no task of an open case is scheduled or under way, so all its timers stand there. */
  async atRest(): Promise<void> {
    do await this.settled();
    while (!(await this.serverRests()));
  }

  private async serverRests(): Promise<boolean> {
    for (const caseId of this.store.openCases()) {
      const { events } = await this.handle(caseId).fetchHistory();
      const last = events?.at(-1);
      if (last?.workflowTaskScheduledEventAttributes || last?.workflowTaskStartedEventAttributes) return false;
    }
    return true;
  }

  /** Where signals are lost, cases hear of changes by the sweeper alone. */
  private async remind(open: readonly string[]): Promise<void> {
    for (const caseId of open) if (!this.hasSeenAll(caseId)) this.tell(caseId);
    await sleep(50);
  }

  private hasSeenAll(caseId: string): boolean {
    return this.store.looked.get(caseId) === this.store.version(caseId);
  }

  /** Sends a signal, starting the workflow where none runs. */
  tell(caseId: string, times = 1): void {
    for (let time = 0; time < times; time += 1) this.sending.push(this.signal(caseId));
  }

  async signal(caseId: string): Promise<void> {
    await this.server.client.workflow.signalWithStart(WORKFLOW_OF[this.store.view(caseId).kind], {
      workflowId: this.workflowId(caseId),
      taskQueue: this.server.taskQueue,
      args: [{ caseId }],
      signal: CASE_CHANGED,
      signalArgs: [],
      workflowIdConflictPolicy: 'USE_EXISTING',
    });
  }

  handle(caseId: string): WorkflowHandle {
    return this.server.client.workflow.getHandle(this.workflowId(caseId));
  }

  /** Ids of all runs that a case has had, each continued as the next, the first one first. */
  async runIds(caseId: string): Promise<readonly string[]> {
    const ids: string[] = [];
    for (let next: string | undefined = await this.firstRunId(caseId); next; next = await this.nextRunId(caseId, next))
      ids.push(next);
    return ids;
  }

  historyOf(caseId: string, runId: string): Promise<History> {
    return this.server.client.workflow.getHandle(this.workflowId(caseId), runId).fetchHistory();
  }

  private async firstRunId(caseId: string): Promise<string> {
    const { raw } = await this.handle(caseId).describe();
    return raw.workflowExecutionInfo?.firstRunId ?? '';
  }

  private async nextRunId(caseId: string, runId: string): Promise<string | undefined> {
    const last = (await this.historyOf(caseId, runId)).events?.at(-1);
    return last?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId ?? undefined;
  }

  /** What Temporal's UI shows of a case; nothing as long as its workflow has not looked. */
  async details(caseId: string): Promise<string> {
    try {
      const metadata = await this.handle(caseId).query<{ readonly currentDetails?: string }>(
        '__temporal_workflow_metadata',
      );
      return metadata.currentDetails ?? '';
    } catch (error) {
      if (error instanceof WorkflowNotFoundError || error instanceof QueryNotRegisteredError) return '';
      throw error;
    }
  }

  /** What the workflow of a case has seen. */
  async view(caseId: string): Promise<CaseView> {
    return await this.handle(caseId).query<CaseView>('view');
  }

  /** How the workflow of a case ended: nothing, or the type of its failure. */
  async end(caseId: string): Promise<string | null> {
    try {
      await this.handle(caseId).result();
      return null;
    } catch (error) {
      for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
        if (cause instanceof ApplicationFailure) return cause.type ?? null;
      }
      throw error;
    }
  }

  /** Starts a workflow as anybody who reaches the server might, and gives the type of its failure. */
  async endOf(caseId: string, workflow: string): Promise<string | null> {
    const { taskQueue } = this.server;
    await this.server.client.workflow.start(workflow, {
      workflowId: this.workflowId(caseId),
      taskQueue,
      args: [{ caseId }],
    });
    return await this.end(caseId);
  }

  /** Ends the workflows as an operator might: nothing of the store is touched. */
  async terminate(): Promise<void> {
    await this.sent();
    await Promise.allSettled(this.store.cases().map((caseId) => this.handle(caseId).terminate()));
  }

  /** Takes the run of every open case back to its first task, as an operator might. */
  async reset(): Promise<void> {
    await this.sent();
    const { client } = this.server;
    for (const caseId of this.store.openCases()) {
      const workflowExecution = { workflowId: this.workflowId(caseId) };
      await client.workflowService.resetWorkflowExecution({
        namespace: client.options.namespace,
        workflowExecution,
        // The end of the first task, whatever it led to
        workflowTaskFinishEventId: (await this.firstTask(caseId)).eventId ?? null,
        requestId: unique('reset'),
        reason: 'test',
      });
    }
    await this.settled();
  }

  private async firstTask(caseId: string) {
    const { events } = await this.handle(caseId).fetchHistory();
    const first = events?.find(({ workflowTaskCompletedEventAttributes: completed }) => completed);
    if (first === undefined) throw new Error(`${caseId} has no task yet`);
    return first;
  }

  private workflowId(caseId: string): string {
    return `${this.id}~${caseId}`;
  }

  private async sent(): Promise<void> {
    while (this.sending.length > 0) await Promise.all(this.sending.splice(0));
  }
}
