/** A scenario that cannot be run, with what to change in the file. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';
}
