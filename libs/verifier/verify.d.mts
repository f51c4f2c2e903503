// Types of verify.mjs, which itself stays plain: a stranger reads and runs it as it is.

/** What a checkpoint states, as it is signed. */
export interface CheckpointStatement {
  readonly format: 'kiemdiem-checkpoint-1';
  readonly number: number;
  /** The database's clock, in UTC. */
  readonly at: string;
  /** `SCHEDULE`, `REQUEST`, or the case of the cycle that was closed. */
  readonly occasion: string;
  readonly streams: number;
  readonly events: number;
  readonly root: string;
  /** SHA-256 of the predecessor's signed text; null for the first. */
  readonly previous: string | null;
  readonly key: string;
}

/** First line of a checkpoint's file. */
export interface SignedCheckpoint {
  readonly signed: string;
  readonly publicKey: string;
  readonly signature: string;
}

export interface Proof {
  readonly checkpoint: SignedCheckpoint;
  readonly events: readonly ProvenEvent[];
}

export interface ProvenEvent {
  readonly stream: string;
  readonly version: number;
  /** Hash of the event before it. */
  readonly before: string;
  /** Its body, and those of the later events up to the head in the checkpoint. */
  readonly bodies: readonly string[];
  /** Place of the stream among the heads, and the audit path from there to the root. */
  readonly index: number;
  readonly path: readonly string[];
}

export type Code =
  | 'FILE_UNREADABLE'
  | 'LINE_UNREADABLE'
  | 'BODY_DIFFERS'
  | 'VERSION_GAP'
  | 'CHAIN_BROKEN'
  | 'HISTORY_REWRITTEN'
  | 'TAIL_CUT'
  | 'STREAM_MISSING'
  | 'BACKDATED'
  | 'SIGNATURE_INVALID'
  | 'KEY_DIFFERS'
  | 'ROOT_DIFFERS'
  | 'HEADS_DIFFER'
  | 'PREDECESSOR_DIFFERS';

export interface Expected {
  readonly key?: string | undefined;
  readonly root?: string | undefined;
}

export type Found = (code: Code, at: Readonly<Record<string, string | number>>) => void;
type Lines = AsyncIterable<string> | Iterable<string>;

export interface Heads {
  readonly checkpoints: (CheckpointStatement & { readonly id: string })[];
  readonly streams: Map<string, { readonly last: number; readonly hashes: Map<number, string> }>;
}

export const WORDS: Readonly<Record<Code, string>>;
export function leafHash(leaf: string): Buffer;
export function nodeHash(left: Buffer, right: Buffer): Buffer;
export function leafOf(stream: string, version: number, hash: string): string;
export function merkleTree(): { add(leaf: string): void; root(): Buffer };
export function rootOfPath(leaf: string, index: number, size: number, path: readonly Buffer[]): Buffer | undefined;
export function keyId(publicKey: string): string;
export function openCheckpoint(
  envelope: SignedCheckpoint,
  expected: Expected,
  found: Found,
): CheckpointStatement & { readonly id: string };
export function noHeads(): Heads;
export function addCheckpoint(
  heads: Heads,
  lines: Lines,
  expected: Expected,
  found: Found,
): Promise<CheckpointStatement & { readonly id: string }>;
export function verifyEvents(
  lines: Lines,
  heads: Heads,
  found: Found,
): Promise<{ readonly events: number; readonly streams: number; readonly later: number }>;
export function verifyProof(
  proof: Proof,
  expected: Expected,
  found: Found,
): CheckpointStatement & { readonly id: string };
export function reading<Result>(
  file: string,
  found: Found,
  read: (file: string) => Result | Promise<Result>,
): Promise<Result | undefined>;
export function linesOf(file: string): AsyncGenerator<string>;
