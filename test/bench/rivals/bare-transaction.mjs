import { createServer } from 'node:http';
import pg from 'pg';

/** The limit: one validated transaction (read the state row, update it, insert one event) behind node:http, nothing else. */
const pool = new pg.Pool({ connectionString: process.env.BENCH_DATABASE_URL, max: 10 });
const ORDER = ['SELF_ASSESSED', 'VOTED', 'PROPOSED', 'DECIDED'];

await pool.query('CREATE TABLE bare_case (id int PRIMARY KEY, version int NOT NULL, state jsonb NOT NULL)');
await pool.query(
  'CREATE TABLE bare_event (id bigint GENERATED ALWAYS AS IDENTITY, case_id int NOT NULL, version int NOT NULL, data jsonb NOT NULL, UNIQUE (case_id, version))',
);
await pool.query(`INSERT INTO bare_case SELECT n, 0, '{"done":[]}' FROM generate_series(1, $1::int) n`, [
  Number(process.env.BENCH_CASES),
]);

createServer((request, response) => {
  let text = '';
  request.on('data', (chunk) => (text += chunk));
  request.on('end', () => {
    decide(JSON.parse(text)).then(
      (answer) => response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer)),
      (error) => response.writeHead(500).end(String(error)),
    );
  });
}).listen(Number(process.env.PORT), '127.0.0.1', () => process.send?.('ready'));

async function decide({ id, step }) {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const { rows } = await client.query({
      name: 'read',
      text: 'SELECT version, state FROM bare_case WHERE id = $1 FOR UPDATE',
      values: [id],
    });
    const { version, state } = rows[0];
    if (state.done.length !== ORDER.indexOf(step)) {
      await client.query('ROLLBACK');
      return { status: 409 };
    }
    const values = [id, version + 1, JSON.stringify({ done: [...state.done, step] })];
    await client.query({ name: 'write', text: 'UPDATE bare_case SET version = $2, state = $3 WHERE id = $1', values });
    await client.query({
      name: 'event',
      text: 'INSERT INTO bare_event (case_id, version, data) VALUES ($1, $2, $3)',
      values: [id, version + 1, JSON.stringify({ step })],
    });
    await client.query('COMMIT');
    return { status: 200, version: version + 1 };
  } finally {
    client.release();
  }
}

process.on('SIGTERM', () => process.exit(0));
