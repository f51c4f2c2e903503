import { linesOf, type SignedCheckpoint } from '../../verifier/verify.mjs';

/** A checkpoint's file: what is signed, the leaves of its tree, and for each stream its place among them. */
export interface CheckpointFile {
  readonly envelope: SignedCheckpoint;
  readonly leaves: readonly string[];
  readonly places: ReadonlyMap<string, { readonly index: number; readonly version: number }>;
}

/** Reads a checkpoint's file as it is; whether it holds is for the verifier to say. */
export async function readCheckpoint(file: string): Promise<CheckpointFile> {
  let envelope: SignedCheckpoint | undefined;
  const leaves: string[] = [];
  const places = new Map<string, { readonly index: number; readonly version: number }>();
  for await (const line of linesOf(file)) {
    if (envelope === undefined) {
      envelope = JSON.parse(line) as SignedCheckpoint;
      continue;
    }
    const [stream, version] = JSON.parse(line) as [string, number, string];
    places.set(stream, { index: leaves.length, version });
    leaves.push(line);
  }
  if (envelope === undefined) throw new Error(`${file} is empty`);
  return { envelope, leaves, places };
}
