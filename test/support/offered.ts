import { cycleOffers } from '../../libs/domain/cycle/decide.js';
import { caseOffers } from '../../libs/domain/handling/offers.js';
import type { Actor, Command, World } from '../../libs/domain/handling/world.js';
import { memberOffers } from '../../libs/domain/member-review/without-step.js';
import { wishOffers } from '../../libs/domain/procedure/wish.js';
import type { Rulebook } from '../../libs/domain/rulebook.js';

/** Commands that no work item offers: whoever may give one is told so by the case itself. */
const WITHOUT_ITEM: readonly Command['type'][] = [
  'openCycle',
  'changeTimetable',
  'correctSelfAssessment',
  'waiveResidenceComment',
  'correctTally',
  'correctSecondRound',
  'grantCeilingException',
  'goOnWithoutLate',
  'goOnWithoutChild',
  'requestClosing',
];

interface Asked {
  readonly world: World;
  readonly actor: Actor;
  readonly rulebook: Rulebook;
}

/** What a person is offered about what a command is about, beside his work items. */
export function offersAbout(command: Command, { world, actor, rulebook }: Asked): readonly string[] {
  const [kind, cycle = ''] = command.case.split('/');
  if (kind === 'cycle') return [...cycleOffers(world.cycle(cycle), actor), ...wishOffers(world, command.case, actor)];
  const members = 'lines' in command ? command.lines.flatMap((line) => ('member' in line ? [line.member] : [])) : [];
  return [
    ...caseOffers(world, command.case, { actor, rulebook }),
    ...members.flatMap((member) => memberOffers(world, command.case, member, actor)),
  ];
}

/** Whether a command that the deciders have accepted was offered to whoever gave it. */
export function wasOffered(command: Command, asked: Asked): boolean {
  return !WITHOUT_ITEM.includes(command.type) || offersAbout(command, asked).includes(command.type);
}
