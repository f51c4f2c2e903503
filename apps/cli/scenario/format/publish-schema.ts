import { writeFileSync } from 'node:fs';
import { scenarioJsonSchema } from './json-schema.js';

/** Writes the published JSON Schema: `node dist/apps/cli/scenario/format/publish-schema.js scenarios/scenario.schema.json`. */
const target = process.argv[2];
if (target === undefined) throw new Error('which file?');
writeFileSync(target, `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`);
