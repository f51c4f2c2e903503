import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { say } from './progress.mjs';
import { testInfrastructure } from './test-infrastructure.mjs';
import { choose, needsServers, runLayers } from './test-layers.mjs';

/** Runs the tests that the arguments choose and closes with the line of their numbers; gives the exit code. */
export async function tests(args, { onStop }) {
  const chosen = choose(args);
  const env = needsServers(chosen) ? (await testInfrastructure({ onStop, careless: true })).env : process.env;
  const { passed, failed, skipped } = await runLayers(chosen, env);
  leftOut().forEach(([vi, en]) => say(`– ${vi}`, en));
  console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
  return failed === 0 ? 0 : 1;
}

function leftOut() {
  if (process.env.TEMPORAL_TEST_SERVER_PATH) return [];
  const why = onPath('java') ? 'chưa đặt TEMPORAL_TEST_SERVER_PATH' : 'không có Java';
  return [
    [
      `Bỏ qua kiểm thử tua nhanh thời gian: ${why}`,
      'time skipping left out: it needs Java and a test server (TEMPORAL_TEST_SERVER_PATH)',
    ],
  ];
}

const onPath = (name) => (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)));
