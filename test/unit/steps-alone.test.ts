import { describe, expect, test } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import type { Actor, Command } from '../../libs/domain/handling/world.js';
import { STEP_NAMES } from '../../libs/domain/procedure/steps.js';
import { given } from '../support/given.js';
import * as scene from '../support/cell-of-four.js';

const { CELL, COMMUNE, CELL_SECRETARY } = scene;
const submission = `${CELL}:all`;

interface Alone {
  readonly step: (typeof STEP_NAMES)[number];
  readonly opened: readonly ReturnType<typeof scene.stepOpened>[];
  readonly papers?: ReturnType<typeof scene.papersOf>;
  readonly command: Command;
  readonly actor: Actor;
}

const heard = {
  type: 'recordMeeting',
  case: CELL,
  meeting: 'm1',
  heldOn: '2018-12-09',
  heard: ['A'],
  absent: [],
  convenedOfficial: 3,
  presentOfficial: 3,
  minutes: null,
} as const;

/** Each step that asks somebody, opened as the only one. */
const steps: readonly Alone[] = [
  {
    step: 'SELF_ASSESSMENT',
    opened: [scene.stepOpened(CELL, 'SELF_ASSESSMENT', [1], 'MEMBER')],
    command: { type: 'submitSelfAssessments', case: CELL, lines: [{ member: 'A', ...scene.onPaper() }] },
    actor: CELL_SECRETARY,
  },
  {
    step: 'RESIDENCE_COMMENT',
    opened: [scene.stepOpened(CELL, 'RESIDENCE_COMMENT', [2], 'RESIDENCE_SECRETARY')],
    command: {
      type: 'giveResidenceComments',
      case: CELL,
      lines: [{ member: 'B', grades: {}, document: null, frontCommitteeMetOn: null }],
    },
    actor: scene.RESIDENCE_SECRETARY,
  },
  {
    step: 'MEETING',
    opened: [scene.stepOpened(CELL, 'MEETING', [1], 'CELL_SECRETARY')],
    command: heard,
    actor: CELL_SECRETARY,
  },
  {
    step: 'PROPOSAL',
    opened: [scene.stepOpened(CELL, 'PROPOSAL', [1], 'CELL_SECRETARY')],
    command: { type: 'closeSubmission', case: CELL, lines: [{ subject: 'A', class: 'GOOD', reason: null }] },
    actor: CELL_SECRETARY,
  },
  {
    step: 'OWN_CLASS',
    opened: [scene.stepOpened(CELL, 'OWN_CLASS', [0], 'CELL', 'own')],
    command: scene.OWN_VOTE,
    actor: CELL_SECRETARY,
  },
  {
    step: 'OPINION',
    opened: [scene.submissionReceived('all', [1]), scene.stepOpened(COMMUNE, 'OPINION', [1], 'COMMITTEE', submission)],
    command: { type: 'giveOpinion', case: COMMUNE, submission, lines: [{ subject: 'A', class: 'GOOD', reason: null }] },
    actor: scene.COMMUNE_SECRETARY,
  },
  {
    step: 'APPRAISAL',
    opened: [scene.submissionReceived('all', [1]), scene.stepOpened(COMMUNE, 'APPRAISAL', [1], 'OFFICE', submission)],
    command: { type: 'appraise', case: COMMUNE, submission, lines: [{ subject: 'A', class: 'GOOD', reason: null }] },
    actor: scene.COMMUNE_OFFICE,
  },
  {
    step: 'DECISION',
    papers: scene.papersOf('A'),
    opened: [
      scene.submissionReceived('all', [1]),
      scene.stepOpened(COMMUNE, 'DECISION', [1], 'EXECUTIVE_COMMITTEE', submission),
    ],
    command: {
      type: 'decide',
      case: COMMUNE,
      submission,
      decidedOn: '2018-12-10',
      decisionNumber: null,
      tally: null,
      justification: null,
      lines: [{ subject: 'A', class: 'GOOD', digest: 'member-review/2018/A@4', reason: null }],
    },
    actor: scene.COMMUNE_SECRETARY,
  },
  {
    step: 'COLLECTIVE',
    opened: [scene.stepOpened(COMMUNE, 'COLLECTIVE', [0], 'LEADERSHIP_COLLECTIVE', 'own')],
    command: { type: 'recordCollectiveReview', case: COMMUNE, heldOn: '2018-12-09', selfClass: 'GOOD', report: null },
    actor: scene.COMMUNE_SECRETARY,
  },
  {
    step: 'HEAD',
    opened: [scene.stepOpened(COMMUNE, 'HEAD', [0], 'LEADERSHIP_COLLECTIVE', 'own')],
    command: {
      type: 'recordHeadReview',
      case: COMMUNE,
      heldOn: '2018-12-09',
      head: 'X',
      selfClass: 'GOOD',
      report: null,
    },
    actor: scene.COMMUNE_SECRETARY,
  },
];

describe('each step opened alone accepts its command', () => {
  test.each(steps)('$step', ({ opened, papers = [], command, actor }) => {
    const { decision } = given([...scene.OPENED, ...papers, ...opened]).when(command, actor);
    expect(decision).toHaveProperty('events');
  });

  test.each(steps)('$step refuses it while nothing is open', ({ opened, papers = [], command, actor }) => {
    const received = opened.filter(({ event }) => event.type === 'SubmissionReceived');
    given([...scene.OPENED, ...papers, ...received])
      .when(command, actor)
      .thenRejected('STEP_NOT_OPEN');
  });

  test('every step that asks somebody is tried', () => {
    const untried = STEP_NAMES.filter((name) => !steps.some(({ step }) => step === name));
    expect(untried).toEqual(['AWAIT_DECISION', 'AWAIT_CHILDREN', 'PUBLICATION']);
  });
});

test('no decider names a step that is not its own', () => {
  const own: Readonly<Record<string, readonly string[]>> = {
    'member-review/decide.ts': ['SELF_ASSESSMENT', 'RESIDENCE_COMMENT'],
    'organisation-review/list.ts': ['DECISION'],
    'organisation-review/meeting.ts': ['MEETING'],
    'organisation-review/count-votes.ts': ['MEETING'],
    'organisation-review/proposal.ts': ['PROPOSAL', 'OWN_CLASS'],
    'organisation-review/advice.ts': ['OPINION', 'APPRAISAL'],
    'organisation-review/answer.ts': ['DECISION'],
    'collective-review/decide.ts': ['COLLECTIVE', 'HEAD'],
    'cycle/decide.ts': ['PUBLICATION'],
  };
  const deciders = ['member-review', 'organisation-review', 'collective-review', 'cycle', 'procedure', 'handling']
    .flatMap((folder) => readdirSync(`libs/domain/${folder}`).map((file) => `${folder}/${file}`))
    .filter((file) => !/(steps|done|view|work-items|events|commands)\.ts$/.test(file));
  for (const file of deciders) {
    // A submission's purpose may be an opinion; that is no step.
    const text = readFileSync(`libs/domain/${file}`, 'utf8').replaceAll(/(purpose\W+|'DECIDE' \| )'OPINION'/g, '');
    const named = STEP_NAMES.filter((step) => text.includes(`'${step}'`));
    expect({ file, named: named.filter((step) => !(own[file] ?? []).includes(step)) }).toEqual({ file, named: [] });
  }
});
