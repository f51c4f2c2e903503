import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';

/** The Temporal server that `npm test` starts. */
export function temporalAddress(): string {
  const address = process.env['TEMPORAL_ADDRESS'];
  if (!address) throw new Error('TEMPORAL_ADDRESS is not set: run the tests with npm test');
  return address;
}

/** A name that no other test uses, for task queues and the ids of workflows. */
export const unique = (prefix: string): string => `${prefix}-${randomBytes(6).toString('hex')}`;

/** Registers a namespace of one test alone, empty as after the loss of the whole server. */
export async function createNamespace(prefix = 'test'): Promise<string> {
  const cli = process.env['TEMPORAL_CLI_PATH'];
  if (!cli) throw new Error('TEMPORAL_CLI_PATH is not set: run the tests with npm test');
  const namespace = unique(prefix);
  const address = ['--address', temporalAddress()];
  await promisify(execFile)(cli, ['operator', 'namespace', 'create', '--namespace', namespace, ...address]);
  // Known at once to the front end, to the other parts only when their caches are refreshed
  await untilDescribed(cli, [...address, '--namespace', namespace]);
  return namespace;
}

async function untilDescribed(cli: string, args: readonly string[]): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await promisify(execFile)(cli, ['workflow', 'list', ...args]);
      return;
    } catch (error) {
      if (attempt === 50) throw error;
    }
  }
}
