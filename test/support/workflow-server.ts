import { Client, Connection } from '@temporalio/client';
import {
  bundleWorkflowCode,
  DefaultLogger,
  type InjectedSinks,
  NativeConnection,
  Runtime,
  Worker,
  type WorkerDeploymentOptions,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import { activityInfo } from '@temporalio/activity';
import { fileURLToPath } from 'node:url';
import type { ProcedureActivities } from '../../libs/domain/ports.js';
import { temporalAddress, unique } from './temporal.js';
import type { IdleSinks } from './workflow-idle.js';

const SOURCES = fileURLToPath(new URL('../../workflows/index.ts', import.meta.url));
const INTERCEPTORS = fileURLToPath(new URL('workflow-idle.ts', import.meta.url));

// Refusals and failures that tests provoke would fill the output
Runtime.install({
  logger: new DefaultLogger('ERROR', () => undefined),
  telemetryOptions: { logging: { forward: { level: 'ERROR' } } },
});

// On an overloaded machine seconds of the clock say nothing, and Node 20 crashes where a context outlives its limit
// (nodejs#38503); an option that the SDK takes and does not declare
const PATIENT = { isolateExecutionTimeout: '1 minute' };

export interface WorkflowServerOptions {
  readonly workflowsPath?: string;
  readonly address?: string;
  readonly namespace?: string;
  /** Another worker for the runs of this one. */
  readonly beside?: WorkflowServer;
  readonly version?: WorkerDeploymentOptions;
}

/** A real Temporal server with one worker for many runs, each with a store of its own. */
export class WorkflowServer {
  readonly taskQueue: string;
  private readonly stores: Map<string, ProcedureActivities>;
  private readonly outstanding: Map<string, number>;
  private readonly ending: (() => Promise<unknown>)[] = [];
  private bundle: WorkflowBundleWithSourceMap | undefined;
  private connected: Client | undefined;

  private constructor(beside?: WorkflowServer) {
    this.taskQueue = beside?.taskQueue ?? unique('queue');
    this.stores = beside?.stores ?? new Map();
    this.outstanding = beside?.outstanding ?? new Map();
  }

  /** Starts a worker for the workflows, or for changed ones; `address` is another server than that of the test run. */
  static async start({
    workflowsPath = SOURCES,
    address = temporalAddress(),
    namespace = 'default',
    beside,
    version,
  }: WorkflowServerOptions = {}): Promise<WorkflowServer> {
    const server = new WorkflowServer(beside);
    const [connection, native, workflowBundle] = await Promise.all([
      Connection.connect({ address }),
      NativeConnection.connect({ address }),
      bundleWorkflowCode({
        workflowsPath,
        workflowInterceptorModules: [INTERCEPTORS],
        logger: new DefaultLogger('ERROR'),
      }),
    ]);
    const worker = await Worker.create({
      connection: native,
      namespace,
      taskQueue: server.taskQueue,
      ...(version === undefined ? {} : { workerDeploymentOptions: version }),
      workflowBundle,
      activities: dispatching(server.stores),
      sinks: server.sinks,
      maxCachedWorkflows: 200,
      shutdownGraceTime: 0,
      ...PATIENT,
    });
    const running = worker.run();
    server.bundle = workflowBundle;
    server.connected = new Client({ connection, namespace });
    server.ending.push(async () => {
      worker.shutdown();
      await running;
      await native.close();
      await connection.close();
    });
    return server;
  }

  get client(): Client {
    if (this.connected === undefined) throw new Error('the server is not started');
    return this.connected;
  }

  /** The workflows of this run find their store by the first part of their id. */
  serve(run: string, activities: ProcedureActivities): void {
    this.stores.set(run, activities);
  }

  /** Runs a history through the workflows again; throws where they would do otherwise. */
  async replay(history: unknown): Promise<void> {
    if (this.bundle === undefined) throw new Error('the server is not started');
    await Worker.runReplayHistory({ workflowBundle: this.bundle, sinks: this.sinks }, history);
  }

  /** How many runs a workflow has had, each continued as the next. */
  async runsOf(workflowId: string): Promise<number> {
    let runs = 0;
    for await (const run of this.client.workflow.list({ query: `WorkflowId = '${workflowId}'` }))
      runs += run.runId ? 1 : 0;
    return runs;
  }

  /** True when a workflow has taken in all that it has asked for. */
  isIdle(workflowId: string): boolean {
    return this.outstanding.get(workflowId) === 0;
  }

  async close(): Promise<void> {
    for (const end of this.ending) await end();
  }

  private get sinks(): InjectedSinks<IdleSinks> {
    const concluded = {
      fn: ({ workflowId }: { readonly workflowId: string }, outstanding: number) => {
        this.outstanding.set(workflowId, outstanding);
      },
      // After an eviction the past says nothing about now
      callDuringReplay: false,
    };
    return { idle: { concluded } };
  }
}

const NAMES = [
  'look',
  'openStep',
  'closeStep',
  'remind',
  'markOverdue',
  'escalate',
  'openCases',
  'tellAhead',
  'settle',
  'closeCase',
] as const satisfies readonly (keyof ProcedureActivities)[];

type Call = (...args: readonly unknown[]) => Promise<unknown>;

function dispatching(stores: ReadonlyMap<string, ProcedureActivities>): Record<string, Call> {
  const call =
    (name: keyof ProcedureActivities): Call =>
    async (...args) => {
      const run = activityInfo().workflowExecution?.workflowId.split('~')[0] ?? '';
      const activities = stores.get(run);
      if (activities === undefined) throw new Error(`no store for ${run}`);
      return await (activities[name] as Call)(...args);
    };
  return Object.fromEntries(NAMES.map((name) => [name, call(name)]));
}
