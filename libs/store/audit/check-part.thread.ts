import { parentPort, workerData } from 'node:worker_threads';
import { checkPart, type Part } from './check-part.js';

const { findings, ...counted } = await checkPart(workerData as Part, (events) => parentPort?.postMessage(events));
parentPort?.postMessage({ ...counted, findings: { first: findings.first, count: findings.count } });
