import { setTimeout as sleep } from 'node:timers/promises';
import { rowsOf } from '../databases.mjs';
import { figure, round } from '../figure.mjs';
import { load, median, paced, quantiles } from '../load.mjs';
import { openYear, selfAssess } from '../opened-year.mjs';
import { startSystem } from '../system.mjs';

const CLIENTS = 32;
const SHARE = 0.6;
/** Cells whose members write at the same time. */
const ABREAST = 32;

/**
 * How long after the last self-assessment of a cell its meeting is opened, while members of other cells hand in theirs
 * at 60 % of what the machine can take.
 */
export const nextStep = {
  id: 'next-step',
  label: 'next step after its last event',

  async arrange(bench) {
    const sizes = { saturated: bench.size(800, 100), paced: bench.size(1_600, 100) };
    const system = await startSystem(bench);
    const subjects = await openYear(system, bench.rounds * (sizes.saturated + sizes.paced));
    return { sizes, system, subjects, act: (person) => selfAssess(system.base, person) };
  },

  async run({ sizes, system, subjects, act }) {
    const { rate } = await load(inTurn(subjects.splice(0, sizes.saturated)), CLIENTS, act);
    await allOpened(system);
    const since = await clock(system);
    await paced(oneByOne(subjects.splice(0, sizes.paced)), SHARE * rate, act);
    await allOpened(system);
    const rows = await rowsOf(system.databases.superuser, DELAYS, [since]);
    return { rate, cells: rows.length, ...quantiles(rows.map(({ ms }) => ms)) };
  },

  tidy: ({ system }) => system.stop(),

  measure(samples) {
    const of = (pick) => median(samples.map(pick));
    return [
      figure({
        id: 'next-step.p95',
        label: 'next step opened after the last event it waited for, at 60 % of the saturated rate, p95',
        value: of(({ p95 }) => p95) / 1_000,
        unit: 's',
        target: { atMost: 0.5 },
        absolute: {
          'p50 s': round(of(({ p50 }) => p50) / 1_000),
          'p99 s': round(of(({ p99 }) => p99) / 1_000),
          'decisions/s': round(SHARE * of(({ rate }) => rate)),
          steps: samples.reduce((sum, { cells }) => sum + cells, 0),
        },
      }),
    ];
  },
};

const inTurn = (subjects) => subjects.toSorted((one, other) => one.place - other.place);

/** So ordered that some cells are abreast and one is done after the other. */
const oneByOne = (subjects) => subjects.toSorted((one, other) => begun(one) - begun(other));
const begun = ({ cell, place }) => cell + (place / 25) * ABREAST;

const clock = async ({ databases }) => (await rowsOf(databases.superuser, 'SELECT clock_timestamp() AS now'))[0].now;

/** Waits until no cell has handed in everything without being asked to meet. */
async function allOpened({ databases }) {
  for (let tries = 0; ; tries += 1) {
    const [{ waiting }] = await rowsOf(databases.superuser, WAITING);
    if (waiting === 0) return;
    if (tries > 600) throw new Error(`${waiting} cells wait in vain for their next step`);
    await sleep(100);
  }
}

// Case by case: the last self-assessment, how many are in, and the meeting that waited for all of them
const CASES = `
  SELECT e.case_id, max(e.recorded_at) FILTER (WHERE e.type = 'SelfAssessmentSubmitted') AS last,
    count(*) FILTER (WHERE e.type = 'SelfAssessmentSubmitted') AS done,
    max(jsonb_array_length(e.data -> 'subjects')) FILTER (WHERE e.type = 'CaseOpened') AS subjects,
    min(e.recorded_at) FILTER (WHERE e.type = 'StepOpened' AND e.data ->> 'step' = 'MEETING') AS opened
  FROM event e JOIN review_case c ON c.id = e.case_id AND c.kind = 'CELL' GROUP BY e.case_id`;
const WAITING = `SELECT count(*)::int AS waiting FROM (${CASES}) c WHERE done = subjects AND opened IS NULL`;
const DELAYS = `
  SELECT extract(epoch FROM opened - last)::float8 * 1000 AS ms FROM (${CASES}) c WHERE done = subjects AND last > $1`;
