import { atOneInstant } from './at-one-instant.js';
import { checkCases } from './check-cases.js';
import { checkCheckpoints, type KnownCheckpoints } from './check-checkpoints.js';
import { checkCommands } from './check-commands.js';
import { checkItems } from './check-items.js';
import { checkRegistry } from './check-registry.js';
import { checkStreams } from './check-stored-streams.js';
import { Findings, type Difference } from './difference.js';

export interface Verdict {
  readonly outcome: 'INTACT' | 'DIFFERENT';
  /** The first thousand, in the order in which they were found. */
  readonly findings: readonly Difference[];
  readonly found: number;
  readonly events: number;
  readonly streams: number;
  readonly commands: number;
  readonly cases: number;
  readonly workItems: number;
  readonly registryRows: number;
  readonly checkpoints: number;
  /** Of the chains alone: hashes, columns, states. */
  readonly eventsPerSecond: number;
  readonly seconds: number;
}

export interface VerifyOptions {
  readonly threads?: number | undefined;
  /** What is kept outside the database to compare with. */
  readonly checkpoints?: KnownCheckpoints | undefined;
  /** Told now and then how many events have been checked. */
  readonly progress?: ((events: number) => void) | undefined;
}

/**
 * Verifies the whole store as of one instant, while it goes on: every chain from the stored bytes, columns and data
 * against them, states against their events, commands against events, and all read models against a derivation anew.
 */
export async function verify(url: string, options: VerifyOptions = {}): Promise<Verdict> {
  const { threads, checkpoints: known = NONE_KNOWN, progress = () => {} } = options;
  return atOneInstant(url, 'kiemdiem audit', async (client) => {
    const findings = new Findings();
    const begun = performance.now();
    const counted = await checkStreams(client, findings, { url, threads, progress });
    const chains = performance.now();
    const commands = await checkCommands(client, findings.report);
    const cases = await checkCases(client, findings.report);
    const workItems = await checkItems(client, findings.report);
    const registryRows = await checkRegistry(client, findings.report);
    const checkpoints = await checkCheckpoints(client, known, findings.report);
    return {
      outcome: findings.count === 0 ? 'INTACT' : 'DIFFERENT',
      findings: findings.first,
      found: findings.count,
      ...counted,
      commands,
      cases,
      workItems,
      registryRows,
      checkpoints,
      eventsPerSecond: Math.round((counted.events * 1_000) / (chains - begun)),
      seconds: Math.round(performance.now() - begun) / 1_000,
    };
  });
}

const NONE_KNOWN: KnownCheckpoints = { newest: null, keys: [] };
