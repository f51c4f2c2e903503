import { decideCollectiveReview } from '../collective-review/decide.js';
import { decideCycle } from '../cycle/decide.js';
import { decideMemberReview } from '../member-review/decide.js';
import { decideAdvice } from '../organisation-review/advice.js';
import { decideAnswer } from '../organisation-review/answer.js';
import { decideCeilingException } from '../organisation-review/ceiling-exception.js';
import { decideMeeting } from '../organisation-review/meeting.js';
import { decideProposal } from '../organisation-review/proposal.js';
import { decideProcedure } from '../procedure/decide.js';
import { decideWish } from '../procedure/wish.js';
import type { Command, Context, Decision, World } from './world.js';

/** Authorises and decides any command: the one door to all deciders. Pure. */
export function decide(world: World, command: Command, context: Context): Decision {
  switch (command.type) {
    case 'submitSelfAssessments':
    case 'correctSelfAssessment':
    case 'giveResidenceComments':
    case 'confirmResidenceComments':
    case 'receiveResidenceComments':
    case 'exemptFromResidenceComment':
    case 'waiveResidenceComment':
      return decideMemberReview(world, command, context);
    case 'recordMeeting':
    case 'recordTally':
    case 'confirmTally':
    case 'correctTally':
    case 'recordSecondRound':
    case 'confirmSecondRound':
    case 'correctSecondRound':
      return decideMeeting(world, command, context);
    case 'closeSubmission':
    case 'voteOwnClass':
      return decideProposal(world, command, context);
    case 'appraise':
    case 'giveOpinion':
      return decideAdvice(world, command, context);
    case 'decide':
    case 'returnLines':
    case 'putOffLines':
      return decideAnswer(world, command, context);
    case 'grantCeilingException':
      return decideCeilingException(world, command, context);
    case 'recordCollectiveReview':
    case 'recordHeadReview':
      return decideCollectiveReview(world, command, context);
    case 'createCycle':
    case 'openCycle':
    case 'changeTimetable':
    case 'issueNotices':
      return decideCycle(world, command, context);
    case 'requestClosing':
    case 'goOnWithoutLate':
    case 'goOnWithoutChild':
    case 'callSupplementaryMeeting':
      return decideWish(world, command, context);
    case 'openStep':
    case 'closeStep':
    case 'remind':
    case 'markOverdue':
    case 'escalate':
    case 'openCase':
    case 'settle':
    case 'closeCase':
      return decideProcedure(world, command, context);
  }
}
