import type { Json, Rejection } from '../rejection.js';
import { isRejection } from '../rejection.js';
import type { Accepted, Decision, Recorded } from './world.js';

export function accept(events: readonly Recorded[], answer: { readonly [key: string]: Json } = {}): Accepted {
  return { events, answer };
}

/** Decides each line and gathers the events; the first refusal refuses the whole command. */
export function everyLine<Line>(
  lines: readonly Line[],
  decide: (line: Line) => readonly Recorded[] | Rejection,
): readonly Recorded[] | Rejection {
  const events: Recorded[] = [];
  for (const line of lines) {
    const decided = decide(line);
    if (isRejection(decided)) return decided;
    events.push(...decided);
  }
  return events;
}

/** Names who acted in every event: a body, through whoever recorded it. */
export function actedBy(by: string, decision: Decision): Decision {
  return isRejection(decision) ? decision : { ...decision, events: decision.events.map((each) => ({ ...each, by })) };
}

/** Accepts what was decided, unless it is a refusal. */
export function acceptAll(events: readonly Recorded[] | Rejection): Accepted | Rejection {
  return isRejection(events) ? events : accept(events);
}
