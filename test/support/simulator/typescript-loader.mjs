// Loads the sources as they are, outside Jest, whose sandbox makes every use of a global several times slower; and gives
// the workflows the in-process runtime for the one that needs a server.
import { transform } from '@swc/core';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../../../', import.meta.url);
const runtime = new URL('runtime.ts', import.meta.url).href;
const options = JSON.parse(readFileSync(new URL('.swcrc', root), 'utf8'));

export async function resolve(specifier, context, next) {
  if (specifier === '@temporalio/workflow') return { url: runtime, format: 'module', shortCircuit: true };
  if (specifier.startsWith('.') && specifier.endsWith('.js')) {
    const source = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
    if (source.protocol === 'file:' && existsSync(source))
      return { url: source.href, format: 'module', shortCircuit: true };
  }
  return next(specifier, context);
}

export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  const filename = fileURLToPath(url);
  const { code } = await transform(readFileSync(filename, 'utf8'), { ...options, filename, sourceMaps: 'inline' });
  return { format: 'module', source: code, shortCircuit: true };
}
