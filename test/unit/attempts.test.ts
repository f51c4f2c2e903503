import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { Attempts } from '../../apps/api/access/attempts.js';
import { Turns } from '../../apps/api/access/turns.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const wrong = () => Promise.resolve(null);
const right = () => Promise.resolve('somebody');

/** How long the next guess has to wait, in seconds; 0: it is looked at. */
async function waitOf(attempts: Attempts, address = '10.0.0.1'): Promise<number> {
  try {
    await attempts.check('token', address, 'guess', wrong);
    return 0;
  } catch (refused) {
    return Number((refused as { details: { retryAfterSeconds: number } }).details.retryAfterSeconds);
  }
}

test('A21 ten failures are free, then the wait doubles with each, up to five minutes', async () => {
  const attempts = new Attempts();
  for (let at = 0; at < 11; at += 1) expect(await waitOf(attempts)).toBe(0);
  const waits = [];
  for (let at = 0; at < 12; at += 1) {
    const wait = await waitOf(attempts);
    waits.push(wait);
    jest.advanceTimersByTime(wait * 1000);
    expect(await waitOf(attempts)).toBe(0);
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
  jest.advanceTimersByTime(900_001);
  for (let at = 0; at < 11; at += 1) expect(await waitOf(attempts)).toBe(0);
});

test('A21 who signed in from there before goes on; a whole IPv6 network is one address; others are not concerned', async () => {
  const attempts = new Attempts();
  await attempts.check('token', '2001:db8::1', 'mine', right);
  for (let at = 0; at < 11; at += 1) await waitOf(attempts, `2001:db8:0:0:${at}::9`);
  expect(await waitOf(attempts, '2001:db8::ffff')).toBeGreaterThan(0);
  expect(await attempts.check('token', '2001:db8::2', 'mine', right)).toBe('somebody');
  expect(await waitOf(attempts, '2001:db8:0:1::1')).toBe(0);
  expect(await attempts.check('setup', '2001:db8::1', 'x', wrong)).toBeNull();
});

test('A21 of a thousand guesses sent together no more than fifteen are looked at', async () => {
  const attempts = new Attempts();
  let looked = 0;
  const look = async (): Promise<null> => {
    looked += 1;
    await Promise.resolve();
    return null;
  };
  await Promise.allSettled(Array.from({ length: 1_000 }, () => attempts.check('token', '10.0.0.1', 'guess', look)));
  expect(looked).toBeLessThanOrEqual(15);
});

test('turns: never more at once than allowed, each key for itself, and a failure passes the turn on', async () => {
  const turns = new Turns(2);
  let [now, most] = [0, 0];
  const work = async (fails: boolean): Promise<void> => {
    now += 1;
    most = Math.max(most, now);
    await Promise.resolve();
    now -= 1;
    if (fails) throw new Error('failed');
  };
  const ended = await Promise.allSettled(
    Array.from({ length: 9 }, (_, at) => turns.run('a', () => work(at % 2 === 0))),
  );
  expect([most, ended.filter(({ status }) => status === 'rejected').length]).toEqual([2, 5]);
});
