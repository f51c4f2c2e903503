import { majorityBase, votedClass } from '../ballot/majority.js';
import { isCandidate, secondRound } from '../ballot/second-round.js';
import type { LineVotes, Tally } from '../ballot/tally.js';
import type { Recorded } from '../handling/world.js';
import { memberStream } from '../ids.js';
import type { CountedVotes, Reason } from '../member-review/events.js';
import type { MemberReviewState } from '../member-review/evolve.js';
import type { Subjects } from '../procedure/passes.js';
import { lineOf } from '../procedure/open-steps.js';
import { isRejection, type Rejection } from '../rejection.js';
import type { MeetingState } from './evolve.js';
import { memberOf, ofMember, type MeetingScene } from './meeting-scene.js';

/** Numbers of those who stand in a second round after the first; none where the rulebook holds one round. */
export function candidatesOf(scene: MeetingScene, meeting: MeetingState): Subjects {
  const { ballot } = scene.context.rulebook;
  if (ballot.rounds === 1) return [];
  const base = baseOf(scene, meeting, meeting.tally);
  return meeting.lines
    .filter(({ subject, votes }) => {
      const { selfAssessment } = reviewOf(scene, subject);
      return isCandidate(ballot, votedClass(ballot, votes, base).class, selfAssessment?.ownClass ?? null);
    })
    .map(({ subject }) => subject);
}

/** What a meeting voted on each whom it heard, once its last round is confirmed. */
export function countedVotes(scene: MeetingScene, id: string, meeting: MeetingState): readonly Recorded[] | Rejection {
  const counts: Recorded[] = [];
  for (const { subject, votes } of meeting.lines) {
    const member = memberOf(scene, subject);
    const line = lineOf(scene.world.procedure(scene.caseId), scene.opened, 'MEETING', member);
    if (isRejection(line)) return line;
    const counted = votesOn(scene, meeting, subject, votes);
    counts.push(ofMember(scene, member, { type: 'VotesCounted', pass: line.step.pass, meeting: id, ...counted }));
  }
  return counts;
}

/** The same after a correction; `only` narrows it to some of those heard. Whoever was heard anew since keeps his newer vote. */
export function correctedVotes(
  scene: MeetingScene,
  id: string,
  meeting: MeetingState,
  reason: Reason,
  only?: Subjects,
): readonly Recorded[] {
  return meeting.lines
    .filter(
      ({ subject }) => (only === undefined || only.includes(subject)) && reviewOf(scene, subject).vote?.meeting === id,
    )
    .map(({ subject, votes }) =>
      ofMember(scene, memberOf(scene, subject), {
        type: 'VotesCorrected',
        meeting: id,
        reason,
        ...votesOn(scene, meeting, subject, votes),
      }),
    );
}

function votesOn(scene: MeetingScene, meeting: MeetingState, subject: number, votes: LineVotes): CountedVotes {
  const base = baseOf(scene, meeting, meeting.tally);
  const first = votedClass(scene.context.rulebook.ballot, votes, base);
  const stood = meeting.second?.lines.find((line) => line.subject === subject);
  if (meeting.second === undefined || stood === undefined) return { votes, base, voted: first.class, tie: first.tie };
  const second = { votes: stood.votes, base: baseOf(scene, meeting, meeting.second.tally) };
  const { class: voted, tie } = secondRound(first, second.votes.yes, second.base);
  return { votes, base, voted, tie, second };
}

const reviewOf = (scene: MeetingScene, subject: number): MemberReviewState =>
  scene.world.member(memberStream(scene.opened.cycle, memberOf(scene, subject)));

function baseOf(
  { context }: MeetingScene,
  { convenedOfficial, presentOfficial }: MeetingState,
  tally: Tally | null,
): number {
  return majorityBase(context.rulebook.ballot, { convenedOfficial, presentOfficial, valid: tally?.valid ?? 0 });
}
