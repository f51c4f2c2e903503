#!/usr/bin/env node
import '../../launcher/node-version.mjs';
import { existsSync } from 'node:fs';
import { Failure } from '../../launcher/failure.mjs';
import { main } from '../../launcher/main.mjs';
import { operatorDatabases, runningTemporal } from '../../launcher/operator-databases.mjs';
import { dataDir, entryPoint } from '../../launcher/paths.mjs';
import { progressToStderr } from '../../launcher/progress.mjs';
import { run } from '../../launcher/run.mjs';

// Everything else goes over HTTP like any client
const OPERATORS = new Set([
  'audit',
  'rebuild',
  'migrate',
  'first-admin-token',
  'backup',
  'restore',
  'doctor',
  'resume',
]);

await main(async ({ onStop }) => {
  progressToStderr();
  if (!existsSync(entryPoint('cli'))) {
    throw new Failure(
      'Chưa biên dịch: chạy npm start hoặc npm run build trước.',
      'Not built yet: npm start or npm run build first.',
    );
  }
  const args = process.argv.slice(2);
  const operator = OPERATORS.has(args[0]) && !args.includes('--help') && !needsNoDatabase(args);
  const databases = operator ? addresses(await operatorDatabases(dataDir, { onStop })) : {};
  const temporal = operator ? runningTemporal(dataDir) : {};
  const { code } = await run(process.execPath, ['--enable-source-maps', entryPoint('cli'), ...args], {
    env: { ...process.env, KIEMDIEM_DATA_DIR: dataDir, ...databases, ...temporal },
    stdio: 'inherit',
  });
  return code;
});

/** What an auditor checks who has files only, and the public key, which lies beside the database. */
function needsNoDatabase([family, command, ...options]) {
  const offline = options.some((option) => /^--(events|proof)(=|$)/.test(option));
  return family === 'audit' && (command === 'key' || (command === 'verify' && offline));
}

function addresses({ owner, api, worker }) {
  return { MIGRATION_DATABASE_URL: owner, DATABASE_URL: api, WORKER_DATABASE_URL: worker };
}
