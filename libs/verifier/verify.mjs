#!/usr/bin/env node
// The verifier of kiemdiem: this one file and Node are all it needs, and it trusts nothing but SHA-256 and Ed25519.
//
//   node verify.mjs --events EVENTS                                every stream's chain
//   node verify.mjs --checkpoint FILE [--key ID] [--root HASH]     signature and root; key and root as the minutes have them
//   node verify.mjs --checkpoint FILE … --events EVENTS            and that nothing recorded before it was touched
//   node verify.mjs --proof FILE [--key ID] [--root HASH]          that an event stands in a checkpoint
//
// Files may be gzipped. It ends with 0 when all holds, with 1 when something does not. An event's hash is
// SHA-256(hash before ‖ body); before the first event of a stream it is SHA-256(stream id).
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream, readFileSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createGunzip } from 'node:zlib';

/** What is found; `stream` and `version` say where. */
export const WORDS = {
  FILE_UNREADABLE: 'Tệp không đọc được (a file cannot be read)',
  LINE_UNREADABLE: 'Dòng không đọc được (a line cannot be read)',
  BODY_DIFFERS: 'Nội dung của sự kiện khác: hoán đổi hoặc giả mạo (the body of another event: exchanged or forged)',
  VERSION_GAP: 'Thiếu hoặc thừa sự kiện (an event is missing, or one too many)',
  CHAIN_BROKEN: 'Sự kiện bị sửa hoặc giả mạo (an event was edited or forged)',
  HISTORY_REWRITTEN: 'Lịch sử bị viết lại sau phiên bản "since" (history was rewritten after version "since")',
  TAIL_CUT: 'Các sự kiện cuối bị cắt (the last events were cut off)',
  STREAM_MISSING: 'Cả chuỗi bị mất (a whole stream is gone)',
  BACKDATED: 'Ghi trước mốc mà mốc không có (recorded before the checkpoint, it says, which does not have it)',
  SIGNATURE_INVALID: 'Chữ ký không đúng (the signature is not valid)',
  KEY_DIFFERS: 'Ký bằng khóa khác (signed with another key)',
  ROOT_DIFFERS: 'Gốc không khớp (the root differs)',
  HEADS_DIFFER: 'Danh sách chuỗi sai thứ tự hoặc số lượng (the list of streams is out of order or incomplete)',
  PREDECESSOR_DIFFERS: 'Không nối với mốc trước (does not follow the checkpoint before it)',
};

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const hex = (hash) => hash?.toString('hex');

/** RFC 9162 §2.1.1: the hashes of a leaf and of an inner node. */
export const leafHash = (leaf) => sha256(Buffer.of(0), leaf);
export const nodeHash = (left, right) => sha256(Buffer.of(1), left, right);
/** A leaf is the head of a stream: a line of a checkpoint's file. */
export const leafOf = (stream, version, hash) => JSON.stringify([stream, version, hash]);

/** RFC 9162 §2.1.1, leaf by leaf: full subtrees of one size join; those that are left join from the right. */
export function merkleTree() {
  const subtrees = [];
  return {
    add(leaf) {
      let tree = { size: 1, hash: leafHash(leaf) };
      while (subtrees.at(-1)?.size === tree.size)
        tree = { size: tree.size * 2, hash: nodeHash(subtrees.pop().hash, tree.hash) };
      subtrees.push(tree);
    },
    root: () =>
      subtrees.length === 0
        ? sha256('')
        : subtrees.map(({ hash }) => hash).reduceRight((right, left) => nodeHash(left, right)),
  };
}

/** RFC 9162 §2.1.3.2: the root to which an audit path leads from a leaf; undefined when it does not fit the tree. */
export function rootOfPath(leaf, index, size, path) {
  if (!(Number.isSafeInteger(index) && index >= 0 && index < size)) return undefined;
  let [place, last, hash] = [index, size - 1, leafHash(leaf)];
  const climb = () => ([place, last] = [Math.floor(place / 2), Math.floor(last / 2)]);
  for (const sibling of path) {
    if (last === 0) return undefined;
    if (place % 2 === 1 || place === last) {
      hash = nodeHash(sibling, hash);
      while (place % 2 === 0 && place > 0) climb();
    } else hash = nodeHash(hash, sibling);
    climb();
  }
  return last === 0 ? hash : undefined;
}

/** The id of a public key (SPKI in base64), as minutes print it. */
export const keyId = (publicKey) => hex(sha256(Buffer.from(publicKey, 'base64'))).slice(0, 32);

/** Checks the first line of a checkpoint, `{ signed, publicKey, signature }`, and gives the statement that is signed. */
export function openCheckpoint({ signed, publicKey, signature }, { key, root }, found) {
  const statement = JSON.parse(signed);
  const at = { checkpoint: statement.number };
  if (!isSigned(signed, publicKey, signature)) found('SIGNATURE_INVALID', at);
  const id = keyId(publicKey);
  if (statement.key !== id || (key ?? id) !== id) found('KEY_DIFFERS', { ...at, key: id });
  if ((root ?? statement.root) !== statement.root) found('ROOT_DIFFERS', { ...at, root: statement.root });
  return { ...statement, id: hex(sha256(signed)) };
}

function isSigned(text, publicKey, signature) {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' && verify(null, text, key, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}

/** What checkpoints say: for each stream, which hash it had at which version. */
export const noHeads = () => ({ checkpoints: [], streams: new Map() });

/** Reads a checkpoint, line by line: its statement, then the head of every stream; all of them must give its root. */
export async function addCheckpoint(heads, lines, expected, found) {
  let [checkpoint, before, streams, events] = [undefined, undefined, 0, 0];
  const tree = merkleTree();
  for await (const line of lines) {
    if (checkpoint === undefined) {
      checkpoint = openCheckpoint(JSON.parse(line), expected, found);
      continue;
    }
    const [stream, version, hash] = JSON.parse(line);
    if (before !== undefined && Buffer.compare(Buffer.from(before), Buffer.from(stream)) >= 0)
      found('HEADS_DIFFER', { checkpoint: checkpoint.number, stream });
    tree.add(line);
    const known = heads.streams.get(stream) ?? { last: 0, hashes: new Map() };
    if ((known.hashes.get(version) ?? hash) !== hash) found('HISTORY_REWRITTEN', { stream, version, since: 0 });
    heads.streams.set(stream, { last: Math.max(known.last, version), hashes: known.hashes.set(version, hash) });
    [before, streams, events] = [stream, streams + 1, events + version];
  }
  const { number } = checkpoint;
  const root = hex(tree.root());
  if (root !== checkpoint.root) found('ROOT_DIFFERS', { checkpoint: number, root });
  if (streams !== checkpoint.streams || events !== checkpoint.events)
    found('HEADS_DIFFER', { checkpoint: number, streams, events });
  heads.checkpoints.push(checkpoint);
  for (const { previous, number: next } of heads.checkpoints) {
    const predecessor = heads.checkpoints.find((other) => other.number === next - 1);
    if (predecessor && predecessor.id !== previous) found('PREDECESSOR_DIFFERS', { checkpoint: next });
  }
  return checkpoint;
}

// An event says when its transaction was decided; others see it when that has ended, at most a few minutes later.
const MOMENT = 300_000;

/** Checks every event of an export against the chain of its stream and against what checkpoints say of it. */
export async function verifyEvents(lines, heads, found) {
  const seen = new Map();
  const newest = Math.max(...heads.checkpoints.map(({ at }) => Date.parse(at)));
  let [events, later] = [0, 0];
  for await (const line of lines) {
    events += 1;
    const event = parsed(line);
    const body = parsed(event?.body);
    if (!event || !body) found('LINE_UNREADABLE', { line: events, stream: event?.stream, version: event?.version });
    if (!event) continue;
    const { stream, version } = event;
    const before = seen.get(stream) ?? { version: 0, hash: sha256(stream), since: 0 };
    const known = heads.streams.get(stream) ?? { last: 0, hashes: new Map() };
    const at = { stream, version };
    const hash = Buffer.from(String(event.hash), 'hex');
    if (version !== before.version + 1) found('VERSION_GAP', { ...at, expected: before.version + 1 });
    else if (body && (body.streamId !== stream || body.version !== version)) found('BODY_DIFFERS', at);
    else if (!sha256(before.hash, String(event.body)).equals(hash)) found('CHAIN_BROKEN', at);
    const head = known.hashes.get(version);
    if ((head ?? event.hash) !== event.hash) found('HISTORY_REWRITTEN', { ...at, since: before.since });
    if (version > known.last) later += 1;
    if (version > known.last && Date.parse(body?.recordedAt) < newest - MOMENT) found('BACKDATED', at);
    seen.set(stream, { version, hash, since: head === event.hash ? version : before.since });
  }
  for (const [stream, { last: expected }] of heads.streams) {
    const version = (seen.get(stream)?.version ?? 0) + 1;
    if (version <= expected) found(version === 1 ? 'STREAM_MISSING' : 'TAIL_CUT', { stream, version, expected });
  }
  return { events, streams: seen.size, later };
}

function parsed(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

/** Checks that the events of a proof stand in its checkpoint. */
export function verifyProof({ checkpoint: envelope, events }, expected, found) {
  const checkpoint = openCheckpoint(envelope, expected, found);
  for (const { stream, version, before, bodies, index, path } of events) {
    const at = { stream, version };
    const body = JSON.parse(bodies[0]);
    if (body.streamId !== stream || body.version !== version) found('BODY_DIFFERS', at);
    const head = bodies.reduce((hash, text) => sha256(hash, text), Buffer.from(before, 'hex'));
    const leaf = leafOf(stream, version + bodies.length - 1, hex(head));
    const siblings = path.map((hash) => Buffer.from(hash, 'hex'));
    if (hex(rootOfPath(leaf, index, checkpoint.streams, siblings)) !== checkpoint.root) found('ROOT_DIFFERS', at);
  }
  return checkpoint;
}

/** The lines of a file, which may be gzipped. Only a line feed ends one. */
export async function* linesOf(file) {
  const bytes = createReadStream(file);
  const text = file.endsWith('.gz') ? bytes.on('error', (e) => text.destroy(e)).pipe(createGunzip()) : bytes;
  let rest = '';
  for await (const chunk of text.setEncoding('utf8')) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop();
    yield* lines;
  }
  if (rest !== '') yield rest;
}

/** Reads a file; one that is damaged, or no such file at all, is a finding too. */
export async function reading(file, found, read) {
  try {
    return await read(file);
  } catch (error) {
    return found('FILE_UNREADABLE', { file, why: error.message });
  }
}

async function main({ checkpoint: files = [], events, proof, ...expected }) {
  let findings = 0;
  const found = (code, at) => {
    findings += 1;
    console.log(`✗ ${code} ${JSON.stringify(at)} ${WORDS[code]}`);
  };
  const heads = noHeads();
  const checkpoint = (file) => addCheckpoint(heads, linesOf(file), expected, found);
  for (const file of files) console.log(await reading(file, found, checkpoint));
  if (events) console.log(await reading(events, found, (file) => verifyEvents(linesOf(file), heads, found)));
  const proven = (file) => verifyProof(JSON.parse(readFileSync(file, 'utf8')), expected, found);
  if (proof) console.log(await reading(proof, found, proven));
  if (!expected.key) console.log('! So mã khóa với biên bản (compare the key with the minutes)');
  console.log(findings === 0 ? '✓ Nguyên vẹn (all holds)' : `✗ ${findings} điều sai (findings)`);
  process.exitCode = findings === 0 ? 0 : 1;
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const text = { type: 'string' };
  const options = { checkpoint: { ...text, multiple: true }, events: text, proof: text, key: text, root: text };
  const { values } = parseArgs({ options });
  if (values.checkpoint || values.events || values.proof) await main(values);
  else
    console.log(
      `Cách dùng (usage): ${Object.keys(options)
        .map((name) => `--${name} …`)
        .join(' ')}`,
    );
}
