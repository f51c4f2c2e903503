import type { Actor, Command } from '../../libs/domain/handling/world.js';
import { cycleCase, memberStream, organisationStream } from '../../libs/domain/ids.js';
import type { CycleTimetable } from '../../libs/domain/cycle/events.js';
import type { PostRole } from '../../libs/domain/people.js';
import type { StepName } from '../../libs/domain/procedure/steps.js';
import { isRejection } from '../../libs/domain/rejection.js';
import { onPaper, OWN_VOTE, tallyOf, votes } from './cell-of-four.js';
import { person } from './person.js';
import type { MemoryStore } from './memory-store.js';

export const CYCLE = '2018';
const TODAY = new Date().toISOString().slice(0, 10);
const REASON = { code: 'AS_DISCUSSED' };

/** Everyone who has a part in the year, played by two secretaries: what they record is decided by the real rules. */
export class People {
  private readonly store: MemoryStore;
  /** Speaks for every organisation below, and hands in what members wrote. */
  private readonly local: Actor;
  /** Counts again, appraises and decides: never whoever proposed. */
  private readonly superior: Actor;
  private meetings = 0;

  constructor(store: MemoryStore) {
    const everywhere = (role: PostRole): [PostRole, string][] =>
      store.tree.organisations.map((organisation) => [role, organisation]);
    this.store = store;
    this.local = person('local', everywhere('SECRETARY'));
    this.superior = person('superior', [...everywhere('SECRETARY'), ...everywhere('ORG_DEPT')]);
  }

  /** Records what people do; a refusal is a mistake of the test. */
  async say(command: Command, actor: Actor = this.local): Promise<void> {
    const decision = await this.store.handle(command, actor);
    if (isRejection(decision))
      throw new Error(`${command.type}: ${decision.rejected} ${JSON.stringify(decision.details)}`);
  }

  async openCycle(root: string, timetable: CycleTimetable = {}, enteredAfterwards = false): Promise<void> {
    const cycle = { case: cycleCase(CYCLE) };
    await this.say({ ...cycle, type: 'createCycle', year: 2018, root, timetable, enteredAfterwards });
    await this.say({ ...cycle, type: 'openCycle' });
  }

  /** The due date passes for those who are missing, on a clock that the test holds. */
  async overdue(caseId: string, step: StepName, pass: string, subjects: readonly number[]): Promise<void> {
    await this.say({ type: 'markOverdue', case: caseId, step, pass, subjects }, { kind: 'PROCEDURE' });
  }

  async handIn(cell: string, ...members: readonly string[]): Promise<void> {
    await this.say({
      type: 'submitSelfAssessments',
      case: cell,
      lines: members.map((member) => ({ member, ...onPaper() })),
    });
  }

  async comment(cell: string, ...members: readonly string[]): Promise<void> {
    const lines = members.map((member) => ({ member, grades: {}, document: null, frontCommitteeMetOn: null }));
    await this.say({ type: 'giveResidenceComments', case: cell, lines });
    await this.say({ type: 'confirmResidenceComments', case: cell, lines: members.map((member) => ({ member })) });
  }

  /** Holds a meeting of three and counts the ballots: all for "good". */
  async meet(cell: string, heard: readonly string[], absent: readonly string[] = []): Promise<void> {
    this.meetings += 1;
    const at = { case: cell, meeting: `m${this.meetings}` };
    await this.say({
      ...at,
      type: 'recordMeeting',
      heldOn: TODAY,
      heard,
      absent: absent.map((member) => ({ member, excused: true })),
      convenedOfficial: 3,
      presentOfficial: 3,
      minutes: null,
    });
    if (heard.length === 0) return;
    await this.say({
      ...at,
      type: 'recordTally',
      tally: tallyOf(),
      lines: heard.map((member) => ({ member, votes: votes('GOOD') })),
    });
    await this.say({ ...at, type: 'confirmTally' }, this.superior);
  }

  async propose(cell: string, ...members: readonly string[]): Promise<void> {
    await this.say({ type: 'closeSubmission', case: cell, lines: members.map(good) });
  }

  async advise(
    type: 'appraise' | 'giveOpinion',
    body: string,
    submission: string,
    ...subjects: readonly string[]
  ): Promise<void> {
    await this.say({ type, case: body, submission, lines: subjects.map(good) }, this.superior);
  }

  async decide(body: string, submission: string, ...subjects: readonly string[]): Promise<void> {
    const decision: Command = {
      type: 'decide',
      case: body,
      submission,
      decidedOn: TODAY,
      decisionNumber: null,
      tally: tallyOf(),
      justification: null,
      lines: subjects.map((subject) => ({ ...good(subject), digest: this.digest(subject) })),
    };
    await this.say(decision, this.superior);
  }

  async giveBack(body: string, submission: string, to: StepName, ...subjects: readonly string[]): Promise<void> {
    const lines = subjects.map((subject) => ({ subject, to, digest: this.digest(subject), reason: REASON }));
    await this.say({ type: 'returnLines', case: body, submission, lines }, this.superior);
  }

  async putOff(body: string, submission: string, ...subjects: readonly string[]): Promise<void> {
    const lines = subjects.map((subject) => ({ subject, digest: this.digest(subject), reason: REASON }));
    await this.say({ type: 'putOffLines', case: body, submission, lines }, this.superior);
  }

  async voteOwnClass(caseId: string): Promise<void> {
    await this.say({ ...OWN_VOTE, case: caseId });
  }

  async reviewCollective(caseId: string): Promise<void> {
    await this.say({ type: 'recordCollectiveReview', case: caseId, heldOn: TODAY, selfClass: 'GOOD', report: null });
  }

  async reviewHead(caseId: string): Promise<void> {
    await this.say({
      type: 'recordHeadReview',
      case: caseId,
      heldOn: TODAY,
      head: null,
      selfClass: 'GOOD',
      report: null,
    });
  }

  async publish(pass: string): Promise<void> {
    await this.say({ type: 'issueNotices', case: cycleCase(CYCLE), pass, noticeOn: TODAY });
  }

  /** Members and organisations have ids of different shapes in these tests: the stream tells which is meant. */
  private digest(subject: string): string {
    const [member, organisation] = [memberStream(CYCLE, subject), organisationStream(CYCLE, subject)];
    return this.store.digest(this.store.has(member) ? member : organisation);
  }
}

const good = (subject: string) => ({ subject, class: 'GOOD', reason: null }) as const;
