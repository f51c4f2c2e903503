import type { ReturnedLine } from './events.js';
import { union, type Subjects } from './passes.js';

/** How the lines of one submission were answered so far, cumulative over blocks. */
export interface Answers {
  readonly decided: Subjects;
  readonly returned: readonly ReturnedLine[];
  readonly putOff: Subjects;
}

export const NO_ANSWERS: Answers = { decided: [], returned: [], putOff: [] };

/** Answers with a further block. */
export function addAnswers(
  before: Answers = NO_ANSWERS,
  { decided = [], returned = [], putOff = [] }: Partial<Answers>,
): Answers {
  return {
    decided: union(before.decided, decided),
    returned: [...before.returned, ...returned],
    putOff: union(before.putOff, putOff),
  };
}

/** Numbers of all lines that have an answer. */
export function answeredLines({ decided, returned, putOff }: Answers = NO_ANSWERS): Subjects {
  return [...decided, ...returned.map(({ subject }) => subject), ...putOff];
}
