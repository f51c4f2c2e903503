import { z } from 'zod';
import { scenarioFile } from './scenario.schema.js';

/** The published JSON Schema of scenario files. */
export function scenarioJsonSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(scenarioFile, { io: 'input', reused: 'inline' });
  return { $schema, title: 'Kiểm điểm scenario', ...schema };
}
