import type { StepName } from '../../../libs/domain/procedure/steps.js';
import type { Wording } from '../../../libs/domain/source.js';

const both = (vi: string, en: string): Wording => ({ vi, en });

/** What each recorded fact is called on paper. */
export const EVENT_WORDS: Readonly<Record<string, Wording>> = {
  MemberReviewOpened: both('Mở hồ sơ kiểm điểm', 'Review opened'),
  MemberUnclassified: both('Không xếp loại', 'No class this year'),
  SelfAssessmentSubmitted: both('Nộp bản tự kiểm điểm', 'Self-assessment handed in'),
  SelfAssessmentCorrected: both('Đính chính bản tự kiểm điểm', 'Self-assessment corrected'),
  ResidenceCommentGiven: both('Nhận xét nơi cư trú', 'Residence comment given'),
  ResidenceCommentConfirmed: both('Xác nhận nhận xét nơi cư trú', 'Residence comment confirmed'),
  ResidenceCommentReceived: both('Nhận nhận xét từ nơi khác gửi đến', 'Residence comment received'),
  ResidenceCommentExempted: both('Miễn nhận xét nơi cư trú', 'Exempted from the residence comment'),
  ResidenceCommentWaived: both('Cho qua nhận xét nơi cư trú', 'Residence comment waived'),
  MemberAbsent: both('Vắng tại cuộc họp', 'Absent from the meeting'),
  VotesCounted: both('Kết quả bỏ phiếu', 'Votes counted'),
  VotesCorrected: both('Đính chính kết quả bỏ phiếu', 'Votes corrected'),
  ClassProposed: both('Đề xuất mức xếp loại', 'Class proposed'),
  ClassAppraised: both('Thẩm định', 'Class appraised'),
  OpinionGiven: both('Ý kiến của cấp ủy trung gian', 'Opinion given'),
  ClassDecided: both('Quyết định mức xếp loại', 'Class decided'),
  LineReturned: both('Trả lại', 'Returned'),
  LinePutOff: both('Để lại xét sau', 'Put off'),
  MeetingHeld: both('Họp kiểm điểm', 'Meeting held'),
  TallyRecorded: both('Ghi bảng kiểm phiếu', 'Tally recorded'),
  TallyConfirmed: both('Xác nhận bảng kiểm phiếu', 'Tally confirmed'),
  TallyCorrected: both('Đính chính bảng kiểm phiếu', 'Tally corrected'),
  SecondRoundRecorded: both('Ghi phiếu vòng hai', 'Second round recorded'),
  SecondRoundConfirmed: both('Xác nhận phiếu vòng hai', 'Second round confirmed'),
  SecondRoundCorrected: both('Đính chính phiếu vòng hai', 'Second round corrected'),
  SubmissionClosed: both('Chốt danh sách trình', 'List closed'),
  ListAppraised: both('Thẩm định danh sách', 'List appraised'),
  OpinionListGiven: both('Cho ý kiến về danh sách', 'Opinion on the list'),
  ListDecided: both('Quyết định danh sách', 'List decided'),
  ListReturned: both('Trả lại dòng trong danh sách', 'Lines of the list returned'),
  ListPutOff: both('Để lại dòng trong danh sách', 'Lines of the list put off'),
  StepOpened: both('Mở bước', 'Step opened'),
  StepReminded: both('Nhắc việc', 'Reminded'),
  StepOverdue: both('Quá hạn', 'Overdue'),
  StepEscalated: both('Báo cáo cấp trên', 'Escalated'),
  StepClosed: both('Khép bước', 'Step closed'),
  GoOnWithoutLate: both('Cho đi tiếp, không chờ người muộn', 'Gone on without the late'),
  TimetableChanged: both('Đổi thời hạn', 'Due date changed'),
  SubmissionReceived: both('Danh sách đến cấp trên', 'List received'),
  SubmissionAnswered: both('Cấp trên đã trả lời', 'List answered'),
  SupplementaryMeetingCalled: both('Triệu tập họp bổ sung', 'Supplementary meeting called'),
};

export const STEP_WORDS: Readonly<Record<StepName, Wording>> = {
  SELF_ASSESSMENT: both('Tự kiểm điểm', 'Self-assessment'),
  RESIDENCE_COMMENT: both('Nhận xét nơi cư trú', 'Residence comment'),
  MEETING: both('Họp kiểm điểm', 'Meeting'),
  PROPOSAL: both('Đề xuất', 'Proposal'),
  OPINION: both('Ý kiến của cấp ủy trung gian', 'Opinion'),
  APPRAISAL: both('Thẩm định', 'Appraisal'),
  DECISION: both('Quyết định', 'Decision'),
  AWAIT_DECISION: both('Chờ quyết định', 'Awaiting the decision'),
  AWAIT_CHILDREN: both('Chờ cấp dưới', 'Awaiting subordinates'),
  COLLECTIVE: both('Kiểm điểm tập thể', 'Collective review'),
  HEAD: both('Kiểm điểm người đứng đầu', 'Review of the head'),
  OWN_CLASS: both('Tự xếp loại tổ chức', 'Own class'),
  PUBLICATION: both('Công bố', 'Publication'),
};

/** The road of a pass, from its path. */
export function passWords(pass: string): Wording {
  const words = pass
    .slice(pass.indexOf(':') + 1)
    .split('/')
    .map(segmentWords);
  return both(words.map(({ vi }) => vi).join(', '), words.map(({ en }) => en).join(', '));
}

function segmentWords(segment: string): Wording {
  if (segment === 'late') return both('nộp muộn', 'late');
  if (segment === 'absent') return both('vắng họp', 'absent');
  if (segment === 'put-off') return both('để lại xét sau', 'put off');
  if (!segment.startsWith('returned-')) return both('lượt chung', 'with all others');
  const step = STEP_WORDS[segment.slice('returned-'.length) as StepName];
  return both(`trả lại về bước ${step?.vi ?? segment}`, `returned to ${step?.en ?? segment}`);
}
