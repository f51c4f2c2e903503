import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import type { Rulebook } from '../domain/rulebook.js';
import type { Wording } from '../domain/source.js';
import { contentHash } from './content-hash.js';
import { mergeSupplement, type Tree } from './merge.js';
import { RulebookError } from './rulebook-error.js';
import { rulebookContent } from './rulebook.schema.js';
import { readYaml } from './yaml-file.js';

export interface RulebookListing {
  readonly id: string;
  readonly hash: string;
  readonly title: Wording;
}

/** The rulebook of this id from `<dir>/<id>.yaml`, over all that it extends, checked and hashed; throws RulebookError. */
export function loadRulebook(id: string, dir: string): Rulebook {
  const { content, lineage } = withBase(id, dir, []);
  const rulebook = toRulebook(content, id);
  return lineage.length === 0 ? rulebook : { ...rulebook, lineage };
}

/** Every rulebook of a folder, by id. */
export function listRulebooks(dir: string): readonly RulebookListing[] {
  return readdirSync(dir)
    .filter((file) => RULEBOOK_FILE.test(file))
    .map((file) => loadRulebook(file.slice(0, -'.yaml'.length), dir))
    .map(({ id, hash, title }) => ({ id, hash, title }))
    .sort((left, right) => (left.id < right.id ? -1 : 1));
}

/** A merged content as a rulebook; `name` is what errors speak of. */
export function toRulebook(content: unknown, name: string): Rulebook {
  const checked = rulebookContent.safeParse(content);
  if (!checked.success) throw invalid(name, checked.error);
  return { ...checked.data, hash: contentHash(checked.data) };
}

/** All that a schema found wrong, one line each; code and path are those of the first. */
export function invalid(name: string, error: z.ZodError): RulebookError {
  const [first] = error.issues;
  const lines = error.issues.map((issue) => `${[name, ...issue.path].map(String).join('.')}: ${issue.message}`);
  return new RulebookError('RULEBOOK_INVALID', first?.path ?? [], `${lines.length} fault(s)\n${lines.join('\n')}`);
}

// Rulebooks begin with "rs-"; other YAML of the folder is none.
const RULEBOOK_FILE = /^rs-[a-z0-9-]+\.yaml$/;

interface Merged {
  readonly content: Tree;
  /** Ids of what it extends, nearest first. */
  readonly lineage: readonly string[];
}

function withBase(id: string, dir: string, under: readonly string[]): Merged {
  if (!RULEBOOK_FILE.test(`${id}.yaml`)) throw new RulebookError('RULEBOOK_NOT_FOUND', [id], 'is no id of a rulebook');
  if (under.includes(id))
    throw new RulebookError('RULEBOOK_EXTENDS_ITSELF', [id, 'extends'], [...under, id].join(' → '));
  const content = readYaml(join(dir, `${id}.yaml`), id);
  if (content['id'] !== id)
    throw new RulebookError('RULEBOOK_ID_MISMATCH', [id, 'id'], `is «${String(content['id'])}»`);
  if (!('extends' in content)) return { content, lineage: [] };
  const { extends: base, ...supplement } = content;
  if (typeof base !== 'string') throw new RulebookError('RULEBOOK_INVALID', [id, 'extends'], 'is no id of a rulebook');
  const extended = withBase(base, dir, [...under, id]);
  return { content: mergeSupplement(extended.content, supplement), lineage: [base, ...extended.lineage] };
}
