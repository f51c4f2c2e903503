import './node-version.mjs';
import { build } from './build.mjs';
import { checkCheckout } from './folders.mjs';
import { install } from './install.mjs';
import { main } from './main.mjs';
import { root } from './paths.mjs';
import { tests } from './tests.mjs';

await main(async ({ onStop }) => {
  checkCheckout(root);
  await install();
  await build();
  return tests(process.argv.slice(2), { onStop });
});
