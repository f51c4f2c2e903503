import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { CaseView, StepView } from '../../libs/domain/ports.js';
import { packView, unpackView } from '../../libs/domain/procedure/pack-view.js';
import { fromRanges, toRanges } from '../../libs/domain/procedure/ranges.js';

const CYCLE = 'bac-me-2018';
const child = (place: number, kind: 'CELL' | 'COMMITTEE') => ({
  caseId: `${kind.toLowerCase()}/${CYCLE}/to-chuc-so-${place}`,
  kind,
  organisation: `to-chuc-so-${place}`,
});

const closed = (pass: string, step: StepView['step'], outcome: NonNullable<StepView['outcome']>): StepView => ({
  step,
  pass,
  subjects: [],
  asks: 'NOBODY',
  remindAt: null,
  dueAt: null,
  reminded: false,
  escalated: false,
  overdue: false,
  marked: false,
  done: [],
  absent: [],
  outcome,
});
const open = (
  pass: string,
  step: StepView['step'],
  subjects: readonly number[],
  done: readonly number[],
): StepView => ({
  ...closed(pass, step, {}),
  subjects,
  done,
  asks: 'MEMBER',
  remindAt: '2018-12-10T03:00:00.000Z',
  dueAt: '2018-12-12T10:00:00.000Z',
  outcome: null,
});

const view = (change: Partial<CaseView>): CaseView => ({
  kind: 'CELL',
  cycle: CYCLE,
  organisation: 'to-chuc-so-0',
  parent: `committee/${CYCLE}/bac-me`,
  subjects: 0,
  residence: [],
  children: [],
  openedChildren: [],
  settledChildren: [],
  closedChildren: [],
  overdueChildren: [],
  bodies: {
    membersDecidedBy: 'x',
    organisationDecidedBy: null,
    between: [],
    betweenOrganisation: [],
    decidesItself: false,
    appraises: 'OFFICE',
    decides: 'EXECUTIVE_COMMITTEE',
  },
  ownClassDue: true,
  decideTogether: false,
  enteredAfterwards: false,
  steps: [],
  submissions: [],
  answers: {},
  meetingsCalled: [],
  decidedLater: 0,
  settled: false,
  closing: false,
  closed: false,
  ...change,
});

/** Every second of so many: what ranges shorten least. */
const everySecond = (count: number, from = 1) =>
  Array.from({ length: Math.floor(count / 2) }, (_, index) => from + 2 * index);

describe('a packed view', () => {
  test('unpacks to what it was', () => {
    const children = [child(1, 'CELL'), child(2, 'COMMITTEE'), child(3, 'CELL')];
    const [first, second] = children.map(({ caseId }) => caseId);
    const whole = view({
      children,
      openedChildren: [first ?? '', second ?? ''],
      settledChildren: [second ?? ''],
      steps: [
        closed('all', 'MEETING', { heard: [1, 2, 5], absent: [] }),
        closed(`${first}:all`, 'DECISION', { decided: [1], returned: [{ subject: 2, to: 'MEETING' }], putOff: [] }),
        open('all/absent', 'MEETING', [3, 4], [4]),
      ],
      submissions: [
        {
          submission: `${first}:all`,
          from: first ?? '',
          pass: 'all',
          subjects: [1, 2],
          purpose: 'DECIDE',
          opinionsDue: 0,
          appraised: false,
        },
      ],
      answers: { all: { decided: [1, 2], returned: [{ subject: 5, to: 'MEETING' }], putOff: [] } },
    });
    expect(unpackView(packView(whole))).toEqual(whole);
  });

  test('of 400 subjects in six passes stays within 16 kB', () => {
    const half = everySecond(400);
    const passes = [
      'all',
      'all/late',
      'all/absent',
      'all/absent/returned-MEETING',
      'all/put-off',
      'all/returned-SELF_ASSESSMENT',
    ];
    const other = everySecond(400, 2);
    const steps = passes.flatMap((pass) => [
      closed(pass, 'SELF_ASSESSMENT', { ready: half, missing: other }),
      closed(pass, 'MEETING', { heard: half.slice(0, 100), absent: half.slice(100) }),
      closed(pass, 'PROPOSAL', {}),
      open(pass, 'AWAIT_DECISION', half.slice(0, 100), []),
    ]);
    expect(packView(view({ subjects: 400, residence: half, steps })).length).toBeLessThanOrEqual(16_384);
  });

  test('of a district with 59 organisations at the end of its year stays within 16 kB', () => {
    const children = Array.from({ length: 59 }, (_, index) => child(index + 1, index < 23 ? 'COMMITTEE' : 'CELL'));
    const ids = children.map(({ caseId }) => caseId);
    const submissions = ids.map(
      (from) =>
        ({
          submission: `${from}:own`,
          from,
          pass: 'own',
          subjects: [0],
          purpose: 'DECIDE',
          opinionsDue: 0,
          appraised: false,
        }) as const,
    );
    const steps = submissions.flatMap(({ submission }) => [
      closed(submission, 'APPRAISAL', {}),
      closed(submission, 'DECISION', { decided: [0], returned: [], putOff: [] }),
    ]);
    const district = view({
      kind: 'COMMITTEE',
      children,
      openedChildren: ids,
      settledChildren: ids,
      closedChildren: ids,
      steps,
      submissions,
    });
    expect(packView(district).length).toBeLessThanOrEqual(16_384);
    expect(unpackView(packView(district))).toEqual(district);
  });
});

test('ranges are exact', () =>
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(500), { minLength: 1 }), (numbers) => {
      const ascending = [...numbers].sort((a, b) => a - b);
      expect(fromRanges(toRanges(ascending))).toEqual(ascending);
    }),
  ));
