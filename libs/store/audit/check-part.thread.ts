import { once } from 'node:events';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { checkParts, type CheckedPart, type Part, type Snapshot } from './check-part.js';

/** Each message says what came of the last part and asks for the next. */
async function next(port: MessagePort, result: CheckedPart | null): Promise<Part | undefined> {
  const answer = once(port, 'message');
  port.postMessage(result);
  const [part] = (await answer) as [Part | undefined];
  return part;
}

if (parentPort === null) throw new Error('this is a thread of the audit');
const port = parentPort;
let last: CheckedPart | null = null;
await checkParts(workerData as Snapshot, {
  next: () => next(port, last),
  done: (_, checked) => void (last = checked),
});
port.close();
