/** What is known of the rivals on two quiet cores (design: PostgreSQL behind HTTP, Temporal with a local activity). */
const KNOWN = { bareRate: 2_000, bareP50: 1.8, plainRate: 103 };
const AT_LEAST = 0.7;

/** Why a comparison is worth nothing: a rival far below what is known of it was held up by something else. */
export function weakRival({ bareRate, bareP50, plainRate }) {
  const found = [
    bareRate < AT_LEAST * KNOWN.bareRate &&
      `bare transaction ${Math.round(bareRate)}/s < ${AT_LEAST} × ${KNOWN.bareRate}/s`,
    bareP50 > KNOWN.bareP50 / AT_LEAST &&
      `bare transaction p50 ${bareP50.toFixed(1)} ms > ${KNOWN.bareP50} ms / ${AT_LEAST}`,
    plainRate < AT_LEAST * KNOWN.plainRate &&
      `plain Temporal ${Math.round(plainRate)}/s < ${AT_LEAST} × ${KNOWN.plainRate}/s`,
  ].filter(Boolean);
  return found.length > 0 ? found.join('; ') : null;
}
