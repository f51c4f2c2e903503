import { TestWorkflowEnvironment } from '@temporalio/testing';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { gzipSync } from 'node:zlib';
import { Run } from '../workflow-run.js';
import { WorkflowServer } from '../workflow-server.js';
import { HISTORIES, type Recording } from './recording.js';
import { SCENES, type Scene } from './scenes.js';

const EARLY = ['--dynamic-config-value', 'limit.historyCount.suggestContinueAsNew=25'];

/** Plays every scene on a real server and writes down what this version leaves behind. */
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };
const folder = join(HISTORIES, version);
const path = process.env['TEMPORAL_CLI_PATH'] ?? '';
const early = await TestWorkflowEnvironment.createLocal({
  server: { executable: { type: 'existing-path', path }, extraArgs: EARLY },
});
const [server, renewing] = [await WorkflowServer.start(), await WorkflowServer.start({ address: early.address })];
const files = new Map<string, Buffer>();
for (const scene of SCENES) {
  const recording = await record(scene, scene.renewed === true ? renewing : server);
  // Where it was recorded is nobody's business
  const text = JSON.stringify(recording).replaceAll(`${process.pid}@${hostname()}`, 'worker');
  const packed = gzipSync(text, { level: 9 });
  files.set(`${scene.name}.json.gz`, packed);
  console.log(
    `✓ ${version}/${scene.name}: ${recording.happened.length} giao dịch, ${recording.histories.length} lịch sử, ${packed.length} byte · transactions, histories, bytes`,
  );
}
// All or nothing: half a version would be no gate
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const [name, packed] of files) writeFileSync(join(folder, name), packed);
await server.close();
await renewing.close();
await early.teardown();

async function record({ name, store: makeStore, play }: Scene, on: WorkflowServer): Promise<Recording> {
  const run = new Run(on, makeStore());
  await play(run);
  const { store } = run;
  if (store.openCases().length > 0) throw new Error(`${name} did not come to its end`);
  const histories = [];
  for (const caseId of store.cases()) {
    for (const runId of await run.runIds(caseId)) {
      const history = JSON.parse(historyToJSON(await run.historyOf(caseId, runId))) as unknown;
      histories.push({ caseId, history });
    }
  }
  const happened = store.transactions.map(({ command, actor, accepted, at }) => ({ command, actor, accepted, at }));
  return { scene: name, tree: store.tree.written, rulebook: store.rulebook, happened, histories };
}
