import type { ProcedureActivities } from '../../libs/domain/ports.js';

type Call = (...args: readonly unknown[]) => Promise<unknown>;

/** Runs every activity twice, as after a worker that died between doing and saying so; the second answer counts. */
export const everyActivityTwice = (activities: ProcedureActivities): ProcedureActivities =>
  around(activities, async (call) => {
    await call();
    return await call();
  });

/** Fails the first try of each activity, by turns before and after it has done its work. */
export function failAtEachActivity(activities: ProcedureActivities): ProcedureActivities {
  const tried = new Set<string>();
  let turn = 0;
  return around(activities, async (call, what) => {
    if (tried.delete(what)) return await call();
    tried.add(what);
    turn += 1;
    if (turn % 2 === 0) await call();
    throw new Error('the store is away');
  });
}

function around(
  activities: ProcedureActivities,
  fault: (call: () => Promise<unknown>, what: string) => Promise<unknown>,
): ProcedureActivities {
  const wrap = ([name, call]: [string, Call]) => [
    name,
    (...args: readonly unknown[]) => fault(() => call(...args), JSON.stringify([name, args])),
  ];
  return Object.fromEntries(Object.entries(activities as unknown as Record<string, Call>).map(wrap)) as never;
}
