import type { Act } from '../scene.js';
import { appraise, giveOpinion } from './advice.js';
import { decide, putOffLines, returnLines } from './decision.js';
import { issueNotices, recordCollectiveReview, recordHeadReview } from './leadership.js';
import { confirmSecondRound, confirmTally, recordMeeting, recordSecondRound, recordTally } from './meeting.js';
import { closeSubmission, voteOwnClass } from './proposal.js';
import {
  confirmResidenceComments,
  exemptFromResidenceComment,
  giveResidenceComments,
  receiveResidenceComments,
} from './residence.js';
import { submitSelfAssessments } from './self-assessment.js';

/** What people know how to do, by command. When they do it, and after what, is not here: their work items say so. */
export const ACTS: Readonly<Partial<Record<string, Act>>> = {
  submitSelfAssessments,
  giveResidenceComments,
  confirmResidenceComments,
  receiveResidenceComments,
  exemptFromResidenceComment,
  recordMeeting,
  recordTally,
  confirmTally,
  recordSecondRound,
  confirmSecondRound,
  closeSubmission,
  voteOwnClass,
  giveOpinion,
  appraise,
  decide,
  returnLines,
  putOffLines,
  recordCollectiveReview,
  recordHeadReview,
  issueNotices,
};
