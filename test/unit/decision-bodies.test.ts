import { describe, expect, test } from '@jest/globals';
import type { Command, Recorded } from '../../libs/domain/handling/world.js';
import { memberStream, organisationStream } from '../../libs/domain/ids.js';
import type { Decide } from '../../libs/domain/organisation-review/commands.js';
import * as scene from '../support/cell-of-four.js';
import { given, person } from '../support/given.js';
import { decide, DECIDED, digestOf, line, submission, SUBMITTED, submitted, three } from '../support/submitted-list.js';

const { CELL, COMMUNE, COMMUNE_SECRETARY } = scene;

describe('who decides', () => {
  test('the body, through its chair or office; never its subordinates, a stranger or the procedure', () => {
    submitted.when(decide(...three), scene.COMMUNE_OFFICE).thenRecords(...DECIDED);
    for (const actor of [scene.CELL_SECRETARY, scene.STRANGER, { kind: 'PROCEDURE' } as const, person('admin', [])]) {
      submitted.when(decide(...three), actor).thenRejected('FORBIDDEN');
    }
  });

  test('nor does a body that the case was not sent to, though a step stands open there', () => {
    const cell = submitted.and(scene.stepOpened(CELL, 'DECISION', [1], 'CELL', 'all'));
    const ofItself = { ...decide(line('A')), case: CELL, tally: scene.tallyOf() } as Command;
    cell.when(ofItself, scene.CELL_SECRETARY).thenRejected('FORBIDDEN', { submission });
  });

  test('a member of the body keeps out of his own line and the list stands; alone on himself he decides nothing', () => {
    const member = person('p-C', [['SECRETARY', 'yen-minh']], 'C');
    const sitting = given(SUBMITTED, null, ['C']);
    const after = sitting.when(decide(...three), member).thenRecords(...DECIDED);
    expect(after.world.member(memberStream('2018', 'C')).decided?.recused).toBe('C');
    expect(after.world.member(memberStream('2018', 'A')).decided?.recused).toBeNull();
    submitted.when(decide(line('C')), member).thenRejected('SELF_DECISION');
    // A line about somebody else that is refused makes no company
    submitted.when(decide(line('C'), line('A', { digest: 'seen long ago' })), member).thenRejected('SELF_DECISION');
  });

  test('not whoever closed the list', () => {
    const both = person('p-Y', [
      ['SECRETARY', 'yen-minh'],
      ['DEPUTY_SECRETARY', 'ban-lang'],
    ]);
    const proposing = given([...scene.OPENED, scene.stepOpened(CELL, 'PROPOSAL', [1], 'CELL_SECRETARY')]);
    const closed = proposing
      .when({ type: 'closeSubmission', case: CELL, lines: [{ subject: 'A', class: 'GOOD', reason: null }] }, both)
      .thenRecords('SubmissionClosed', 'ClassProposed');
    const received = closed.and(
      scene.submissionReceived('all', [1]),
      scene.stepOpened(COMMUNE, 'DECISION', [1], 'EXECUTIVE_COMMITTEE', submission),
    );
    received.when(decide(line('A')), both).thenRejected('PROPOSER_MAY_NOT_DECIDE');
    received
      .when(decide(line('A', { digest: digestOf('A', received) })), COMMUNE_SECRETARY)
      .thenRejected('EVIDENCE_MISSING');
  });

  test('a cell that decides on its own members does so by a second vote', () => {
    const ofCell = SUBMITTED.filter(({ caseId }) => caseId !== COMMUNE).map(decidingItself);
    const own = given([...ofCell, scene.stepOpened(CELL, 'DECISION', [1], 'CELL')]);
    const command = { ...decide(line('A', { digest: digestOf('A', own) })), case: CELL } as Command;
    own.when(command, scene.CELL_SECRETARY).thenRejected('TALLY_REQUIRED');
    own
      .when({ ...command, tally: scene.tallyOf() } as Command, scene.CELL_SECRETARY)
      .thenRecords('ListDecided', 'ClassDecided', 'SubmissionAnswered');
  });
});

function decidingItself(recorded: Recorded): Recorded {
  const { event } = recorded;
  if (event.type !== 'CaseOpened') return recorded;
  return { ...recorded, event: { ...event, bodies: { ...event.bodies, membersDecidedBy: CELL, decidesItself: true } } };
}

describe('what a decision moves elsewhere', () => {
  test('a class decided after the cell proposed its own moves the digest of the cell’s line', () => {
    const own: Recorded = {
      stream: organisationStream('2018', 'ban-lang'),
      caseId: CELL,
      subject: 'ban-lang',
      event: { type: 'ClassProposed', pass: 'own', class: 'GOOD', reason: null },
    };
    submitted
      .and(own)
      .when(decide(line('A')), COMMUNE_SECRETARY)
      .thenRecords('ListDecided', 'ClassDecided', 'SubmissionAnswered', 'MemberDecidedLater');
  });

  test('the cell’s own class settles it in its superior’s case', () => {
    const proposed = given([...scene.OPENED, scene.stepOpened(CELL, 'OWN_CLASS', [0], 'CELL', 'own')])
      .when(scene.OWN_VOTE, scene.CELL_SECRETARY)
      .thenRecords('OwnClassVoted', 'SubmissionClosed', 'ClassProposed');
    const sent = `${CELL}:own`;
    const received = proposed.and(
      scene.submissionReceived('own', [0]),
      scene.stepOpened(COMMUNE, 'DECISION', [0], 'EXECUTIVE_COMMITTEE', sent),
    );
    const digest = received.world.digest(organisationStream('2018', 'ban-lang'));
    const command: Command = { ...(decide(line('ban-lang', { digest })) as Decide), submission: sent };
    const after = received
      .when(command, COMMUNE_SECRETARY)
      .thenRecords('ListDecided', 'ClassDecided', 'SubmissionAnswered', 'ChildSettled');
    expect(after.world.procedure(COMMUNE).settled).toEqual({ [CELL]: 'GOOD' });
  });
});
