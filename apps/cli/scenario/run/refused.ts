import type { Problem } from '../http/problem.js';

export interface RefusedAct {
  readonly who: string;
  readonly tried: string;
  readonly problem: Problem;
}

/** A refusal that the file did not ask for. */
export class Refused extends Error {
  override readonly name = 'Refused';
  constructor({ who, tried, problem }: RefusedAct) {
    const details = problem.details === undefined ? '' : `\n    ${JSON.stringify(problem.details)}`;
    super(`${who} bị từ chối (refused): ${tried}\n    ${problem.code} (${problem.status}) ${problem.title}${details}`);
  }
}
