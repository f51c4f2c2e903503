import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { exportEvents } from '../../libs/store/audit/export-events.js';
import { road } from '../support/api-road.js';
import { testApi, type TestApi } from '../support/api.js';
import { importRows, openYear, type Year } from '../support/api-year.js';

let api: TestApi;
let year: Year;
let folder: string;
const PATH = '/api/v1/cycles/2018/events';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kiemdiem-export-'));
  api = await testApi();
  year = await importRows(api);
  await openYear(api, year);
  for (const { run } of road(api, year)) await run();
}, 60_000);
afterAll(async () => {
  await api.end();
  rmSync(folder, { recursive: true, force: true });
});

const exported = async (code: string) => api.send('GET', PATH, { token: year.tokens[code] ?? '' });

/** What the verifier, run by itself over a file, ends with and says. */
function stranger(text: string): Promise<{ readonly code: number; readonly said: string }> {
  const file = join(folder, 'events.ndjson');
  writeFileSync(file, text);
  return new Promise((resolve) => {
    execFile(process.execPath, ['libs/verifier/verify.mjs', '--events', file], (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), said: `${stdout}${stderr}` }),
    );
  });
}

test('the auditor gets the lines that an operator’s export has of the cycle, and the verifier accepts them', async () => {
  const { status, headers, body } = await exported('huyen-auditor');
  expect([status, headers.get('content-type')]).toEqual([200, 'application/x-ndjson']);
  const file = join(folder, 'whole.ndjson');
  await exportEvents(api.store.urls.owner, file);
  const whole = readFileSync(file, 'utf8').split(/(?<=\n)/);
  expect(body).toBe(whole.filter((line) => !line.startsWith('{"stream":"registry/')).join(''));
  expect(await stranger(body)).toMatchObject({ code: 0 });
});

test('an edited line is found by the verifier', async () => {
  const { body } = await exported('huyen-auditor');
  const edited = body.replace('\\"class\\":\\"GOOD\\"', '\\"class\\":\\"COMPLETED\\"');
  expect(edited).not.toBe(body);
  const { code, said } = await stranger(edited);
  expect([code, said]).toEqual([1, expect.stringContaining('CHAIN_BROKEN')]);
});

test('each reading is recorded, and nobody else reads', async () => {
  const read = async () => {
    const [row] = await api.store.database.query(
      "SELECT count(*)::int AS n FROM personal_reading WHERE what = 'cycle.export' AND file = '2018'",
    );
    return Number(row?.['n']);
  };
  const before = await read();
  await exported('huyen-auditor');
  expect(await read()).toBe(before + 1);
  for (const code of ['huyen-secretary', 'xa-secretary', 'xa-clerk', 'A'])
    expect((await exported(code)).status).toBe(403);
  expect((await exported('ngoai-secretary')).status).toBe(404);
  expect(await read()).toBe(before + 1);
});
