// Ends with 0 when the process of this container answers that it is well.
const url = process.env.HEALTH_URL ?? `http://127.0.0.1:${process.env.PORT}/health/ready`;
const { ok } = await fetch(url, { signal: AbortSignal.timeout(4_000) }).catch(() => ({ ok: false }));
process.exitCode = ok ? 0 : 1;
