import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { isSame } from '../../../libs/store/audit/is-same.js';

export type Outcome = 'ok' | 'refused' | 'unknown';

/** One request that somebody sent, and what he knows of its outcome. */
export interface Attempt {
  readonly key: string;
  readonly who: string;
  readonly token: string | undefined;
  readonly path: string;
  readonly body: string;
  readonly outcome: Outcome;
  readonly status: number;
  /** Code of a refusal, or why there was no answer. */
  readonly code: string;
  readonly answer: string;
  readonly sentAt: number;
  readonly answeredAt: number;
}

/** Everything that was sent under one key, as one command. */
export interface Sent {
  readonly key: string;
  readonly first: Attempt;
  readonly outcome: Outcome;
  /** When it was first acknowledged. */
  readonly acknowledgedAt: number | null;
  /** Answers that differ from the first acknowledgement. */
  readonly contradictions: number;
}

/** What happened, as those saw it who sent it: the history against which the store is checked. */
export interface Journal {
  note(attempt: Attempt): void;
  readonly attempts: readonly Attempt[];
  sent(): readonly Sent[];
  /** Closes the file. */
  close(): Promise<void>;
}

/** Opens a journal that is also written to a file, one JSON object a line; bodies and tokens only as hashes. */
export function openJournal(file: string): Journal {
  const attempts: Attempt[] = [];
  const lines = createWriteStream(file);
  return {
    note(attempt) {
      attempts.push(attempt);
      const { token: _, body, answer, ...known } = attempt;
      lines.write(`${JSON.stringify({ ...known, payload: sha256(body), answer: sha256(answer) })}\n`);
    },
    attempts,
    sent: () => [...byKey(attempts)].flatMap(([key, of]) => settled(key, of)),
    close: () => new Promise((resolve) => lines.end(resolve)),
  };
}

function byKey(attempts: readonly Attempt[]): ReadonlyMap<string, readonly Attempt[]> {
  const groups = new Map<string, Attempt[]>();
  for (const attempt of attempts) {
    const group = groups.get(attempt.key);
    if (group === undefined) groups.set(attempt.key, [attempt]);
    else group.push(attempt);
  }
  return groups;
}

function settled(key: string, attempts: readonly Attempt[]): readonly Sent[] {
  // Another payload under a key that is taken is a command of nobody: refused, and judged where it was sent.
  const [first] = attempts;
  if (first === undefined) return [];
  const own = attempts.filter(
    ({ body, path, token }) => body === first.body && path === first.path && token === first.token,
  );
  const ok = own.filter(({ outcome }) => outcome === 'ok');
  const [acknowledged] = ok;
  const refused = own.some(({ outcome }) => outcome === 'refused');
  return [
    {
      key,
      first,
      outcome: acknowledged !== undefined ? 'ok' : refused ? 'refused' : 'unknown',
      acknowledgedAt: acknowledged?.answeredAt ?? null,
      contradictions: ok.filter(({ answer }) => !isSame(JSON.parse(answer), JSON.parse(acknowledged?.answer ?? '')))
        .length,
    },
  ];
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
