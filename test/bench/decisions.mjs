import { randomUUID } from 'node:crypto';
import { call } from './http.mjs';
import { load, median } from './load.mjs';
import { loadRulebook } from '../../dist/libs/rulebook/load-rulebook.js';
import { freePort, start, stop } from './processes.mjs';

const CLIENTS = 32;

/**
 * Single decisions, 32 clients and one alone: this system's self-assessments against one validated transaction
 * behind bare node:http, in turns.
 */
export async function decisionsRow({ databases, root, rounds, system, year }) {
  const cases = rounds * (PER_ROUND + ALONE);
  const port = await freePort();
  const bare = await start(`${root}/test/bench/rivals/bare-transaction.mjs`, {
    BENCH_DATABASE_URL: databases.superuser,
    BENCH_CASES: String(cases),
    PORT: String(port),
  });
  const bareBase = `http://127.0.0.1:${port}`;
  const ids = Array.from({ length: cases }, (_, index) => index + 1);
  // People of all cells in turn: real clients do not queue up at one.
  const people = [...year.subjects].sort((a, b) => placeInCell(a) - placeInCell(b));
  const bareAct = (id) => call(bareBase, 'POST', '/', { body: { id, step: 'SELF_ASSESSED' } });
  const measured = [];
  for (let round = 0; round < rounds; round += 1) {
    measured.push({
      bare: await load(ids.splice(0, PER_ROUND), CLIENTS, bareAct),
      ours: await load(people.splice(0, PER_ROUND), CLIENTS, (person) => selfAssess(system.base, person)),
      bareAlone: await load(ids.splice(0, ALONE), 1, bareAct),
      oursAlone: await load(people.splice(0, ALONE), 1, (person) => selfAssess(system.base, person)),
    });
  }
  await stop(bare);
  const of = (pick) => median(measured.map(pick));
  const round2 = (value) => Math.round(value * 100) / 100;
  const rate = round2(of(({ ours, bare: limit }) => ours.rate / limit.rate));
  const alone = round2(of(({ oursAlone, bareAlone }) => oursAlone.p50 / bareAlone.p50));
  return [
    {
      id: 'decisions.rate',
      label: `single decisions, ${CLIENTS} clients, against the bare transaction`,
      value: rate,
      unit: '× its rate',
      target: '≥ 0.4',
      met: rate >= 0.4,
      absolute: {
        ours: of((m) => m.ours.rate),
        bare: of((m) => m.bare.rate),
        oursP95: of((m) => m.ours.p95),
        oursP99: of((m) => m.ours.p99),
      },
    },
    {
      id: 'decisions.alone',
      label: 'one client alone, p50 against the bare transaction',
      value: alone,
      unit: '× its p50',
      target: '≤ 3',
      met: alone <= 3,
      absolute: { ours: of((m) => m.oursAlone.p50), bare: of((m) => m.bareAlone.p50) },
    },
  ];
}

const placeInCell = ({ code }) => Number(code.split('-').at(-1));

const PER_ROUND = 300;
const ALONE = 30;
export const membersNeeded = (rounds) => rounds * (PER_ROUND + ALONE);

const criteria = loadRulebook('rs-2018', 'rulebooks').assessment.members.criteria.filter(
  ({ onlyIf }) => onlyIf === undefined,
);
const degrees = Object.fromEntries(criteria.map(({ id }) => [id, 'D3']));

function selfAssess(base, { id, organisation, token }) {
  const line = { member: id, degrees, points: null, results: {}, ownClass: 'GOOD', document: null, paper: null };
  return call(base, 'POST', `/api/v1/cycles/bench/organisations/${organisation}/self-assessments`, {
    token,
    key: randomUUID(),
    body: { lines: [line] },
  });
}
