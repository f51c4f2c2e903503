import { fileURLToPath } from 'node:url';
import { NativeConnection, Worker } from '@temporalio/worker';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.BENCH_DATABASE_URL, max: 10 });
await pool.query(
  'CREATE TABLE IF NOT EXISTS plain_row (member text NOT NULL, place int NOT NULL, step text NOT NULL, PRIMARY KEY (member, place))',
);
const connection = await NativeConnection.connect({ address: process.env.TEMPORAL_ADDRESS });
const worker = await Worker.create({
  connection,
  namespace: process.env.TEMPORAL_NAMESPACE,
  taskQueue: 'plain-temporal',
  workflowsPath: fileURLToPath(new URL('./plain-temporal.workflows.mjs', import.meta.url)),
  maxCachedWorkflows: 2_000,
  activities: {
    writeRow: (member, place, step) =>
      pool.query({
        name: 'row',
        text: 'INSERT INTO plain_row VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
        values: [member, place, step],
      }),
  },
});
process.on('SIGTERM', () => worker.shutdown());
const running = worker.run();
process.send?.('ready');
await running;
await connection.close();
await pool.end();
process.exit(0);
