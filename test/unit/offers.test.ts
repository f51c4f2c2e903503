import { describe, expect, test } from '@jest/globals';
import { COMMAND_PATHS } from '../../apps/api/commands/command-paths.js';
import { workItemsOf } from '../../libs/domain/handling/handle.js';
import { cycleOffers } from '../../libs/domain/cycle/decide.js';
import { caseOffers } from '../../libs/domain/handling/offers.js';
import type { Actor, Command, Recorded } from '../../libs/domain/handling/world.js';
import { memberOffers } from '../../libs/domain/member-review/without-step.js';
import { isRejection } from '../../libs/domain/rejection.js';
import type { Rulebook } from '../../libs/domain/rulebook.js';
import { RS_2018, given, member, person, type Given } from '../support/given.js';
import * as scene from '../support/cell-of-four.js';

const { CELL, COMMUNE } = scene;
const { ceiling } = RS_2018;
const RULES: Rulebook = {
  ...RS_2018,
  ballot: { ...RS_2018.ballot, rounds: 2 },
  ceiling: { ...ceiling, members: { ...ceiling.members, exceptionRatio: 0.25 } },
};
const STEERS = person('p-H', [['SECRETARY', 'huyen']]);
const EVERYONE: readonly Actor[] = [
  ...[scene.CELL_SECRETARY, scene.CELL_DEPUTY, scene.RESIDENCE_SECRETARY, scene.COMMUNE_SECRETARY],
  ...[scene.COMMUNE_OFFICE, scene.COMMUNE_CLERK, scene.STRANGER, member('C'), STEERS],
];

/** What somebody is offered anywhere, as things stand. */
function offered({ world }: Given): readonly string[] {
  const cases = [CELL, COMMUNE];
  return [
    ...cases.flatMap((caseId) => workItemsOf(caseId, world)).flatMap(({ offers }) => offers),
    ...EVERYONE.flatMap((actor) => [
      ...cycleOffers(world.cycle(scene.CYCLE), actor),
      ...cases.flatMap((caseId) => caseOffers(world, caseId, { actor, rulebook: RULES })),
      ...['A', 'B', 'C'].flatMap((id) => memberOffers(world, CELL, id, actor)),
    ]),
  ];
}

const assessed = ['A', 'B', 'C'].map((id) =>
  scene.onMember(id, { type: 'SelfAssessmentSubmitted', pass: 'all', ...scene.selfAssessment() }),
);
const ballot = { case: CELL, meeting: 'm1' };
const tally = scene.tallyOf();
const lines = ['A', 'B', 'C'].map((id) => ({ member: id, votes: scene.votes('GOOD') }));
const yes = ['A', 'B', 'C'].map((id) => ({ member: id, votes: { yes: 1, no: 2, blank: 0 } }));
const heard = { heldOn: '2018-12-09', heard: ['A', 'B', 'C'], absent: [], convenedOfficial: 3, presentOfficial: 3 };
const MEETING: readonly (readonly [Command, Actor])[] = [
  [{ ...ballot, ...heard, type: 'recordMeeting', minutes: null }, scene.CELL_SECRETARY],
  [{ ...ballot, type: 'recordTally', tally, lines }, scene.CELL_SECRETARY],
  [{ ...ballot, type: 'confirmTally' }, scene.CELL_DEPUTY],
  [{ ...ballot, type: 'recordSecondRound', tally, lines: yes }, scene.CELL_SECRETARY],
  [{ ...ballot, type: 'confirmSecondRound' }, scene.CELL_DEPUTY],
];
const list = `${CELL}:all`;
const fromOutside: Recorded = scene.onMember('C', {
  type: 'MemberReviewOpened',
  cycle: scene.CYCLE,
  caseId: CELL,
  member: 'C',
  number: 3,
  organisation: 'ban-lang',
  official: true,
  residence: { due: 'REQUIRED', cell: null, committee: null },
  facts: {},
});
const commented = scene.onMember('B', {
  type: 'ResidenceCommentGiven',
  pass: 'all',
  grades: {},
  document: null,
  frontCommitteeMetOn: null,
});
const inCell = (...events: readonly Recorded[]): Given => given([...scene.OPENED, ...events]);

/** Every stage at which something else is to do. */
function* stages(): Generator<Given> {
  yield inCell(scene.stepOpened(CELL, 'SELF_ASSESSMENT', [1, 2, 3], 'MEMBER', 'all/late'));
  const comments = scene.stepOpened(CELL, 'RESIDENCE_COMMENT', [2, 3], 'RESIDENCE_SECRETARY');
  yield inCell(fromOutside, comments);
  yield inCell(comments, commented);
  let meeting = inCell(...assessed, scene.stepOpened(CELL, 'MEETING', [1, 2, 3], 'CELL_SECRETARY'));
  yield meeting;
  for (const [command, actor] of MEETING) {
    const { decision } = meeting.when(command, actor, RULES);
    if (isRejection(decision)) throw new Error(`${command.type}: ${decision.rejected}`);
    yield (meeting = meeting.and(...decision.events));
  }
  yield inCell(scene.stepOpened(CELL, 'PROPOSAL', [1, 2, 3], 'CELL_SECRETARY'));
  yield inCell(scene.stepOpened(CELL, 'OWN_CLASS', [0], 'CELL', 'own'));
  const received = scene.submissionReceived('all', [1, 2, 3]);
  for (const step of ['OPINION', 'APPRAISAL', 'DECISION'] as const)
    yield inCell(received, scene.stepOpened(COMMUNE, step, [1, 2, 3], 'STANDING_COMMITTEE', list));
  for (const step of ['COLLECTIVE', 'HEAD', 'PUBLICATION'] as const)
    yield inCell(scene.stepOpened(COMMUNE, step, [0], 'LEADERSHIP_COLLECTIVE', 'own'));
}

describe('what somebody may do is told to him', () => {
  test('every command that has a route is offered at some stage, but the one before which there is nothing', () => {
    const known = new Set([...stages()].flatMap(offered));
    expect(Object.keys(COMMAND_PATHS).filter((command) => !known.has(command))).toEqual(['createCycle']);
    expect([...known].filter((command) => !(command in COMMAND_PATHS))).toEqual([]);
  });

  const WISHES = ['goOnWithoutLate', 'goOnWithoutChild', 'requestClosing'] as const;
  test.each(WISHES)('%s is offered exactly to those from whom it would be taken', (type) => {
    for (const { world, when } of stages()) {
      for (const caseId of [CELL, COMMUNE]) {
        const { steps, opened } = world.procedure(caseId);
        const [open] = Object.values(steps);
        const [child] = opened?.children ?? [];
        const command = {
          type,
          case: caseId,
          step: open?.step ?? 'MEETING',
          pass: open?.pass ?? 'all',
          child: child?.caseId ?? CELL,
          reason: 'X',
        } satisfies Command;
        for (const actor of EVERYONE) {
          const taken = !isRejection(when(command, actor, RULES).decision);
          const offers = caseOffers(world, caseId, { actor, rulebook: RULES });
          expect([actor, caseId, offers.includes(type)]).toEqual([actor, caseId, taken]);
        }
      }
    }
  });

  test('a closed case offers nothing', () => {
    const closed: Recorded = {
      stream: `procedure/${CELL}`,
      caseId: CELL,
      subject: null,
      event: { type: 'CaseClosed', decidedLater: 0 },
    };
    const { world } = inCell(...assessed, closed);
    for (const actor of EVERYONE) {
      expect(caseOffers(world, CELL, { actor, rulebook: RULES })).toEqual([]);
      expect(memberOffers(world, CELL, 'A', actor)).toEqual([]);
    }
  });
});
