/** Where commands go when somebody tries one that nothing offered him; everyone else follows `allowedActions`. */
const PATHS: Readonly<Partial<Record<string, string>>> = {
  submitSelfAssessments: 'self-assessments',
  correctSelfAssessment: 'self-assessment-corrections',
  giveResidenceComments: 'residence-comments',
  confirmResidenceComments: 'residence-confirmations',
  receiveResidenceComments: 'outside-comments',
  exemptFromResidenceComment: 'residence-exemptions',
  waiveResidenceComment: 'residence-waivers',
  recordMeeting: 'meetings',
  recordTally: 'tallies',
  confirmTally: 'tally-confirmations',
  correctTally: 'tally-corrections',
  recordSecondRound: 'second-rounds',
  confirmSecondRound: 'second-round-confirmations',
  correctSecondRound: 'second-round-corrections',
  closeSubmission: 'submissions',
  voteOwnClass: 'own-class',
  recordCollectiveReview: 'collective-reviews',
  recordHeadReview: 'head-reviews',
  giveOpinion: 'opinions',
  appraise: 'appraisals',
  decide: 'decisions',
  grantCeilingException: 'ceiling-exceptions',
  returnLines: 'returns',
  putOffLines: 'put-offs',
  goOnWithoutLate: 'going-on',
  requestClosing: 'closings',
};

/** The route of a command about an organisation's review. */
export function hrefOf(command: string, cycle: string, organisation: string): string {
  const path = PATHS[command];
  if (path === undefined) throw new Error(`no route for ${command}`);
  return `/api/v1/cycles/${cycle}/organisations/${organisation}/${path}`;
}
