import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { call } from './http.mjs';
import { createNamespace } from './namespaces.mjs';
import { freePort, start } from './processes.mjs';

/** This system as an operator runs it, api and worker of the built checkout, with a database of its own. */
export async function startSystem(databases, root) {
  const program = (path) => join(root, 'dist', path);
  const dataDir = mkdtempSync(join(tmpdir(), 'kiemdiem-bench-'));
  const operator = {
    ...process.env,
    MIGRATION_DATABASE_URL: databases.owner,
    DATABASE_URL: databases.api,
    WORKER_DATABASE_URL: databases.worker,
  };
  const cli = (command) =>
    execFileSync(process.execPath, [program('apps/cli/main.js'), command], { env: operator, encoding: 'utf8' }).trim();
  cli('migrate');
  const oneTimeToken = cli('first-admin-token');
  const port = await freePort();
  const TEMPORAL_NAMESPACE = await createNamespace();
  const env = { ...operator, TEMPORAL_NAMESPACE, KIEMDIEM_DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: String(port) };
  const worker = await start(program('apps/worker/main.js'), env);
  const api = await start(program('apps/api/main.js'), env);
  const base = `http://127.0.0.1:${port}`;
  return { base, api, worker, oneTimeToken };
}

/** A commune of `cells` cells of 25 members under a district, with its year opened; gives each member's token and case. */
export async function openYear({ base, oneTimeToken }, cells) {
  const admin = await call(base, 'POST', '/api/v1/setup', { body: { token: oneTimeToken, name: 'Quản trị' } });
  const as = (token) => (method, path, body) =>
    call(base, method, `/api/v1${path}`, { token, key: randomUUID(), body });
  const rows = tree(cells);
  const { members } = await as(admin.token)('POST', '/imports', rows);
  const people = [{ code: 'chair' }, ...rows.members.map(({ code }) => ({ code }))];
  const { tokens } = await as(admin.token)('POST', '/tokens', { people });
  const tokenOf = Object.fromEntries(tokens.map(({ code, token }) => [code, token]));
  const chair = as(tokenOf.chair);
  await chair('POST', '/cycles', { cycle: 'bench', year: 2018, root: 'district', rulebook: 'rs-2018' });
  await chair('POST', '/cycles/bench/open');
  const subjects = rows.members.map(({ code, organisation }) => ({
    code,
    organisation,
    id: members[code],
    token: tokenOf[code],
  }));
  await opened(as, subjects);
  return { subjects, chair };
}

/** Waits until every cell asks its last member for a self-assessment. */
async function opened(as, subjects) {
  const last = subjects.filter((subject, index) => subject.organisation !== subjects[index + 1]?.organisation);
  for (const { token } of last) {
    for (let tries = 0; ; tries += 1) {
      const { items } = await as(token)('GET', '/work-items');
      if (items.length > 0) break;
      if (tries > 300) throw new Error('a cell did not open');
      await sleep(200);
    }
  }
}

function tree(cells) {
  const tier = (code, parents, kind, grassroots) => ({ code, name: code, parents, kind, grassroots });
  const cell = (index) => `cell-${index + 1}`;
  const ids = Array.from({ length: cells }, (_, index) => cell(index));
  return {
    asOf: '2018-01-01',
    tiers: [
      tier('DISTRICT', [], 'COMMITTEE', false),
      tier('COMMUNE', ['DISTRICT'], 'COMMITTEE', true),
      tier('CELL', ['COMMUNE'], 'CELL', false),
    ],
    organisations: [
      { id: 'district', name: 'Huyện', tier: 'DISTRICT', parent: null },
      { id: 'commune', name: 'Xã', tier: 'COMMUNE', parent: 'district' },
      ...ids.map((id) => ({ id, name: id, tier: 'CELL', parent: 'commune' })),
    ],
    people: [{ code: 'chair', name: 'Bí thư' }],
    members: ids.flatMap((organisation) =>
      Array.from({ length: 25 }, (_, index) => ({
        code: `${organisation}-${index + 1}`,
        name: 'Đảng viên',
        organisation,
        official: true,
        admittedOn: '2001-05-19',
      })),
    ),
    posts: [{ person: 'chair', role: 'SECRETARY', organisation: 'district', from: '2015-01-01' }],
  };
}
