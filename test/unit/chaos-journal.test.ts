import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { afterAll, expect, test } from '@jest/globals';
import { openJournal, type Attempt } from '../resilience/chaos/journal.js';

const attempt = (outcome: Attempt['outcome'], more: Partial<Attempt> = {}): Attempt => ({
  ...{ key: 'k', who: 'A', token: 'secret', path: '/p', body: '{"text":"private"}', outcome },
  ...{ status: outcome === 'ok' ? 200 : 503, code: '', answer: outcome === 'ok' ? '{"a":1,"b":2}' : '' },
  ...{ sentAt: 1, answeredAt: 2, ...more },
});

const folder = mkdtempSync(join(tmpdir(), 'journal-'));
let files = 0;
afterAll(() => rmSync(folder, { recursive: true }));

function judged(...attempts: readonly Attempt[]) {
  const file = join(folder, `${(files += 1)}.jsonl`);
  const journal = openJournal(file);
  attempts.forEach((one) => journal.note(one));
  const [sent] = journal.sent();
  return { sent, file, journal };
}

test.each([
  ['unknown', [attempt('unknown'), attempt('unknown')]],
  ['ok', [attempt('unknown'), attempt('ok')]],
  ['refused', [attempt('unknown'), attempt('refused')]],
  ['ok', [attempt('ok'), attempt('refused', { body: 'another payload' })]],
] as const)('a command is %s by what is known of it last', (outcome, attempts) => {
  expect(judged(...attempts).sent?.outcome).toBe(outcome);
});

test('answers to one command must agree', () => {
  expect(judged(attempt('ok'), attempt('ok', { answer: '{"b":2,"a":1}' })).sent?.contradictions).toBe(0);
  expect(judged(attempt('ok'), attempt('ok', { answer: '{"a":2}' })).sent?.contradictions).toBe(1);
});

test('neither tokens nor what people wrote are in the file', async () => {
  const { file, journal } = judged(attempt('ok'));
  await journal.close();
  const written = readFileSync(file, 'utf8');
  expect(written).not.toMatch(/secret|private/);
  expect(JSON.parse(written)).toMatchObject({ key: 'k', who: 'A', outcome: 'ok', status: 200 });
});
