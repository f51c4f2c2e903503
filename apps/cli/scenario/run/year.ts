import { atWork } from './at-work.js';
import type { Person } from './crew.js';
import type { Mishaps } from './mishaps.js';
import type { OpenRun } from './open-run.js';
import type { Progress } from './progress.js';
import { visit } from './visit.js';

/** Lets the people of a scenario live through its year, with the mishaps that its file has come. */
export async function liveThroughTheYear(
  run: OpenRun,
  steward: Person,
  mishaps: Mishaps,
  progress: Progress,
): Promise<void> {
  const end = await atWork(run, steward, {
    async visit(person) {
      const visited = await visit(run, mishaps, person);
      visited.done.forEach(({ command, items }) => progress.count(command, items.length));
      return visited;
    },
    follow: (status) => progress.show(status),
  });
  if (end.ending === 'STALLED') throw new Error(`Không ai làm gì được nữa (stalled):\n${end.open}`);
}
