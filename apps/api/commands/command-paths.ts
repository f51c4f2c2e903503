import type { PersonCommand } from '../../../libs/domain/handling/world.js';

export type PersonCommandType = PersonCommand['type'];

const OF_A_CYCLE = '/api/v1/cycles/:cycle';
const OF_AN_ORGANISATION = `${OF_A_CYCLE}/organisations/:organisation`;

/** Where each command of a person is sent: what the controllers answer and what `allowedActions` links to. */
export const COMMAND_PATHS = {
  createCycle: '/api/v1/cycles',
  openCycle: `${OF_A_CYCLE}/open`,
  changeTimetable: `${OF_A_CYCLE}/timetable`,
  issueNotices: `${OF_A_CYCLE}/notices`,
  submitSelfAssessments: `${OF_AN_ORGANISATION}/self-assessments`,
  correctSelfAssessment: `${OF_AN_ORGANISATION}/self-assessment-corrections`,
  giveResidenceComments: `${OF_AN_ORGANISATION}/residence-comments`,
  confirmResidenceComments: `${OF_AN_ORGANISATION}/residence-confirmations`,
  receiveResidenceComments: `${OF_AN_ORGANISATION}/outside-comments`,
  exemptFromResidenceComment: `${OF_AN_ORGANISATION}/residence-exemptions`,
  waiveResidenceComment: `${OF_AN_ORGANISATION}/residence-waivers`,
  recordMeeting: `${OF_AN_ORGANISATION}/meetings`,
  recordTally: `${OF_AN_ORGANISATION}/tallies`,
  confirmTally: `${OF_AN_ORGANISATION}/tally-confirmations`,
  correctTally: `${OF_AN_ORGANISATION}/tally-corrections`,
  recordSecondRound: `${OF_AN_ORGANISATION}/second-rounds`,
  confirmSecondRound: `${OF_AN_ORGANISATION}/second-round-confirmations`,
  correctSecondRound: `${OF_AN_ORGANISATION}/second-round-corrections`,
  closeSubmission: `${OF_AN_ORGANISATION}/submissions`,
  voteOwnClass: `${OF_AN_ORGANISATION}/own-class`,
  recordCollectiveReview: `${OF_AN_ORGANISATION}/collective-reviews`,
  recordHeadReview: `${OF_AN_ORGANISATION}/head-reviews`,
  giveOpinion: `${OF_AN_ORGANISATION}/opinions`,
  appraise: `${OF_AN_ORGANISATION}/appraisals`,
  decide: `${OF_AN_ORGANISATION}/decisions`,
  grantCeilingException: `${OF_AN_ORGANISATION}/ceiling-exceptions`,
  returnLines: `${OF_AN_ORGANISATION}/returns`,
  putOffLines: `${OF_AN_ORGANISATION}/put-offs`,
  goOnWithoutLate: `${OF_AN_ORGANISATION}/going-on`,
  goOnWithoutChild: `${OF_AN_ORGANISATION}/going-on-without-child`,
  callSupplementaryMeeting: `${OF_AN_ORGANISATION}/supplementary-meetings`,
  requestClosing: `${OF_AN_ORGANISATION}/closings`,
} as const satisfies Readonly<Record<PersonCommandType, string>>;

/** Where a command is sent that is about the whole year's case, and about an organisation's elsewhere. */
export const PATHS_OF_A_CYCLE = {
  requestClosing: `${OF_A_CYCLE}/closings`,
} as const satisfies Readonly<Partial<Record<PersonCommandType, string>>>;
