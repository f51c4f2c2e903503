import { fileURLToPath } from 'node:url';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import type { Sight } from '../sight.js';
import { finding, type Finding } from './finding.js';

// The compiled program lies beside what its workers run.
const BUNDLE = fileURLToPath(new URL('../../../../workflow-bundle.js', import.meta.url));

/** Whatever befell its workers, each run can be replayed from its history: by the next worker, and by a later version. */
export async function checkReplays({ temporal }: Sight): Promise<Finding> {
  Runtime.install({
    logger: new DefaultLogger('ERROR', () => undefined),
    telemetryOptions: { logging: { forward: { level: 'ERROR' } } },
  });
  const histories = temporal.workflow.list().intoHistories();
  const broken: string[] = [];
  let runs = 0;
  for await (const { workflowId, error } of Worker.runReplayHistories(
    { workflowBundle: { codePath: BUNDLE } },
    histories,
  )) {
    runs += 1;
    if (error !== undefined) broken.push(`${workflowId}: ${error.message.slice(0, 500)}`);
  }
  return finding(
    'replay',
    { vi: 'mọi quy trình chạy lại được từ lịch sử của nó', en: 'every run can be replayed from its history' },
    `${runs} runs that Temporal has`,
    broken,
  );
}
