import { namedByCase } from '../../../libs/domain/ids.js';
import { COMMAND_PATHS, PATHS_OF_A_CYCLE, type PersonCommandType } from './command-paths.js';

/** One thing that the caller may do now, and where. */
export interface AllowedAction {
  readonly command: PersonCommandType;
  readonly method: 'POST';
  readonly href: string;
}

/** Links for what somebody is offered, in the case that it stands in (`cell/{cycle}/{organisation}`, `cycle/{cycle}` and the like). */
export function allowedActions(offers: readonly string[], caseId: string): readonly AllowedAction[] {
  const { cycle, organisation } = namedByCase(caseId);
  const ofCycle: Readonly<Record<string, string>> = organisation === '' ? PATHS_OF_A_CYCLE : {};
  const links = offers.filter(isPersonCommand).map((command) => ({
    command,
    method: 'POST' as const,
    href: (ofCycle[command] ?? COMMAND_PATHS[command])
      .replace(':cycle', cycle)
      .replace(':organisation', organisation || ':organisation'),
  }));
  // Of the year's own case not everything has a route that an organisation's takes
  return links.filter(({ href }) => !href.includes(':'));
}

function isPersonCommand(name: string): name is PersonCommandType {
  return name in COMMAND_PATHS;
}
