import { join } from 'node:path';

/** Where the key and the files of checkpoints lie, and how often one is made. */
export interface CheckpointSettings {
  readonly keyFile: string;
  readonly folder: string;
  readonly everyMs: number;
  /** Ids of keys that signed here before. */
  readonly formerKeys: readonly string[];
}

/** As the environment says: by default in the data folder, and once a day. */
export function checkpointSettings(env: Readonly<Record<string, string | undefined>>): CheckpointSettings {
  const dataDir = env['KIEMDIEM_DATA_DIR'] || '.data';
  return {
    keyFile: env['KIEMDIEM_CHECKPOINT_KEY_FILE'] || join(dataDir, 'checkpoint-key.pem'),
    folder: env['KIEMDIEM_CHECKPOINT_DIR'] || join(dataDir, 'checkpoints'),
    everyMs: checkpointEveryMs(env),
    formerKeys: (env['KIEMDIEM_CHECKPOINT_FORMER_KEYS'] ?? '').split(/[\s,]+/).filter(Boolean),
  };
}

/** How old the last checkpoint may become before the next is made. */
export function checkpointEveryMs(env: Readonly<Record<string, string | undefined>>): number {
  const seconds = Number(env['KIEMDIEM_CHECKPOINT_SECONDS'] || 86_400);
  if (!(seconds >= 1)) throw new Error('KIEMDIEM_CHECKPOINT_SECONDS is not a number of seconds');
  return seconds * 1_000;
}
