import { writeFileSync } from 'node:fs';
import { rulebookJsonSchema } from './json-schema.js';

/** Writes the published JSON Schema: `node dist/libs/rulebook/publish-schema.js rulebooks/rulebook.schema.json`. */
const target = process.argv[2];
if (target === undefined) throw new Error('which file?');
writeFileSync(target, `${JSON.stringify(rulebookJsonSchema(), null, 2)}\n`);
