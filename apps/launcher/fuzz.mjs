import './node-version.mjs';
import { build } from './build.mjs';
import { checkCheckout } from './folders.mjs';
import { fuzz } from './fuzz/fuzz.mjs';
import { install } from './install.mjs';
import { main } from './main.mjs';
import { root } from './paths.mjs';

await main(async ({ onStop }) => {
  checkCheckout(root);
  await install();
  await build();
  const seed = Number(process.argv[2] ?? 1);
  await fuzz({ onStop, seed });
});
