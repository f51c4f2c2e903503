import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Logger } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, isGrpcServiceError } from '@temporalio/client';
import type { WorkerDeploymentOptions } from '@temporalio/worker';

/** Who says which version of the procedures is the current one; see docs/decisions/0014. */
export type Versioning = 'auto' | 'manual' | 'off';

/** One name for all that work on the cases of this system: the version that is current runs them all. */
export const DEPLOYMENT = 'kiemdiem';

const PACKAGE = new URL('../../../../package.json', import.meta.url);
const SOON_MS = 200;
const NOW_AND_THEN_MS = 10_000;
// Codes of gRPC: a name that is not there yet; versions that the server does not have, or not for this namespace
const NOT_FOUND = 5;
const UNKNOWN = [7, 12];

/** The version of a bundle of workflows: of the package, for people, and of the code itself, so that no two are alike. */
export function buildIdOf(bundle: string): string {
  const { version } = JSON.parse(readFileSync(PACKAGE, 'utf8')) as { readonly version: string };
  return `${version}-${createHash('sha256').update(readFileSync(bundle)).digest('hex').slice(0, 12)}`;
}

/** The worker's place among the versions that may be at work at the same time. */
export class Deployment {
  private readonly logger = new Logger(Deployment.name);

  constructor(
    private readonly client: Client,
    private readonly buildId: string,
    private readonly versioning: Versioning,
  ) {}

  /** How the worker polls: by its version, unless that is switched off or the server knows no versions. */
  async options(signal: AbortSignal): Promise<WorkerDeploymentOptions> {
    const version = { deploymentName: DEPLOYMENT, buildId: this.buildId };
    if (this.versioning === 'off' || !(await this.isKnownToServer(signal)))
      return { version, useWorkerVersioning: false };
    // Open cases go on with the current version: one small machine cannot keep the old ones for a year
    return { version, useWorkerVersioning: true, defaultVersioningBehavior: 'AUTO_UPGRADE' };
  }

  /**
   * Makes this version the current one, and again whenever none is (an emptied or restored server): without one no
   * worker gets any task.
   */
  async run(signal: AbortSignal, { useWorkerVersioning }: WorkerDeploymentOptions): Promise<void> {
    if (!useWorkerVersioning || this.versioning !== 'auto') return;
    for (let promoted = false; !signal.aborted;) {
      try {
        if (!promoted || (await this.current()) === null) {
          await this.promote();
          this.logger.log(`${DEPLOYMENT} ${this.buildId} is the current version`);
        }
        promoted = true;
      } catch (error) {
        // The server learns of a version by its first poll
        if (!hasCode(error, NOT_FOUND))
          this.logger.warn(`${this.buildId} is not made current and tried again: ${String(error)}`);
        promoted = false;
      }
      await sleep(promoted ? NOW_AND_THEN_MS : SOON_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  private async promote(): Promise<void> {
    await this.client.workflowService.setWorkerDeploymentCurrentVersion({
      namespace: this.client.options.namespace,
      deploymentName: DEPLOYMENT,
      buildId: this.buildId,
      identity: this.client.options.identity,
      ignoreMissingTaskQueues: true,
    });
  }

  /** Build id of the current version; null: there is none. */
  private async current(): Promise<string | null> {
    const { workerDeploymentInfo } = await this.describe();
    return workerDeploymentInfo?.routingConfig?.currentDeploymentVersion?.buildId ?? null;
  }

  /** False only where the server says so: whoever polls for all gets nothing where a version is current. */
  private async isKnownToServer(signal: AbortSignal): Promise<boolean> {
    for (;;) {
      try {
        await this.describe();
        return true;
      } catch (error) {
        if (hasCode(error, NOT_FOUND)) return true;
        this.logger.warn(`versions of workers: ${String(error)}`);
        if (hasCode(error, ...UNKNOWN)) return false;
        await sleep(NOW_AND_THEN_MS, undefined, { signal });
      }
    }
  }

  private describe() {
    return this.client.workflowService.describeWorkerDeployment({
      namespace: this.client.options.namespace,
      deploymentName: DEPLOYMENT,
    });
  }
}

const hasCode = (error: unknown, ...codes: readonly number[]): boolean =>
  isGrpcServiceError(error) && codes.includes(Number(error.code));
