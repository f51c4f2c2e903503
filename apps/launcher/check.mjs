import './node-version.mjs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { Failure } from './failure.mjs';
import { checkCheckout } from './folders.mjs';
import { fuzz } from './fuzz/fuzz.mjs';
import { install } from './install.mjs';
import { main } from './main.mjs';
import { root } from './paths.mjs';
import { stage } from './progress.mjs';
import { run } from './run.mjs';
import { tests } from './tests.mjs';

await main(async ({ onStop }) => {
  checkCheckout(root);
  await install();
  await gate('Định dạng', 'format', ['prettier', 'bin', 'prettier.cjs'], ['--check', '--log-level', 'warn', '.']);
  await build();
  await gate('Kiểu của kiểm thử', 'types of the tests', ['typescript', 'bin', 'tsc'], ['-b', 'test']);
  const folders = ['apps', 'workflows', 'activities', 'libs', 'test'];
  await gate('Soát mã', 'lint', ['oxlint', 'bin', 'oxlint'], ['--type-aware', ...folders]);
  const { line, code } = await tests([], { onStop });
  if (code !== 0) return code;
  await fuzz({ onStop, seed: 1 });
  // Once more, so that it is what the gate closes with
  console.log(line);
  return code;
});

function gate(vi, en, program, args) {
  return stage(vi, en, async () => {
    const { code, stdout, stderr } = await run(process.execPath, [join(root, 'node_modules', ...program), ...args], {
      cwd: root,
    });
    if (code !== 0)
      throw new Failure(`${vi}: chưa đạt\n${stdout}${stderr}`, `The ${en} gate did not pass; its messages are above.`);
  });
}
