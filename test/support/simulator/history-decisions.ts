import { ANSWERS_FOR } from '../../../libs/domain/people.js';
import { splitSubmission } from '../../../libs/domain/ids.js';
import { stepKey } from '../../../libs/domain/procedure/evolve.js';
import { isOwnPass } from '../../../libs/domain/procedure/passes.js';
import type { ChainedEvent } from '../../../libs/store/append/chain.js';
import { caseOf, papersOf, type Case } from './seen-case.js';
import type { SimulatedStore } from './store.js';

export function readTally(at: Case, { type, recorder }: ChainedEvent, data: Record<string, unknown>): string | null {
  const meeting = at.meetings.get(String(data['meeting']));
  if (meeting === undefined) return 'there was no such meeting';
  if (type === 'TallyRecorded') {
    if (meeting.recordedBy !== null) return 'counted twice';
    meeting.recordedBy = recorder;
    const { present, convened, issued, collected, valid, invalid } = data['tally'] as Record<string, number>;
    const balances =
      valid! + invalid! === collected && collected <= issued! && issued! <= present! && present! <= convened!;
    const lines = data['lines'] as { readonly votes: Record<string, number> }[];
    const sums = lines.every(({ votes }) => Object.values(votes).reduce((sum, each) => sum + each, 0) === valid);
    return balances && sums ? null : 'a tally that does not balance';
  }
  if (meeting.confirmed || meeting.recordedBy === null) return 'confirmed without a count, or twice';
  meeting.confirmed = true;
  if (data['by'] === 'SIGNED_MINUTES') return meeting.signed ? null : 'there are no signed minutes';
  return meeting.recordedBy === recorder ? 'confirmed by whoever counted' : null;
}

/** An answer to a list: the body was asked, the list was before it, and whoever answered speaks for it and did not propose it. */
export function readAnswer(
  store: SimulatedStore,
  cases: Map<string, Case>,
  at: Case,
  event: ChainedEvent,
  data: Record<string, unknown>,
): string | null {
  const submission = String(data['submission']);
  const { caseId, pass } = splitSubmission(submission);
  const sender = caseOf(cases, caseId);
  const own = caseId === event.caseId;
  const step = at.steps.get(stepKey(own ? pass : submission, 'DECISION'));
  if (step === undefined || !step.open) return 'its step is not open';
  const lines = (data['lines'] ?? (data['subjects'] as number[]).map((subject) => ({ subject }))) as {
    subject: number;
  }[];
  if (lines.some(({ subject }) => !step.subjects.includes(subject))) return 'a line that was not before the body';
  const who = store.cast.everyone.find(({ person }) => person === event.recorder);
  const clerk = who?.posts.some(({ role }) => role === 'CLERK') ?? false;
  const speaks = who?.posts.some(
    ({ role, organisation }) => ANSWERS_FOR[step.asks].includes(role) && organisation === at.opened?.organisation,
  );
  if (!clerk && !speaks) return 'whoever answered does not speak for the body';
  if (step.asks === 'CELL') return null;
  if (!clerk && sender.listed.get(pass) === event.recorder) return 'whoever proposed the list answered it';
  const [only, ...others] = lines;
  const subject = only === undefined || isOwnPass(pass) ? null : sender.opened?.subjects[only.subject - 1];
  return others.length === 0 && subject === who?.member && who?.member !== null ? 'he answered on himself alone' : null;
}

/** No class without its papers, by the body that is to decide, and once (I5). */
export function readDecided(
  store: SimulatedStore,
  at: Case,
  event: ChainedEvent,
  data: Record<string, unknown>,
): string | null {
  const subject = event.subjectId ?? '';
  if (at.decided.has(subject)) return 'decided twice';
  at.decided.add(subject);
  const own = subject === at.opened?.organisation && event.streamId.startsWith('organisation-review/');
  const committee = own && at.opened?.kind === 'COMMITTEE';
  const needed = store.rulebook.papers[own ? 'organisations' : 'members'].filter(
    (paper) => !own || committee || !['COLLECTIVE_REVIEW', 'HEAD_REVIEW'].includes(paper),
  );
  const has = papersOf(at, subject);
  const missing = needed.filter((paper) => !has.has(paper));
  if (missing.length > 0) return `decided without ${missing.join()}`;
  const bodies = at.opened?.bodies;
  const decider =
    (own ? (bodies?.organisationDecidedBy ?? `/${at.opened?.organisation}`) : bodies?.membersDecidedBy) ?? '';
  return decider.endsWith(`/${String(data['decidedBy'])}`) ? null : `${decider} is to decide`;
}
