import type { DomainEvent } from '../../../libs/domain/handling/world.js';
import type { StepName } from '../../../libs/domain/procedure/steps.js';
import type { Rulebook } from '../../../libs/domain/rulebook.js';
import type { Source, Wording } from '../../../libs/domain/source.js';

/** One part of the rulebook under which something was done. */
export interface RuleApplied {
  readonly part: string;
  readonly name: Wording;
  readonly source: Source;
}

/** Under which rules of the book an event was recorded. */
export function rulesFor({ type, ...event }: DomainEvent, rulebook: Rulebook): readonly RuleApplied[] {
  const { ballot, ceiling, deciders, papers, procedure } = rulebook;
  const step =
    'step' in event && typeof event.step === 'string' ? procedure.timetable[event.step as StepName] : undefined;
  const rule = (part: string, vi: string, en: string, source: Source | undefined): readonly RuleApplied[] =>
    source === undefined ? [] : [{ part, name: { vi, en }, source }];
  const paper = rule('papers', 'Giấy tờ bắt buộc', 'Required papers', papers.source);
  const vote = rule('ballot', 'Bỏ phiếu', 'Ballot', ballot.source);
  const body = rule('deciders', 'Thẩm quyền', 'Who decides', deciders.source);
  switch (type) {
    case 'MemberUnclassified':
      return rule('eligibility', 'Đối tượng xếp loại', 'Eligibility', eligibility(event, rulebook));
    case 'SelfAssessmentSubmitted':
    case 'SelfAssessmentCorrected':
    case 'ResidenceCommentGiven':
    case 'ResidenceCommentConfirmed':
    case 'ResidenceCommentReceived':
    case 'ResidenceCommentWaived':
    case 'ClassProposed':
    case 'SubmissionClosed':
      return paper;
    case 'ResidenceCommentExempted': {
      const ground = rulebook.residence.exemptGrounds.find(({ code }) => 'ground' in event && code === event.ground);
      return rule('residence.exemptGrounds', 'Miễn nhận xét nơi cư trú', 'Exemption', ground?.source);
    }
    case 'MeetingHeld':
    case 'TallyRecorded':
    case 'TallyConfirmed':
    case 'TallyCorrected':
    case 'SecondRoundRecorded':
    case 'SecondRoundConfirmed':
    case 'SecondRoundCorrected':
    case 'VotesCounted':
    case 'VotesCorrected':
      return vote;
    case 'ClassAppraised':
    case 'OpinionGiven':
    case 'ListAppraised':
    case 'OpinionListGiven':
    case 'LineReturned':
    case 'LinePutOff':
    case 'ListReturned':
    case 'ListPutOff':
      return body;
    case 'ClassDecided':
    case 'ListDecided':
      return [...body, ...rule('ceiling.members', 'Tỷ lệ tối đa', 'Ceiling', ceiling.members.source)];
    default:
      return rule('procedure.timetable', 'Thời hạn', 'Timetable', step?.source);
  }
}

function eligibility(event: object, { eligibility: { sources } }: Rulebook): Source | undefined {
  const reason = 'reason' in event ? event.reason : null;
  if (reason === 'EXEMPT') return sources.exemptUnclassified;
  if (reason === 'SUSPENDED') return sources.suspendedUnclassified;
  return reason === 'UNDER_6_MONTHS' ? sources.minimumMonths : undefined;
}
