import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { Deployment, DEPLOYMENT } from '../../apps/worker/temporal/deployment.js';
import { createNamespace } from '../support/temporal.js';
import { openingsAndClosings } from '../support/openings.js';
import { Run } from '../support/workflow-run.js';
import { CELL, cellOfFour, COMMUNE, playCellOfFour } from '../support/workflow-scenes.js';
import { WorkflowServer } from '../support/workflow-server.js';
import { variant } from '../support/workflow-variant.js';

const COLLECTIVE = `  await committee.step({ ...own, name: 'COLLECTIVE', asks: 'LEADERSHIP_COLLECTIVE', until: everyPartDone });`;
/** The next version: cases that have not come so far get one more step before the collective's review. */
const NEXT = variant('next-version', 'committee-review/committee-review.workflow.ts', [
  [
    COLLECTIVE,
    `  if (patched('word-before')) await committee.step({ ...own, name: 'OPINION', asks: 'NOBODY', until: () => ({}) });\n${COLLECTIVE}`,
  ],
  [`import type { CaseInput,`, `import { patched } from '@temporalio/workflow';\nimport type { CaseInput,`],
]);
// Deeds of the scene after which a worker comes: in the middle, and when the committee has taken its new step
const MIDDLE = 8;
const PAST = 24;

let plain: readonly string[];
const done = ({ store }: Run): readonly string[] => [...openingsAndClosings(store.transactions)].sort();
const added = (all: readonly string[]): readonly string[] => all.filter((each) => !plain.includes(each));

/** Two versions of the worker, at work at the same time on the same cases; the later starts when it is asked to. */
class Versions {
  private readonly all: WorkflowServer[] = [];
  private readonly promotions: Promise<void>[] = [];
  readonly run: Run;

  private constructor(
    private readonly namespace: string,
    readonly server: WorkflowServer,
  ) {
    this.all.push(server);
    this.run = new Run(server, cellOfFour());
  }

  static async start(): Promise<Versions> {
    const namespace = await createNamespace('upgrade');
    const version = { deploymentName: DEPLOYMENT, buildId: 'v1' };
    const first = await WorkflowServer.start({ namespace, version: { version, ...VERSIONED } });
    const versions = new Versions(namespace, first);
    await versions.current('v1');
    return versions;
  }

  /** The next version starts beside the first, as in a rolling upgrade. */
  async next(): Promise<void> {
    const version = { deploymentName: DEPLOYMENT, buildId: 'v2' };
    const options = { namespace: this.namespace, beside: this.server, workflowsPath: NEXT };
    this.all.push(await WorkflowServer.start({ ...options, version: { version, ...VERSIONED } }));
    await this.current('v2');
  }

  /** A worker of that version starts and makes its version the current one, as apps/worker does. */
  async current(buildId: string): Promise<void> {
    const deployment = new Deployment(this.server.client, buildId, 'auto');
    const once = new AbortController();
    this.promotions.push(deployment.run(once.signal, await deployment.options(once.signal)));
    while ((await this.currentBuild()) !== buildId) await sleep(20);
    once.abort();
  }

  async currentBuild(): Promise<string | undefined> {
    const { workflowService } = this.server.client;
    const found = await workflowService
      .describeWorkerDeployment({ namespace: this.namespace, deploymentName: DEPLOYMENT })
      .catch(() => undefined);
    return found?.workerDeploymentInfo?.routingConfig?.currentDeploymentVersion?.buildId ?? undefined;
  }

  async forgetCurrent(): Promise<void> {
    await this.server.client.workflowService.setWorkerDeploymentCurrentVersion({
      namespace: this.namespace,
      deploymentName: DEPLOYMENT,
      buildId: '',
      identity: 'test',
    });
  }

  /** The version that ran a case last. */
  async buildOf(caseId: string): Promise<string | undefined> {
    const { raw } = await this.run.handle(caseId).describe();
    return raw.workflowExecutionInfo?.versioningInfo?.deploymentVersion?.buildId ?? undefined;
  }

  async close(): Promise<void> {
    await Promise.all(this.promotions);
    for (const server of this.all.reverse()) await server.close();
  }
}

const VERSIONED = { useWorkerVersioning: true, defaultVersioningBehavior: 'AUTO_UPGRADE' } as const;

// WORKFLOW_TASK_FAILED_CAUSE_NON_DETERMINISTIC_ERROR
const NON_DETERMINISTIC = 24;

let versions: Versions;
beforeAll(async () => {
  const server = await WorkflowServer.start();
  const run = new Run(server, cellOfFour());
  await playCellOfFour(run);
  plain = done(run);
  await server.close();
}, 180_000);

/** Plays the scene and does something after some of its deeds. */
async function play(at: Readonly<Record<number, () => Promise<void>>>, run = versions.run): Promise<void> {
  let deeds = 0;
  await playCellOfFour(run, async () => {
    deeds += 1;
    await at[deeds]?.();
  });
}

describe('an old worker and a new one at once', () => {
  beforeAll(async () => {
    versions = await Versions.start();
  }, 60_000);
  afterAll(() => versions.close());

  test('cases that are half way go on with the new version, its new step included; nothing is done twice', async () => {
    let before: readonly (string | undefined)[] = [];
    await play({
      [MIDDLE]: async () => {
        before = await Promise.all([CELL, COMMUNE].map((each) => versions.buildOf(each)));
        await versions.next();
      },
    });
    expect(before).toEqual(['v1', 'v1']);
    expect(await versions.buildOf(COMMUNE)).toBe('v2');
    expect(await versions.run.end(COMMUNE)).toBeNull();
    expect(added(done(versions.run)).map((each) => JSON.parse(each) as object)).toEqual([
      expect.objectContaining({ type: 'closeStep', step: 'OPINION', pass: 'own' }),
      expect.objectContaining({ type: 'openStep', step: 'OPINION', pass: 'own' }),
    ]);
    expect(done(versions.run)).toHaveLength(plain.length + 2);
  }, 180_000);
});

describe('a version that is taken back', () => {
  beforeAll(async () => {
    versions = await Versions.start();
  }, 60_000);
  afterAll(() => versions.close());

  test('before its new step was taken: cases go on with the old one as if nothing had been', async () => {
    await play({ [MIDDLE]: () => versions.next(), [MIDDLE + 4]: () => versions.current('v1') });
    expect(await versions.buildOf(COMMUNE)).toBe('v1');
    expect(done(versions.run)).toEqual(plain);
  }, 180_000);

  test('after: its tasks fail and change nothing until the version that knows the step is back', async () => {
    const again = new Run(versions.server, cellOfFour());
    await versions.current('v2');
    let back = Promise.resolve();
    await play(
      {
        [PAST]: async () => {
          await versions.current('v1');
          back = untilFailed(again, COMMUNE).then(() => versions.current('v2'));
        },
      },
      again,
    );
    await back;
    expect(done(again)).toHaveLength(plain.length + 2);
    expect(await again.end(COMMUNE)).toBeNull();
  }, 180_000);

  test('a server that has no current version any more is told again', async () => {
    const deployment = new Deployment(versions.server.client, 'v2', 'auto');
    const stopping = new AbortController();
    const running = deployment.run(stopping.signal, await deployment.options(stopping.signal));
    while ((await versions.currentBuild()) !== 'v2') await sleep(50);
    await versions.forgetCurrent();
    expect(await versions.currentBuild()).toBeUndefined();
    while ((await versions.currentBuild()) !== 'v2') await sleep(200);
    stopping.abort();
    await running;
  }, 60_000);

  test('where versions are switched off the worker polls for all', async () => {
    const { useWorkerVersioning } = await new Deployment(versions.server.client, 'v2', 'off').options(
      AbortSignal.timeout(1_000),
    );
    expect(useWorkerVersioning).toBe(false);
  });
});

/** Waits until a task of a case has failed because its history does not fit the code. */
async function untilFailed(run: Run, caseId: string): Promise<void> {
  for (;;) {
    const { events } = await run.handle(caseId).fetchHistory();
    if (events?.some(({ workflowTaskFailedEventAttributes: failed }) => failed?.cause === NON_DETERMINISTIC)) return;
    await sleep(100);
  }
}
