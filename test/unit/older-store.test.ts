import { expect, test } from '@jest/globals';
import type { CaseView, StepView } from '../../libs/domain/ports.js';
import { isOlder } from '../../workflows/older-store.js';

const step = (name: StepView['step'], outcome: StepView['outcome'] = null): StepView => ({
  ...{ step: name, pass: 'all', subjects: [1], asks: 'MEMBER', outcome },
  ...{ remindAt: null, dueAt: null, reminded: false, escalated: false, overdue: false, marked: false },
  ...{ done: [], absent: [] },
});
const seen = (steps: readonly StepView[], openedChildren: readonly string[] = []): CaseView => ({
  ...{ kind: 'COMMITTEE', cycle: '2018', organisation: 'xa', parent: null, subjects: 1, residence: [] },
  ...{ children: [], openedChildren, settledChildren: [], closedChildren: [], overdueChildren: [] },
  bodies: { membersDecidedBy: 'xa', organisationDecidedBy: null, opinionsBy: [], decidesItself: false } as never,
  ...{ ownClassDue: false, decideTogether: false, enteredAfterwards: false, steps, submissions: [], answers: {} },
  ...{ meetingsCalled: [], decidedLater: 0, settled: false, closing: false, closed: false },
});

const at = (version: number, view: CaseView) => ({ version, view });
const before = seen([step('SELF_ASSESSMENT', {}), step('MEETING')], ['cell/2018/ban']);

test('what goes on contradicts nothing: a step closes, another opens, a child opens', () => {
  const after = seen(
    [step('SELF_ASSESSMENT', {}), step('MEETING', { heard: [1], absent: [] }), step('PROPOSAL')],
    ['cell/2018/ban', 'cell/2018/tren'],
  );
  expect(isOlder(at(5, after), at(4, before))).toBe(false);
  expect(isOlder(at(4, before), at(4, before))).toBe(false);
});

test.each([
  ['a step that was open is not there', seen([step('SELF_ASSESSMENT', {})], ['cell/2018/ban'])],
  ['a closed step is open again', seen([step('SELF_ASSESSMENT'), step('MEETING')], ['cell/2018/ban'])],
  ['a child that was opened is not', seen([step('SELF_ASSESSMENT', {}), step('MEETING')])],
])('a store in which %s has gone another way', (_, after) => {
  expect(isOlder(at(5, after), at(4, before))).toBe(true);
});

test('a store at the same version in which another paper lies, or at an earlier one, has gone back', () => {
  const paper = seen([step('SELF_ASSESSMENT', {}), { ...step('MEETING'), done: [1] }], ['cell/2018/ban']);
  expect(isOlder(at(4, paper), at(4, before))).toBe(true);
  expect(isOlder(at(3, before), at(4, before))).toBe(true);
  expect(isOlder(at(5, paper), at(4, before))).toBe(false);
});
