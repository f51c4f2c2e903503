import { postgresPid } from './databases.mjs';

/** What every row is given: how large to measure, how often, and what it may share with other rows. */
export async function openBench({ root, rounds, quick, profile }) {
  const began = Date.now();
  return {
    root,
    rounds,
    quick,
    servers: { postgres: await postgresPid(), temporal: Number(process.env.BENCH_TEMPORAL_PID) || undefined },
    size: (full, small) => (quick ? small : full),
    /** Node's options and environment for a program, where its CPU profile is wanted. */
    profiled: (name) => profile?.of(name) ?? { execArgv: [], env: {} },
    /** What a row leaves for those after it: `years`, lived through. */
    kept: {},
    say(text) {
      console.log(`[${((Date.now() - began) / 1000).toFixed(1).padStart(7)} s] ${text}`);
    },
  };
}
