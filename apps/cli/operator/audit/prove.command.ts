import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { atOneInstant } from '../../../../libs/store/audit/at-one-instant.js';
import { eventsNamed, prove } from '../../../../libs/store/audit/prove.js';
import { filesIn } from '../../../../libs/store/checkpoint/folder.js';
import { readCheckpoint } from '../../../../libs/store/checkpoint/read-checkpoint.js';
import { checkpointSettings } from '../../../../libs/store/checkpoint/settings.js';
import { verifyProof, type Proof } from '../../../../libs/verifier/verify.mjs';
import { operate, type Output, type Said } from '../run.js';
import { minutesLines } from './checkpoint.command.js';
import { gathering } from './findings.js';

interface Options extends Output {
  readonly checkpoint?: string;
  readonly out?: string;
}

/** `kiemdiem audit prove EVENT`: a file that shows, without the database, that an event stands in a checkpoint. */
export function registerProve(audit: Command): void {
  audit
    .command('prove')
    .argument('<event>', 'CHUỖI@PHIÊN-BẢN, vị trí, hoặc mã lệnh (STREAM@VERSION, position, or command id)')
    .description('lập bằng chứng rằng một sự kiện có trong mốc kiểm chứng (inclusion proof of an event)')
    .option('--checkpoint <file>', 'tệp mốc, mặc định là mốc mới nhất (checkpoint, by default the newest)')
    .option('--out <file>', 'tệp ra (where the proof goes)')
    .option('--json', 'in JSON')
    .action((event: string, options: Options) =>
      operate(options, async ({ owner }) => {
        const file = options.checkpoint ?? (await filesIn(checkpointSettings(process.env).folder)).at(-1);
        if (file === undefined) return NO_CHECKPOINT;
        const checkpoint = await readCheckpoint(file);
        const proof = await atOneInstant(owner, 'kiemdiem prove', async (client) => {
          const events = await eventsNamed(client, event);
          return events.length === 0 ? undefined : prove(client, events, checkpoint);
        });
        if (proof === undefined) return unknown(event);
        return proof === null ? NOT_COVERED : write(proof, options.out ?? nameOf(proof));
      }),
    );
}

/** Nothing is handed out that does not hold: an event that was changed since the checkpoint has no proof. */
async function write(proof: Proof, out: string): Promise<Said> {
  const findings = gathering();
  const checkpoint = verifyProof(proof, {}, findings.found);
  if (findings.all.length > 0) return { result: { findings: findings.all }, lines: findings.lines(), code: 1 };
  await writeFile(out, `${JSON.stringify(proof)}\n`, { mode: 0o600 });
  const events = proof.events.map(({ stream, version }) => ({ stream, version }));
  return {
    result: { file: resolve(out), events, checkpoint },
    lines: [
      ...events.map(({ stream, version }) => `✓ ${stream}@${version} có trong (stands in)`),
      ...minutesLines(checkpoint),
      `  → ${out}`,
    ],
  };
}

function nameOf({ events }: Proof): string {
  const [first] = events;
  return `proof-${first?.stream.replaceAll(/[^\w.-]+/g, '-')}-${first?.version}.json`;
}

const NO_CHECKPOINT: Said = {
  result: { error: 'NO_CHECKPOINT' },
  lines: ['Chưa có mốc kiểm chứng nào: chạy npx kiemdiem audit checkpoint trước.', 'There is no checkpoint yet.'],
  code: 1,
};

const NOT_COVERED: Said = {
  result: { error: 'NOT_IN_CHECKPOINT' },
  lines: [
    'Sự kiện được ghi sau mốc kiểm chứng này: chạy npx kiemdiem audit checkpoint rồi thử lại.',
    'The event was recorded after this checkpoint; make a new one and try again.',
  ],
  code: 1,
};

function unknown(event: string): Said {
  return {
    result: { error: 'NOT_FOUND', event },
    lines: [`Không có sự kiện ${event}.`, 'There is no such event.'],
    code: 1,
  };
}
