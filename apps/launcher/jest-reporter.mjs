import { relative } from 'node:path';
import { root } from './paths.mjs';

/** Says which suite begins, which Jest itself shows on a terminal only. */
export default class SuiteStarts {
  onTestFileStart({ path }) {
    if (!process.stderr.isTTY) process.stderr.write(`RUNS ${relative(root, path)}\n`);
  }
}
