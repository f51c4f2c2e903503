import { readFile } from 'node:fs/promises';
import {
  addCheckpoint,
  linesOf,
  noHeads,
  reading,
  verifyEvents,
  verifyProof,
  type CheckpointStatement,
  type Found,
  type Proof,
} from '../../../../libs/verifier/verify.mjs';
import type { Output, Said } from '../run.js';
import { minutesLines } from './checkpoint.command.js';
import { gathering } from './findings.js';

export interface VerifyOptions extends Output {
  readonly checkpoint?: readonly string[];
  readonly events?: string;
  readonly proof?: string;
  readonly key?: string;
  readonly root?: string;
  readonly threads?: number;
}

interface Compared {
  readonly checkpoints: readonly CheckpointStatement[];
  readonly events: number;
  readonly streams: number;
  /** Recorded after every checkpoint, which say nothing of them. */
  readonly later: number;
}

/** Events against checkpoints, by the verifier that stands alone (libs/verifier/verify.mjs). */
export async function withCheckpoints(
  { checkpoint = [], key, root }: VerifyOptions,
  events: AsyncIterable<string>,
  found: Found,
): Promise<Compared> {
  const heads = noHeads();
  for (const each of checkpoint)
    await reading(each, found, (file) => addCheckpoint(heads, linesOf(file), { key, root }, found));
  return { ...(await verifyEvents(events, heads, found)), checkpoints: heads.checkpoints };
}

/** An export or a proof, without any database. */
export async function verifyFiles(options: VerifyOptions): Promise<Said> {
  const findings = gathering();
  const { events, proof } = options;
  const { found } = findings;
  const compared =
    events === undefined
      ? null
      : await reading(events, found, (file) => withCheckpoints(options, linesOf(file), found));
  const opening = proof === undefined ? null : await reading(proof, found, (file) => opened(file, options, found));
  const proven = opening == null ? [] : [opening];
  const checkpoints = [...(compared?.checkpoints ?? []), ...proven];
  const isIntact = findings.all.length === 0;
  return {
    result: { outcome: isIntact ? 'INTACT' : 'DIFFERENT', findings: findings.all, ...compared, checkpoints },
    lines: [
      ...findings.lines(),
      ...checkpoints.flatMap(minutesLines),
      ...(compared == null ? [] : countedLines(compared)),
      ...(checkpoints.length > 0 && options.key === undefined ? [COMPARE_KEY] : []),
      isIntact ? '✓ Nguyên vẹn (all holds)' : `✗ ${findings.all.length} điều sai (findings)`,
    ],
    code: isIntact ? 0 : 1,
  };
}

const COMPARE_KEY = '! So khóa và gốc với biên bản, hoặc dùng --key, --root (compare key and root with the minutes)';

async function opened(file: string, { key, root }: VerifyOptions, found: Found): Promise<CheckpointStatement> {
  return verifyProof(JSON.parse(await readFile(file, 'utf8')) as Proof, { key, root }, found);
}

function countedLines({ events, streams, later, checkpoints }: Compared): readonly string[] {
  const counted = `  ${events} sự kiện, ${streams} chuỗi (events, streams)`;
  return checkpoints.length === 0
    ? [`${counted}: chỉ kiểm chuỗi băm, chưa đối chiếu mốc (chains only, no checkpoint given)`]
    : [
        counted,
        `  ${later} sự kiện sau mốc: mốc không nói gì về chúng (recorded after the checkpoint, which says nothing of them)`,
      ];
}
