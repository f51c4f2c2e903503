import { findTestServer } from './temporal-test-server.mjs';
import { testInfrastructure } from './test-infrastructure.mjs';
import { choose, needsServers, runLayers, skipsTime } from './test-layers.mjs';

/** Runs the tests that the arguments choose and closes with the line of their numbers, which it gives with the exit code. */
export async function tests(args, { onStop }) {
  const chosen = choose(args);
  const env = needsServers(chosen) ? (await testInfrastructure({ onStop, careless: true })).env : { ...process.env };
  const timeSkipping = skipsTime(chosen) ? await findTestServer() : undefined;
  if (timeSkipping) env.TEMPORAL_TEST_SERVER_PATH = timeSkipping;
  const { passed, failed, skipped } = await runLayers(chosen, env);
  const line = `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;
  console.log(line);
  return { line, code: failed === 0 ? 0 : 1 };
}
