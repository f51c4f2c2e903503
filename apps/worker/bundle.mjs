// Makes dist/workflow-bundle.js of the compiled workflows; does nothing when nothing they may import has changed.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const dist = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'dist');
const entry = join(dist, 'workflows', 'index.js');
const bundleFile = join(dist, 'workflow-bundle.js');
const stampFile = join(dist, '.bundled');

// The SDK keeps the stack of every promise of a workflow, a third of the workflow thread's time when measured. A fault's
// stack shows when its history is replayed from the sources, as the tests do.
const NO_STACKS = 'delete Error.stackTraceLimit;';

if (existsSync(entry)) await bundle();
else console.error('workflows/index.ts is not there yet: no bundle');

async function bundle() {
  const stamp = fingerprint();
  if (existsSync(bundleFile) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  const { bundleWorkflowCode, DefaultLogger } = await import('@temporalio/worker');
  const { code } = await bundleWorkflowCode({ workflowsPath: entry, logger: new DefaultLogger('WARN') });
  writeFileSync(bundleFile, `${NO_STACKS}${code}`);
  writeFileSync(stampFile, stamp);
}

function fingerprint() {
  const hash = createHash('sha256')
    .update(readFileSync(fileURLToPath(import.meta.url)))
    .update(readFileSync(join(dist, '..', 'package-lock.json')));
  for (const folder of ['workflows', join('libs', 'domain')]) {
    for (const file of readdirSync(join(dist, folder), { recursive: true }).sort()) {
      if (file.endsWith('.js')) hash.update(file).update(readFileSync(join(dist, folder, file)));
    }
  }
  return hash.digest('hex');
}
