import './node-version.mjs';
import { build } from './build.mjs';
import { checkCheckout } from './folders.mjs';
import { install } from './install.mjs';
import { main } from './main.mjs';
import { root } from './paths.mjs';
import { choose, needsServers } from './test-layers.mjs';
import { tests } from './tests.mjs';

await main(async ({ onStop }) => {
  checkCheckout(root);
  await install();
  const args = process.argv.slice(2);
  // Jest compiles what it loads: a developer's run of units does not wait for the whole house
  if (args.length === 0 || needsServers(choose(args))) await build();
  return (await tests(args, { onStop })).code;
});
