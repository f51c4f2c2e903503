import type { Command } from 'commander';
import { makeCheckpoint } from '../../../../libs/store/checkpoint/make.js';
import { checkpointSettings } from '../../../../libs/store/checkpoint/settings.js';
import { signingKey } from '../../../../libs/store/checkpoint/signing-key.js';
import type { CheckpointStatement } from '../../../../libs/verifier/verify.mjs';
import { operateStore, tell, type Output } from '../run.js';

/** `kiemdiem audit checkpoint` makes one now; `kiemdiem audit key` prints the public key that it is signed with. */
export function registerCheckpoint(audit: Command): void {
  audit
    .command('checkpoint')
    .description('ký mốc kiểm chứng ngay bây giờ (makes a signed checkpoint now)')
    .option('--json', 'in JSON')
    .action((output: Output) =>
      operateStore(output, async (store) => {
        const made = await makeCheckpoint(store, checkpointSettings(process.env), async () => 'REQUEST');
        if (made === null) throw new Error('no checkpoint was made');
        return { result: made, lines: [...minutesLines(made), `  → ${made.file}`] };
      }),
    );
  audit
    .command('key')
    .description('in khóa công khai của các mốc kiểm chứng (public key of the checkpoints)')
    .option('--json', 'in JSON')
    .action((output: Output) =>
      tell(output, async () => {
        const { id, publicKey } = await signingKey(checkpointSettings(process.env).keyFile);
        return { result: { id, publicKey }, lines: [`khóa (key) ${id}`, `Ed25519, SPKI: ${publicKey}`] };
      }),
    );
}

/** A checkpoint as the minutes of a meeting have it: one line, in both languages. */
export function minutesLines({ number, at, streams, events, root, key }: CheckpointStatement): readonly string[] {
  const [day, time] = vietnamese(at);
  const count = (value: number): string => value.toLocaleString('vi-VN');
  return [
    `Mốc kiểm chứng số ${number}, ngày ${day} lúc ${time}: ${count(streams)} chuỗi, ${count(events)} sự kiện, gốc ${root}, khóa ${key}`,
    `Checkpoint ${number}, ${at}: ${streams} streams, ${events} events, root ${root}, key ${key}`,
  ];
}

/** Day and time of an instant as they are written in Vietnam. */
function vietnamese(at: string): readonly [day: string, time: string] {
  const timeZone = 'Asia/Ho_Chi_Minh';
  const instant = new Date(at);
  const day = instant.toLocaleDateString('en-GB', { timeZone, day: '2-digit', month: '2-digit', year: 'numeric' });
  return [day, instant.toLocaleTimeString('en-GB', { timeZone, hour12: false })];
}
