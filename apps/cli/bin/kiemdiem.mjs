#!/usr/bin/env node
import '../../launcher/node-version.mjs';
import { existsSync } from 'node:fs';
import { Failure } from '../../launcher/failure.mjs';
import { main } from '../../launcher/main.mjs';
import { operatorDatabases } from '../../launcher/operator-databases.mjs';
import { dataDir, entryPoint } from '../../launcher/paths.mjs';
import { progressToStderr } from '../../launcher/progress.mjs';
import { run } from '../../launcher/run.mjs';

// Everything else goes over HTTP like any client
const OPERATORS = new Set(['audit', 'rebuild', 'migrate', 'first-admin-token', 'backup', 'restore', 'doctor']);

await main(async ({ onStop }) => {
  progressToStderr();
  if (!existsSync(entryPoint('cli'))) {
    throw new Failure(
      'Chưa biên dịch: chạy npm start hoặc npm run build trước.',
      'Not built yet: npm start or npm run build first.',
    );
  }
  const args = process.argv.slice(2);
  const operator = OPERATORS.has(args[0]) && !args.includes('--help');
  const databases = operator ? addresses(await operatorDatabases(dataDir, { onStop })) : {};
  const { code } = await run(process.execPath, ['--enable-source-maps', entryPoint('cli'), ...args], {
    env: { ...process.env, KIEMDIEM_DATA_DIR: dataDir, ...databases },
    stdio: 'inherit',
  });
  return code;
});

function addresses({ owner, api, worker }) {
  return { MIGRATION_DATABASE_URL: owner, DATABASE_URL: api, WORKER_DATABASE_URL: worker };
}
