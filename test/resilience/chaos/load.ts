import { setMaxListeners } from 'node:events';
import type { Finding } from './checks/finding.js';
import { finding } from './checks/finding.js';
import { everyMs, unpaced } from './pace.js';
import { peopleAct, type Ending, type People } from './people.js';

/** The people at work, who can be stopped and told to look again. */
export interface Load {
  start(): void;
  /** Ends when nobody has anything under way. */
  stop(): Promise<void>;
  /** What people remember of their lists no longer stands. */
  again(): Promise<void>;
  /** Lets them come to the end of the year, and says whether they did. */
  finish(): Promise<Finding>;
  readonly closed: () => boolean;
}

export function openLoad(people: People, intervalMs: number): Load {
  const pace = everyMs(intervalMs);
  let telling = new AbortController();
  let acting: Promise<Ending> = Promise.resolve({ ending: 'TOLD' });
  let closed = false;

  const start = (): void => {
    telling = new AbortController();
    setMaxListeners(0, telling.signal);
    acting = peopleAct(people, pace, telling.signal);
    acting.then(
      ({ ending }) => void (closed = ending === 'CLOSED'),
      () => undefined,
    );
  };
  const stop = async (): Promise<void> => {
    telling.abort();
    await acting;
  };
  return {
    start,
    stop,
    async again() {
      await stop();
      people.run.answered.clear();
      start();
    },
    async finish() {
      telling = new AbortController();
      setMaxListeners(0, telling.signal);
      const ending = await peopleAct(people, unpaced, telling.signal);
      return finding(
        'liveness',
        { vi: 'mọi hồ sơ đi đến cùng', en: 'every case comes to its end' },
        `${people.run.plan.organisations.length + 1} cases`,
        ending.ending === 'STALLED' ? ending.open.split('\n') : [],
      );
    },
    closed: () => closed,
  };
}
