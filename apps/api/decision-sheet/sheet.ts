import type { World } from '../../../libs/domain/handling/world.js';
import { memberStream, organisationStream, splitSubmission, submissionId } from '../../../libs/domain/ids.js';
import { ceilingOver, groupOf } from '../../../libs/domain/organisation-review/ceilings.js';
import { assessLine, missingPapers } from '../../../libs/domain/organisation-review/evidence.js';
import type { OrganisationReviewState } from '../../../libs/domain/organisation-review/evolve.js';
import type { CaseOpened } from '../../../libs/domain/procedure/events.js';
import { openSteps, type ProcedureState, type StepState } from '../../../libs/domain/procedure/evolve.js';
import { isOwnPass, type Subjects } from '../../../libs/domain/procedure/passes.js';
import type { StepName } from '../../../libs/domain/procedure/steps.js';
import type { Rulebook } from '../../../libs/domain/rulebook.js';
import type { DecisionSheet } from './decision-sheet.schema.js';

type Submission = DecisionSheet['submissions'][number];
type Line = Submission['lines'][number];

/** An open step in which a body answers a list. */
export interface OpenList {
  readonly submission: string;
  readonly bodyCase: string;
  readonly body: CaseOpened;
  readonly step: StepState;
}

/** The same with the case that sent it. */
export interface SentList extends OpenList {
  readonly from: string;
  readonly sender: CaseOpened;
}

/** What the lines of a sheet are read from. */
export interface Scene {
  readonly world: World;
  readonly rulebook: Rulebook;
  readonly names: ReadonlyMap<string, string>;
}

/** The lists that wait for an answer in the case of a body. */
export function openLists(bodyCase: string, procedure: ProcedureState): readonly OpenList[] {
  const { opened: body } = procedure;
  if (body === null) return [];
  return openSteps(procedure)
    .filter(({ step }) => ANSWERED_HERE.includes(step))
    .map((step) => {
      // A cell that decides on its own members has the step in their own pass.
      const submission = step.pass.includes(':') ? step.pass : submissionId(bodyCase, step.pass);
      return { submission, bodyCase, body, step };
    });
}

const ANSWERED_HERE: readonly StepName[] = ['DECISION', 'APPRAISAL', 'OPINION'];

/** Id of a subject of the list: a member, or the sender itself. */
export function subjectId({ sender }: Pick<SentList, 'sender'>, number: number): string {
  return number === 0 ? sender.organisation : (sender.subjects[number - 1] ?? '');
}

/** One list as its body sees it: lines that are not answered yet, and the ceiling over what it has decided so far. */
export function shownList(scene: Scene, list: SentList): Submission {
  const { submission, bodyCase, body, step, sender } = list;
  const { caseId, pass } = splitSubmission(submission);
  const population = isOwnPass(pass) ? 'organisations' : 'members';
  const review = scene.world.organisation(organisationStream(body.cycle, body.organisation));
  const answered = answeredIn(review, list);
  const { rulebook } = scene;
  const lines = step.subjects
    .filter((number) => !answered.includes(number))
    .map((number) => lineOf(scene, list, number));
  const groups = [...new Set(lines.flatMap(({ group }) => group ?? []))];
  return {
    submission,
    case: bodyCase,
    body: body.organisation,
    step: step.step,
    from: caseId,
    organisation: sender.organisation,
    organisationName: scene.names.get(sender.organisation) ?? '',
    pass,
    population,
    mayReturnTo: [...step.mayReturnTo],
    lines,
    ceiling: { ...ceilingOver(rulebook, review, population, null) },
    ceilings: groups.map((group) => ({ ...ceilingOver(rulebook, review, population, group) })),
  };
}

function answeredIn(review: OrganisationReviewState, { submission, step }: OpenList): Subjects {
  if (step.step === 'APPRAISAL') return review.appraised[submission] ?? [];
  if (step.step === 'OPINION') return review.opinions[submission] ?? [];
  const answers = review.answered[submission];
  return answers === undefined
    ? []
    : [...answers.decided, ...answers.putOff, ...answers.returned.map(({ subject }) => subject)];
}

function lineOf({ world, rulebook, names }: Scene, list: SentList, number: number): Line {
  const { sender } = list;
  const subject = subjectId(list, number);
  const missing = [...missingPapers(world, rulebook, sender, subject, number === 0)];
  const group = groupOf(world, rulebook, sender, subject, number === 0);
  const result = assessLine(world, rulebook, world.procedure(list.from), sender, subject, number === 0);
  const common = { subject, number, name: names.get(subject) ?? '', missing, outcome: result?.outcome ?? null, group };
  if (number === 0) {
    const stream = organisationStream(sender.cycle, subject);
    const { ownVote, proposed, advice } = world.organisation(stream);
    const claim = {
      claimed: ownVote?.selfClass ?? null,
      voted: ownVote?.voted ?? null,
      votes: null,
      secondRound: null,
    };
    return { ...common, ...claim, ...sentUp(proposed, advice), opinions: {}, digest: world.digest(stream) };
  }
  const stream = memberStream(sender.cycle, subject);
  const { selfAssessment, vote, proposed, advice, opinions } = world.member(stream);
  return {
    ...common,
    claimed: selfAssessment?.ownClass ?? null,
    voted: vote?.voted ?? null,
    votes: vote === null ? null : { ...vote.votes },
    secondRound: vote?.second === undefined ? null : { ...vote.second.votes },
    ...sentUp(proposed, advice),
    opinions: { ...opinions },
    digest: world.digest(stream),
  };
}

type Classed = { readonly class: Line['proposed'] } | null;

const sentUp = (proposed: Classed, advice: Classed): Pick<Line, 'proposed' | 'advice'> => ({
  proposed: proposed?.class ?? null,
  advice: advice?.class ?? null,
});
