import {
  cellCase,
  committeeCase,
  cycleStream,
  memberStream,
  procedureStream,
  submissionId,
} from '../../libs/domain/ids.js';
import type { Command, Recorded } from '../../libs/domain/handling/world.js';
import type { Asks } from '../../libs/domain/people.js';
import { openReview } from '../../libs/domain/procedure/opening.js';
import type { StepName } from '../../libs/domain/procedure/steps.js';
import type { Degree } from '../../libs/domain/classes.js';
import type { SelfAssessment } from '../../libs/domain/member-review/events.js';
import type {
  MemberFacts,
  OrganisationNode,
  RegistrySnapshot,
  TierDefinition,
} from '../../libs/domain/registry/snapshot.js';
import { person } from './person.js';
import { RS_2018 } from './rs-2018.js';

/** Cell `ban-lang` under the commune `yen-minh`: A, B, C, and D who is exempt; B lives in cell `ban-tren`. */
export const CYCLE = '2018';
export const CELL = cellCase(CYCLE, 'ban-lang');
export const COMMUNE = committeeCase(CYCLE, 'yen-minh');
export const CELL_SECRETARY = person('p-A', [['SECRETARY', 'ban-lang']], 'A');
export const CELL_DEPUTY = person('p-B', [['DEPUTY_SECRETARY', 'ban-lang']], 'B');
export const RESIDENCE_SECRETARY = person('p-R', [['SECRETARY', 'ban-tren']]);
export const COMMUNE_SECRETARY = person('p-X', [['SECRETARY', 'yen-minh']]);
export const COMMUNE_OFFICE = person('p-O', [['OFFICE', 'yen-minh']]);
export const COMMUNE_CLERK = person('p-K', [['CLERK', 'yen-minh']]);
export const STRANGER = person('p-S', [['SECRETARY', 'ban-khac']]);

const tier = (code: string, kind: TierDefinition['kind'], grassroots: boolean): TierDefinition => ({
  code,
  name: code,
  parents: [],
  kind,
  grassroots,
});
const node = (id: string, its: TierDefinition, parent: string | null): OrganisationNode => ({
  id,
  tier: its,
  parent,
  foundedOn: null,
});

export const COMMUNE_NODE = node('yen-minh', tier('GRASSROOTS_PARTY_ORG', 'COMMITTEE', true), 'huyen');
export const CELL_NODE = node('ban-lang', tier('CELL', 'CELL', false), 'yen-minh');
export const DISTRICT_NODE = node('huyen', tier('DISTRICT', 'COMMITTEE', false), null);

const ordinary = (id: string, change: Partial<MemberFacts> = {}): MemberFacts => ({
  member: id,
  official: true,
  admittedOn: '2001-05-19',
  exempt: false,
  suspended: false,
  residence: { due: 'NOT_APPLICABLE' },
  facts: {},
  ...change,
});

export const MEMBERS: readonly MemberFacts[] = [
  ordinary('A'),
  ordinary('B', { residence: { due: 'REQUIRED', cell: 'ban-tren', committee: 'yen-minh' } }),
  ordinary('C'),
  ordinary('D', { exempt: true }),
];

export const CELL_SNAPSHOT: RegistrySnapshot = {
  organisation: CELL_NODE,
  above: [COMMUNE_NODE, DISTRICT_NODE],
  children: [],
  members: MEMBERS,
};
const COMMUNE_SNAPSHOT: RegistrySnapshot = {
  organisation: COMMUNE_NODE,
  above: [DISTRICT_NODE],
  children: [CELL_NODE],
  members: [],
};

const opening = { cycle: CYCLE, year: 2018, enteredAfterwards: false, rulebook: RS_2018 };

/** The cycle is created, the commune's and the cell's cases are open; no step is. */
export const OPENED: readonly Recorded[] = [
  {
    stream: cycleStream(CYCLE),
    caseId: `cycle/${CYCLE}`,
    subject: null,
    event: {
      type: 'CycleCreated',
      cycle: CYCLE,
      year: 2018,
      root: 'huyen',
      rulebook: RS_2018.id,
      rulebookHash: RS_2018.hash,
      timetable: {},
      enteredAfterwards: false,
    },
  },
  ...openReview(COMMUNE_SNAPSHOT, { ...opening, parent: committeeCase(CYCLE, 'huyen') }),
  ...openReview(CELL_SNAPSHOT, { ...opening, parent: COMMUNE }),
];

/** A step that the procedure has opened. */
export function stepOpened(
  caseId: string,
  step: StepName,
  subjects: readonly number[],
  asks: Asks,
  pass = 'all',
  mayReturnTo: readonly StepName[] = [],
): Recorded {
  return {
    stream: procedureStream(caseId),
    caseId,
    subject: null,
    event: { type: 'StepOpened', step, pass, subjects, asks, remindAt: null, dueAt: null, mayReturnTo },
  };
}

/** A submission of the cell that the commune has received. */
export function submissionReceived(pass: string, subjects: readonly number[]): Recorded {
  const ids = pass.startsWith('own') ? ['ban-lang'] : subjects.map((subject) => ['A', 'B', 'C'][subject - 1] ?? '');
  const event = {
    type: 'SubmissionReceived',
    submission: submissionId(CELL, pass),
    from: CELL,
    organisation: 'ban-lang',
    decider: COMMUNE,
    pass,
    subjects,
    ids,
    purpose: 'DECIDE',
    opinions: [],
    appraised: false,
  } as const;
  return { stream: procedureStream(COMMUNE), caseId: COMMUNE, subject: null, event };
}

export const onMember = (id: string, event: Recorded['event']): Recorded => ({
  stream: memberStream(CYCLE, id),
  caseId: CELL,
  subject: id,
  event,
});

/** A self-assessment with one degree on every criterion that the rulebook asks of an ordinary member. */
export function selfAssessment(degree: Degree = 'D3', ownClass: SelfAssessment['ownClass'] = 'GOOD'): SelfAssessment {
  const criteria = RS_2018.assessment.members.criteria.filter((criterion) => criterion.onlyIf === undefined);
  return {
    degrees: Object.fromEntries(criteria.map(({ id }) => [id, degree])),
    points: null,
    results: {},
    ownClass,
    document: null,
    paper: null,
  };
}

/** The same as a paper that somebody else records. */
export const onPaper = (degree: Degree = 'D3'): SelfAssessment => ({
  ...selfAssessment(degree),
  paper: { writtenOn: '2018-12-05' },
});

/** Votes of a meeting of three, all for one class. */
export const votes = (all: 'EXCELLENT' | 'GOOD' | 'COMPLETED' | 'NOT_COMPLETED', count = 3) => ({
  EXCELLENT: 0,
  GOOD: 0,
  COMPLETED: 0,
  NOT_COMPLETED: 0,
  blank: 0,
  [all]: count,
});
export const tallyOf = (count = 3) => ({
  convened: count,
  present: count,
  issued: count,
  collected: count,
  valid: count,
  invalid: 0,
});

/** The cell's vote on its own class: good, claimed and voted. */
export const OWN_VOTE: Command = {
  type: 'voteOwnClass',
  case: CELL,
  class: 'GOOD',
  reason: null,
  degrees: {},
  selfClass: 'GOOD',
  tally: tallyOf(),
  votes: votes('GOOD'),
  document: null,
};

/** All papers of a member: self-assessment, counted votes, proposal. */
export function papersOf(id: string, degree: Degree = 'D3'): readonly Recorded[] {
  return [
    onMember(id, { type: 'SelfAssessmentSubmitted', pass: 'all', ...selfAssessment(degree) }),
    onMember(id, {
      type: 'VotesCounted',
      pass: 'all',
      meeting: 'm1',
      votes: votes('GOOD'),
      base: 3,
      voted: 'GOOD',
      tie: false,
    }),
    onMember(id, { type: 'ClassProposed', pass: 'all', class: 'GOOD', reason: null }),
  ];
}
