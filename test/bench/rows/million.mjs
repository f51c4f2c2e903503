import { setTimeout as sleep } from 'node:timers/promises';
import { rowsOf } from '../databases.mjs';
import { figure, round } from '../figure.mjs';
import { call } from '../http.mjs';
import { liveYear } from '../lived-year.mjs';
import { quantiles } from '../load.mjs';
import { planOf } from '../million-plans.mjs';
import { copyDistrict } from '../million-rows.mjs';
import { readers, tokenOf } from '../million-readers.mjs';
import { caller, startSystem } from '../system.mjs';

const ROOT = 'bac-me';
const WITHIN_MS = 50;

/** Reports and inboxes with a million members in the read models: half of them in closed cycles, half in opened ones. */
export const million = {
  id: 'million',
  label: 'reports and inboxes at 1,000,000 members',

  async arrange(bench) {
    const members = bench.size(1_000_000, 2_000);
    const { paper } = bench.kept.years ?? {
      paper: await liveYear(bench, { share: bench.size(1, 0.05), work: 'clerk' }),
    };
    const { databases } = paper;
    const system = await startSystem(bench, databases);
    const closed = (await rowsOf(databases.superuser, "SELECT cycle FROM review_case WHERE kind = 'CYCLE'"))[0].cycle;
    const opened = await openNextYear(system);
    // Else it would start a workflow for every copy of an open case
    await system.stopWorker();
    await copyDistrict(databases.superuser, { root: ROOT, closed, opened, members, say: bench.say });
    const people = await readers(databases.superuser, { root: ROOT, each: bench.size(100, 3) });
    // The first report after a start counts what later ones remember: told apart
    return { system, people, first: await visit(system, people) };
  },

  run: ({ system, people }) => visit(system, people),

  tidy: ({ system }) => system.stop(),

  async measure(samples, { system, first }) {
    const visits = samples.flat();
    const counts = await rowsOf(system.databases.superuser, COUNTS);
    const row = async (what, label) => {
      const kinds = [...new Set(visits.filter((one) => one.what === what).map(({ kind }) => kind))];
      const among = (some) => (kind) =>
        quantiles(some.filter((one) => one.what === what && one.kind === kind).map(({ ms }) => ms));
      const of = among(visits);
      const shown = ({ p50, p95 }) => `${round(p50)}/${round(p95)}`;
      const worst = kinds.toSorted((one, other) => of(other).p95 - of(one).p95)[0];
      const slow = visits.filter((one) => one.what === what && one.kind === worst).toSorted((a, b) => b.ms - a.ms)[0];
      const missed = of(worst).p95 > WITHIN_MS;
      return figure({
        ...(missed && { plan: await planOf(system.databases.superuser, what, slow.reader) }),
        id: `million.${what}`,
        label: `${label} at ${counts[0].members} members, p95 of whoever waits longest`,
        value: of(worst).p95,
        unit: 'ms',
        target: { atMost: WITHIN_MS },
        absolute: {
          ...Object.fromEntries(kinds.map((kind) => [`${kind}: p50/p95 ms`, shown(of(kind))])),
          ...Object.fromEntries(kinds.map((kind) => [`${kind}, first time: p50/p95 ms`, shown(among(first)(kind))])),
          ...counts[0],
        },
      });
    };
    return [await row('inbox', 'inboxes'), await row('report', 'reports')];
  },
};

/** Everybody opens what he opens, one at a time, over HTTP; gives how long each waited. */
async function visit(system, people) {
  const visits = [];
  for (const { kind, person, token, cycle, opens } of people) {
    for (const what of opens) {
      const from = performance.now();
      await call(system.base, 'GET', what === 'inbox' ? '/api/v1/work-items' : `/api/v1/reports/${cycle}`, { token });
      visits.push({ reader: { person, cycle }, kind, what, ms: performance.now() - from });
    }
  }
  return visits;
}

const COUNTS = `
  SELECT (SELECT count(*)::int FROM member) AS members, (SELECT count(*)::int FROM review_case) AS cases,
    (SELECT count(*)::int FROM stream) AS streams, (SELECT count(*)::int FROM work_item) AS "work items",
    round(pg_database_size(current_database()) / 1e9, 2)::float8 AS "database GB"`;

/** The district opens its next year, so that every member has something to do; gives the cycle. */
async function openNextYear(system) {
  const { superuser } = system.databases;
  const steward = caller(system.base, await tokenOf(superuser, `${ROOT}.org-dept`));
  const cycle = `${ROOT}-nam-sau`;
  await steward('POST', '/cycles', { cycle, year: 2019, root: ROOT, rulebook: 'rs-2018-ha-giang' });
  await steward('POST', `/cycles/${cycle}/open`);
  for (let tries = 0; tries < 600; tries += 1) {
    const [{ waits }] = await rowsOf(superuser, CELLS_NOT_OPENED, [cycle]);
    if (waits === 0) return cycle;
    await sleep(1_000);
  }
  throw new Error('the next year did not open');
}

/** Cells of the district where nobody is asked yet; those whose members nobody reviews ask nobody. */
const CELLS_NOT_OPENED = `
  SELECT count(*)::int AS waits FROM review_case c WHERE c.cycle <> $1 AND c.kind = 'CELL' AND NOT EXISTS (
    SELECT FROM event e WHERE e.stream_id = 'procedure/cell/' || $1 || '/' || c.organisation
      AND e.type IN ('StepOpened', 'SettledWithoutClass'))`;
