import { namedByCase } from '../../../libs/domain/ids.js';
import { COMMAND_PATHS, type PersonCommandType } from './command-paths.js';

/** One thing that the caller may do now, and where. */
export interface AllowedAction {
  readonly command: PersonCommandType;
  readonly method: 'POST';
  readonly href: string;
}

/** Links for the commands that a work item offers, in the case that it stands in (`cell/{cycle}/{organisation}` and the like). */
export function allowedActions(offers: readonly string[], caseId: string): readonly AllowedAction[] {
  const { cycle, organisation } = namedByCase(caseId);
  return offers.filter(isPersonCommand).map((command) => ({
    command,
    method: 'POST',
    href: COMMAND_PATHS[command].replace(':cycle', cycle).replace(':organisation', organisation),
  }));
}

function isPersonCommand(name: string): name is PersonCommandType {
  return name in COMMAND_PATHS;
}
