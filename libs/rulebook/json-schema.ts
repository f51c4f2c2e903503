import { z } from 'zod';
import { isTree, type Tree } from './merge.js';
import { rulebookContent } from './rulebook.schema.js';

/** The published JSON Schema: a whole rulebook, or a supplement that gives only what it changes. */
export function rulebookJsonSchema(): Tree {
  const { $schema, $defs, ...rulebook } = z.toJSONSchema(rulebookContent, { io: 'input', reused: 'inline' });
  const definitions: Tree = isTree($defs) ? $defs : {};
  return {
    $schema,
    title: 'Kiểm điểm rulebook',
    description:
      'Lists and sources of a supplement are given whole; its documents are appended to those of what it extends.',
    anyOf: [{ $ref: '#/$defs/Whole' }, { $ref: '#/$defs/Supplement' }],
    $defs: { ...definitions, Whole: rulebook, Supplement: supplement(rulebook) },
  };
}

function supplement(rulebook: Tree): Tree {
  const relaxed = optional(rulebook);
  const properties = isTree(relaxed['properties']) ? relaxed['properties'] : {};
  return {
    ...relaxed,
    properties: { extends: { type: 'string' }, ...properties },
    required: ['id', 'extends', 'title'],
  };
}

// Lists keep what their items require, because a supplement replaces them whole.
function optional(schema: Tree): Tree {
  const { required: _required, ...rest } = schema;
  const properties = rest['properties'];
  if (!isTree(properties)) return schema;
  const relaxed = Object.entries(properties).map(([key, value]) => [key, isTree(value) ? optional(value) : value]);
  return { ...rest, properties: Object.fromEntries(relaxed) };
}
