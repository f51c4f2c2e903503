import { setMaxListeners } from 'node:events';
import { finding, type Finding } from './checks/finding.js';
import { unpaced, type Pace } from './pace.js';
import { peopleAct, type People } from './people.js';

/** The people at work, who can be stopped and told to look again. */
export interface Load {
  start(): void;
  /** Ends when nobody has anything under way. */
  stop(): Promise<void>;
  /** What people remember of their lists no longer stands. */
  again(): Promise<void>;
  /** Lets them come to the end of the year, and says whether they did. */
  finish(): Promise<Finding>;
}

export function openLoad(people: People, pace: Pace): Load {
  let stopping = new AbortController();
  let acting: Promise<unknown> = Promise.resolve();

  const act = (atPace: Pace) => {
    stopping = new AbortController();
    // Everybody who waits listens to it.
    setMaxListeners(0, stopping.signal);
    return peopleAct(people, atPace, stopping.signal);
  };
  const start = (): void => {
    acting = act(pace);
    // Thrown where it is awaited
    acting.catch(() => undefined);
  };
  const stop = async (): Promise<void> => {
    stopping.abort();
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
      const end = await act(unpaced);
      return finding(
        'liveness',
        { vi: 'mọi hồ sơ đi đến cùng', en: 'every case comes to its end' },
        `${people.run.plan.organisations.length + 1} cases`,
        end.ending === 'STALLED' ? end.open.split('\n') : [],
      );
    },
  };
}
