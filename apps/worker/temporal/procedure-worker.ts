import { fileURLToPath } from 'node:url';
import { Worker, type NativeConnection, type WorkerDeploymentOptions } from '@temporalio/worker';
import { procedureActivities } from '../../../activities/procedure.activities.js';
import { TASK_QUEUE } from '../../../libs/domain/ports.js';
import type { Store } from '../../../libs/store/store.js';

/** Where the build leaves the workflows. */
export const BUNDLE = fileURLToPath(new URL('../../../workflow-bundle.js', import.meta.url));

/** The Temporal worker that runs the procedures: workflows from the prebuilt bundle, activities on the event store. */
export function createWorker(
  connection: NativeConnection,
  namespace: string,
  store: Store,
  workerDeploymentOptions: WorkerDeploymentOptions,
): Promise<Worker> {
  return Worker.create({
    connection,
    namespace,
    taskQueue: TASK_QUEUE,
    workerDeploymentOptions,
    workflowBundle: { codePath: BUNDLE },
    activities: procedureActivities(store),
    // A cache smaller than the open cases replays them over and over (half the rate when tried).
    maxCachedWorkflows: 1_000,
    // Few at once, each done soon: forty at once on two busy cores outlived their time and were all done over.
    maxConcurrentWorkflowTaskExecutions: 12,
    maxConcurrentLocalActivityExecutions: 12,
    // A worker that was killed is waited for so long before another replays; one that ends well says so.
    stickyQueueScheduleToStartTimeout: '5s',
    // Shorter than the supervisor's patience
    shutdownGraceTime: '5s',
    shutdownForceTime: '10s',
  });
}
