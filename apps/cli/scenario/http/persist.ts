import { setTimeout as sleep } from 'node:timers/promises';
import type { RawAnswer } from './transport.js';

/** A server that stays away this long is not coming back. */
const AT_MOST_MS = 120_000;
const AWAY_CODES: readonly string[] = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ECONNABORTED', 'EAI_AGAIN'];
const AWAY_STATUSES: readonly number[] = [429, 502, 503, 504];

/** Asks again while the server is away or says to come back; whoever asks must send the same thing each time. */
export async function persist(ask: () => Promise<RawAnswer>, onWait: (why: string) => void): Promise<RawAnswer> {
  const since = performance.now();
  for (let attempt = 0; ; attempt += 1) {
    const outcome = await ask().catch((error: unknown) => awayError(error));
    const why =
      typeof outcome === 'string' ? outcome : AWAY_STATUSES.includes(outcome.status) ? `HTTP ${outcome.status}` : null;
    if (why === null && typeof outcome !== 'string') return outcome;
    const waited = performance.now() - since;
    if (waited > AT_MOST_MS)
      throw new Error(`API không trả lời sau ${Math.round(waited / 1_000)} s (no answer): ${why}`);
    onWait(why ?? '');
    const wanted = typeof outcome === 'string' ? null : outcome.retryAfterSeconds;
    await sleep(Math.min(wanted === null ? 50 * 2 ** Math.min(attempt, 5) : wanted * 1_000, 5_000));
  }
}

function awayError(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (AWAY_CODES.includes(code)) return code;
  throw error;
}
