import type { Command } from '../../libs/domain/handling/world.js';
import {
  cellCase,
  committeeCase,
  cycleCase,
  memberStream,
  organisationStream,
  submissionId,
} from '../../libs/domain/ids.js';
import type { Asks } from '../../libs/domain/people.js';
import type { StepOutcome } from '../../libs/domain/procedure/events.js';
import type { Submits } from '../../libs/domain/procedure/commands.js';
import type { StepName } from '../../libs/domain/procedure/steps.js';
import { selfAssessment, tallyOf, votes } from './cell-of-four.js';
import { COMMUNE, imported, proceed, say, type TestStore } from './store.js';

export const CYCLE = '2018';
export const ROOT = committeeCase(CYCLE, 'xa');
export const BAN = cellCase(CYCLE, 'ban');
export const LIST = submissionId(BAN, 'all');

/** A year of the commune, its steps opened and closed by the test in the place of workflows. */
export class Year {
  readonly people: Readonly<Record<string, string>>;
  private readonly store: TestStore;

  constructor(store: TestStore, people: Readonly<Record<string, string>>) {
    this.store = store;
    this.people = people;
  }

  /** Imports the commune and opens the cycle; its workflows open what is beneath it. */
  static async opened(store: TestStore): Promise<Year> {
    const year = new Year(store, await imported(store, COMMUNE));
    const cycle = { case: cycleCase(CYCLE) };
    await year.say({ ...cycle, type: 'createCycle', year: 2018, root: 'xa', timetable: {}, enteredAfterwards: true });
    await year.say({ ...cycle, type: 'openCycle' });
    return year;
  }

  /** Opens the cases of the commune and the cell `ban`, too. */
  static async open(store: TestStore): Promise<Year> {
    const year = await Year.opened(store);
    await proceed(store, { case: cycleCase(CYCLE), type: 'openCase', child: ROOT });
    await proceed(store, { type: 'openCase', case: ROOT, child: BAN });
    return year;
  }

  id(code: string): string {
    return this.people[code] ?? code;
  }

  say(command: Command, by = 'clerk') {
    return say(this.store, this.id(by), command);
  }

  openStep(caseId: string, step: StepName, subjects: readonly number[], asks: Asks, pass = 'all') {
    return proceed(this.store, { type: 'openStep', case: caseId, step, pass, subjects, asks, mayReturnTo: [] });
  }

  async closeStep(caseId: string, step: StepName, outcome: StepOutcome, submits: Submits | null = null, pass = 'all') {
    const [row] = await this.store.database.query('SELECT version FROM review_case WHERE id = $1', [caseId]);
    return proceed(this.store, {
      type: 'closeStep',
      case: caseId,
      step,
      pass,
      outcome,
      seenVersion: Number(row?.['version']),
      submits,
    });
  }

  handIn(...codes: readonly string[]) {
    return this.say({
      type: 'submitSelfAssessments',
      case: BAN,
      lines: codes.map((code) => ({ member: this.id(code), ...selfAssessment(), paper: { writtenOn: '2018-11-30' } })),
    });
  }

  async comment(code: string) {
    const line = { member: this.id(code), grades: {}, document: null, frontCommitteeMetOn: null };
    await this.say({ type: 'giveResidenceComments', case: BAN, lines: [line] }, 'R');
    await this.say({ type: 'confirmResidenceComments', case: BAN, lines: [{ member: this.id(code) }] });
  }

  async meet(...codes: readonly string[]) {
    const at = { case: BAN, meeting: 'm1' };
    const heard = codes.map((code) => this.id(code));
    await this.say({
      ...at,
      type: 'recordMeeting',
      heldOn: '2018-12-01',
      heard,
      absent: [],
      convenedOfficial: 3,
      presentOfficial: 3,
      minutes: null,
    });
    await this.say({
      ...at,
      type: 'recordTally',
      tally: tallyOf(),
      lines: heard.map((member) => ({ member, votes: votes('GOOD') })),
    });
    await this.say({ ...at, type: 'confirmTally' }, 'teller');
  }

  propose(...codes: readonly string[]) {
    return this.say({ type: 'closeSubmission', case: BAN, lines: codes.map((code) => this.good(code)) });
  }

  async decide(...codes: readonly string[]) {
    const lines = await Promise.all(
      codes.map(async (code) => ({ ...this.good(code), digest: await this.digest(code) })),
    );
    return this.say({
      type: 'decide',
      case: ROOT,
      submission: LIST,
      decidedOn: '2018-12-20',
      decisionNumber: '1-QĐ/ĐU',
      tally: null,
      justification: null,
      lines,
    });
  }

  async digest(code: string): Promise<string> {
    const [row] = await this.store.database.query("SELECT encode(head, 'hex') AS head FROM stream WHERE id = $1", [
      memberStream(CYCLE, this.id(code)),
    ]);
    return String(row?.['head']);
  }

  /** From the first step to the decision on A, B and C. */
  async run(): Promise<void> {
    await this.openStep(BAN, 'SELF_ASSESSMENT', [1, 2, 3], 'MEMBER');
    await this.openStep(BAN, 'RESIDENCE_COMMENT', [2], 'RESIDENCE_SECRETARY');
    await this.handIn('A', 'B', 'C');
    await this.comment('B');
    await this.closeStep(BAN, 'SELF_ASSESSMENT', { ready: [1, 2, 3], missing: [] });
    await this.closeStep(BAN, 'RESIDENCE_COMMENT', { ready: [2], missing: [] });
    await this.openStep(BAN, 'MEETING', [1, 2, 3], 'CELL_SECRETARY');
    await this.meet('A', 'B', 'C');
    await this.closeStep(BAN, 'MEETING', { heard: [1, 2, 3], absent: [] });
    await this.openStep(BAN, 'PROPOSAL', [1, 2, 3], 'CELL_SECRETARY');
    await this.propose('A', 'B', 'C');
    await this.closeStep(BAN, 'PROPOSAL', { heard: [1, 2, 3] }, { pass: 'all', subjects: [1, 2, 3], appraise: true });
    await this.openStep(ROOT, 'DECISION', [1, 2, 3], 'EXECUTIVE_COMMITTEE', LIST);
    await this.decide('A', 'B', 'C');
    await this.closeStep(ROOT, 'DECISION', { decided: [1, 2, 3] }, null, LIST);
    await this.openStep(BAN, 'OWN_CLASS', [0], 'CELL', 'own');
  }

  private good(code: string) {
    return { subject: this.id(code), class: 'GOOD', reason: null } as const;
  }
}

export const memberOf = (year: Year, code: string): string => memberStream(CYCLE, year.id(code));
export const reviewOf = (organisation: string): string => organisationStream(CYCLE, organisation);
