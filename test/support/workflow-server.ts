import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { activityInfo } from '@temporalio/activity';
import { fileURLToPath } from 'node:url';
import type { ProcedureActivities } from '../../libs/domain/ports.js';
import { temporalAddress, unique } from './temporal.js';

const SOURCES = fileURLToPath(new URL('../../workflows/index.ts', import.meta.url));

// Refusals and failures that tests provoke would fill the output
Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined), telemetryOptions: { logging: { forward: { level: 'ERROR' } } } });

/** A real Temporal server with one worker for many runs, each with a store of its own. */
export class WorkflowServer {
  readonly client: Client;
  readonly taskQueue: string;
  private readonly stores: Map<string, ProcedureActivities>;
  private readonly stop: () => Promise<void>;

  private constructor(client: Client, taskQueue: string, stores: Map<string, ProcedureActivities>, stop: () => Promise<void>) {
    this.client = client;
    this.taskQueue = taskQueue;
    this.stores = stores;
    this.stop = stop;
  }

  /** Starts a worker for the workflows, or for changed ones; `address` is another server than that of the test run. */
  static async start({ workflowsPath = SOURCES, address = temporalAddress() } = {}): Promise<WorkflowServer> {
    const stores = new Map<string, ProcedureActivities>();
    const taskQueue = unique('queue');
    const [connection, native, workflowBundle] = await Promise.all([
      Connection.connect({ address }),
      NativeConnection.connect({ address }),
      bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') }),
    ]);
    const worker = await Worker.create({
      connection: native,
      taskQueue,
      workflowBundle,
      activities: dispatching(stores),
      maxCachedWorkflows: 200,
      shutdownGraceTime: 0,
    });
    const running = worker.run();
    return new WorkflowServer(new Client({ connection }), taskQueue, stores, async () => {
      worker.shutdown();
      await running;
      await native.close();
      await connection.close();
    });
  }

  /** The workflows of this run find their store by the first part of their id. */
  serve(run: string, activities: ProcedureActivities): void {
    this.stores.set(run, activities);
  }

  async close(): Promise<void> {
    await this.stop();
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
