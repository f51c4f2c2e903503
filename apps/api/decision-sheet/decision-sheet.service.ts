import { Inject, Injectable } from '@nestjs/common';
import { checkCeiling } from '../../../libs/domain/ceiling/ceiling.js';
import type { World } from '../../../libs/domain/handling/world.js';
import {
  collectiveStream,
  cycleStream,
  memberStream,
  organisationStream,
  splitSubmission,
  submissionId,
} from '../../../libs/domain/ids.js';
import { missingPapers } from '../../../libs/domain/organisation-review/evidence.js';
import type { CaseOpened } from '../../../libs/domain/procedure/events.js';
import { openSteps, type ProcedureState, type StepState } from '../../../libs/domain/procedure/evolve.js';
import { isOwnPass } from '../../../libs/domain/procedure/passes.js';
import type { StepName } from '../../../libs/domain/procedure/steps.js';
import type { Rulebook } from '../../../libs/domain/rulebook.js';
import type { Store } from '../../../libs/store/store.js';
import { loadWorld } from '../../../libs/store/world.js';
import type { Caller } from '../access/caller.js';
import { Coverage } from '../access/coverage.js';
import { notFound } from '../problems/problem.js';
import { ReadModels } from '../reading/read-models.js';
import { rulebookOf } from '../rulebooks.js';
import { STORE } from '../store.token.js';
import { BODIES, NAMES } from './decision-sheet.queries.js';
import type { DecisionSheet, SheetQuery } from './decision-sheet.schema.js';

type Submission = DecisionSheet['submissions'][number];
type Line = Submission['lines'][number];

interface Waiting {
  readonly submission: string;
  readonly bodyCase: string;
  readonly body: CaseOpened;
  readonly step: StepState;
  readonly subjects: readonly number[];
}

const ANSWERED_HERE: readonly StepName[] = ['DECISION', 'APPRAISAL', 'OPINION'];

/** One sheet over everything that waits for a body's answer, however many open steps it stands in. */
@Injectable()
export class DecisionSheetService {
  constructor(
    @Inject(STORE) private readonly store: Store,
    private readonly reading: ReadModels,
    private readonly coverage: Coverage,
  ) {}

  async sheet(caller: Caller, { cycle, organisation }: SheetQuery): Promise<DecisionSheet> {
    const bodies = await this.bodies(caller, organisation);
    const cases = await this.reading.rows<{ case: string; procedure: ProcedureState }>(BODIES, cycle, bodies);
    const waiting = cases.flatMap((one) => waitingIn(one.case, one.procedure));
    if (waiting.length === 0) return { submissions: [] };
    const senders = [...new Set(waiting.map(({ submission }) => splitSubmission(submission).caseId))];
    const opened = await Promise.all(senders.map((sender) => this.store.peeks.case(sender)));
    const scene = await this.scene(cycle, waiting, opened);
    return { submissions: waiting.map((one) => shown(scene, one)) };
  }

  private async bodies(caller: Caller, organisation: string | undefined): Promise<readonly string[]> {
    if (organisation === undefined) return [...new Set(caller.posts.map((post) => post.organisation))];
    if (await this.coverage.covers(caller, organisation)) return [organisation];
    throw notFound();
  }

  private async scene(cycle: string, waiting: readonly Waiting[], senders: readonly ProcedureState[]): Promise<Scene> {
    const sent = new Map(senders.map((sender) => [sender.caseId, sender.opened]));
    const members = waiting.flatMap((one) => subjectsOf(one, sent).map(({ id }) => id));
    const organisations = [
      ...new Set(
        waiting.flatMap(({ submission, body }) => [
          body.organisation,
          sent.get(splitSubmission(submission).caseId)?.organisation ?? '',
        ]),
      ),
    ];
    const streams = [
      cycleStream(cycle),
      ...members.filter((id) => !organisations.includes(id)).map((id) => memberStream(cycle, id)),
      ...organisations.flatMap((id) => [organisationStream(cycle, id), collectiveStream(cycle, id)]),
    ];
    const [world, names] = await Promise.all([
      loadWorld(this.store, { streams }),
      this.reading.rows<{ id: string; name: string }>(
        NAMES,
        members.filter((id) => !organisations.includes(id)),
        organisations,
      ),
    ]);
    const { created } = world.cycle(cycle);
    if (created === null) throw notFound();
    return {
      world,
      rulebook: rulebookOf(created.rulebook, created.rulebookHash),
      names: new Map(names.map(({ id, name }) => [id, name])),
      sent,
    };
  }
}

interface Scene {
  readonly world: World;
  readonly rulebook: Rulebook;
  readonly names: ReadonlyMap<string, string>;
  readonly sent: ReadonlyMap<string, CaseOpened | null>;
}

function waitingIn(bodyCase: string, procedure: ProcedureState): readonly Waiting[] {
  const { opened: body } = procedure;
  if (body === null) return [];
  return openSteps(procedure)
    .filter(({ step }) => ANSWERED_HERE.includes(step))
    .map((step) => {
      const submission = step.pass.includes(':') ? step.pass : submissionId(bodyCase, step.pass);
      return { submission, bodyCase, body, step, subjects: step.subjects };
    });
}

function subjectsOf(
  { submission, subjects }: Waiting,
  sent: Scene['sent'],
): readonly { readonly number: number; readonly id: string }[] {
  const sender = sent.get(splitSubmission(submission).caseId);
  if (sender === null || sender === undefined) return [];
  return subjects.map((number) => ({
    number,
    id: number === 0 ? sender.organisation : (sender.subjects[number - 1] ?? ''),
  }));
}

function shown(scene: Scene, waiting: Waiting): Submission {
  const { submission, bodyCase, body, step } = waiting;
  const { caseId, pass } = splitSubmission(submission);
  const sender = scene.sent.get(caseId);
  const ownClass = isOwnPass(pass);
  const population = ownClass ? 'organisations' : 'members';
  const { decidedCounts, answered } = scene.world.organisation(organisationStream(body.cycle, body.organisation));
  const done = answered[submission];
  const isAnswered = (number: number): boolean =>
    step.step === 'DECISION' &&
    done !== undefined &&
    [...done.decided, ...done.putOff, ...done.returned.map(({ subject }) => subject)].includes(number);
  return {
    submission,
    case: bodyCase,
    body: body.organisation,
    step: step.step,
    from: caseId,
    organisation: sender?.organisation ?? '',
    organisationName: scene.names.get(sender?.organisation ?? '') ?? '',
    pass,
    population,
    mayReturnTo: [...step.mayReturnTo],
    lines: subjectsOf(waiting, scene.sent)
      .filter(({ number }) => !isAnswered(number))
      .map(({ number, id }) => lineOf(scene, sender ?? null, number, id)),
    ceiling: { ...checkCeiling(scene.rulebook.ceiling[population], decidedCounts[population]) },
  };
}

function lineOf({ world, rulebook, names }: Scene, sender: CaseOpened | null, number: number, id: string): Line {
  if (sender === null) throw new Error('a submission without its sender');
  const common = {
    subject: id,
    number,
    name: names.get(id) ?? '',
    missing: [...missingPapers(world, rulebook, sender, id, number === 0)],
  };
  if (number > 0) {
    const stream = memberStream(sender.cycle, id);
    const { selfAssessment, vote, proposed, advice, opinions } = world.member(stream);
    return {
      ...common,
      claimed: selfAssessment?.ownClass ?? null,
      voted: vote?.voted ?? null,
      votes: vote === null ? null : { ...vote.votes },
      proposed: proposed?.class ?? null,
      advice: advice?.class ?? null,
      opinions: { ...opinions },
      digest: world.digest(stream),
    };
  }
  const stream = organisationStream(sender.cycle, id);
  const { ownVote, proposed, advice } = world.organisation(stream);
  return {
    ...common,
    claimed: ownVote?.selfClass ?? null,
    voted: ownVote?.voted ?? null,
    votes: null,
    proposed: proposed?.class ?? null,
    advice: advice?.class ?? null,
    opinions: {},
    digest: world.digest(stream),
  };
}
