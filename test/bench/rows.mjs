import { decisions } from './rows/decisions.mjs';
import { district } from './rows/district.mjs';
import { growth } from './rows/growth.mjs';
import { million } from './rows/million.mjs';
import { nextStep } from './rows/next-step.mjs';
import { opening } from './rows/opening.mjs';
import { verifying } from './rows/verify.mjs';

/**
 * What is measured, in this order. A row is `{ id, label, arrange, run, tidy, measure }`: `arrange(bench)` makes what it
 * needs, `run(stage, bench)` is one round with every rival in turn, `tidy(stage)` stops what was started, and
 * `measure(samples, stage, bench)` makes figures of the rounds. `rounds(bench)` says how many, where not all of them.
 */
export const ROWS = [decisions, nextStep, opening, district, verifying, growth, million];

/** Measures one row; what it started is stopped whatever happens. */
export async function measureRow(row, bench) {
  bench.say(`${row.label}: arranging`);
  const stage = await row.arrange(bench);
  try {
    const rounds = row.rounds?.(bench) ?? bench.rounds;
    const samples = [];
    for (let round = 1; round <= rounds; round += 1) {
      bench.say(`${row.label}: round ${round} of ${rounds}`);
      samples.push(await row.run(stage, bench));
    }
    return await row.measure(samples, stage, bench);
  } finally {
    await row.tidy?.(stage);
  }
}
