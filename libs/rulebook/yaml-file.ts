import { readFileSync } from 'node:fs';
import { parse, YAMLError } from 'yaml';
import { isTree, type Tree } from './merge.js';
import { RulebookError } from './rulebook-error.js';

/** The map in a YAML file; anything else is refused with the file's name and the parser's line. */
export function readYaml(file: string, name: string): Tree {
  const content = parsed(text(file, name), name);
  if (!isTree(content)) throw new RulebookError('RULEBOOK_UNREADABLE', [name], 'is not a map');
  return content;
}

function text(file: string, name: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new RulebookError('RULEBOOK_NOT_FOUND', [name], cause instanceof Error ? cause.message : String(cause));
  }
}

function parsed(content: string, name: string): unknown {
  try {
    return parse(content, { uniqueKeys: true });
  } catch (cause) {
    if (cause instanceof YAMLError || cause instanceof ReferenceError)
      throw new RulebookError('RULEBOOK_UNREADABLE', [name], cause.message);
    throw cause;
  }
}
