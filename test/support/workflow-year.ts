import type { WorkItem } from '../../libs/domain/procedure/work-items.js';
import type { StepName } from '../../libs/domain/procedure/steps.js';
import type { People } from './workflow-people.js';
import type { Run } from './workflow-run.js';

/** Who does not go the plain way, by the ids of members and organisations; each of them once. */
export interface Plan {
  readonly late?: readonly string[];
  readonly absent?: readonly string[];
  readonly returned?: Readonly<Record<string, StepName>>;
  readonly putOff?: readonly string[];
  /** Steps that nobody does anything about. */
  readonly silent?: readonly StepName[];
}

/**
 * Lets people do whatever their work items offer, until there are none; holds no order of steps. Those who are late hand
 * in when the due date has passed, the absent come to the next meeting.
 */
export async function playOut(run: Run, people: People, plan: Plan = {}): Promise<void> {
  await run.settled();
  for (let group = nextGroup(run, plan); group !== undefined; group = nextGroup(run, plan)) {
    await act(people, group, plan);
    await run.settled();
  }
}

type Group = readonly [WorkItem, ...WorkItem[]];

/** What one open step still waits for, first of all its cases. */
function nextGroup({ store }: Run, { silent = [] }: Plan): Group | undefined {
  for (const caseId of store.openCases()) {
    const [first, ...others] = store.workItems(caseId).filter(({ step }) => !silent.includes(step));
    if (first !== undefined)
      return [first, ...others.filter(({ step, pass }) => step === first.step && pass === first.pass)];
  }
  return undefined;
}

async function act(people: People, group: Group, plan: Plan): Promise<void> {
  const [{ caseId, step, pass, reference }] = group;
  const ids = group.map(({ subjectId }) => subjectId);
  const first = pass.split('/').at(-1)?.endsWith('all') || pass.endsWith('own');
  switch (step) {
    case 'SELF_ASSESSMENT': {
      const inTime = first ? ids.filter((id) => !plan.late?.includes(id)) : ids;
      if (inTime.length > 0) return await people.handIn(caseId, ...inTime);
      return await people.overdue(
        caseId,
        step,
        pass,
        group.map(({ subject }) => subject),
      );
    }
    case 'RESIDENCE_COMMENT':
      return await people.comment(caseId, ...ids);
    case 'MEETING': {
      const absent = first ? ids.filter((id) => plan.absent?.includes(id)) : [];
      return await people.meet(
        caseId,
        ids.filter((id) => !absent.includes(id)),
        absent,
      );
    }
    case 'PROPOSAL':
      return await people.propose(caseId, ...ids);
    case 'OWN_CLASS':
      return await people.voteOwnClass(caseId);
    case 'OPINION':
      return await people.advise('giveOpinion', caseId, reference ?? pass, ...ids);
    case 'APPRAISAL':
      return await people.advise('appraise', caseId, reference ?? pass, ...ids);
    case 'DECISION':
      return await answer(people, caseId, reference ?? pass, ids, first ? plan : {});
    case 'COLLECTIVE':
      return await people.reviewCollective(caseId);
    case 'HEAD':
      return await people.reviewHead(caseId);
    case 'PUBLICATION':
      return await people.publish(pass);
    case 'AWAIT_DECISION':
    case 'AWAIT_CHILDREN':
      throw new Error(`${step} asks nobody`);
  }
}

/** One answer at a time: what goes back, then what is put off, then the rest. */
async function answer(
  people: People,
  body: string,
  submission: string,
  ids: readonly string[],
  plan: Plan,
): Promise<void> {
  const back = ids.find((id) => plan.returned?.[id] !== undefined);
  const later = ids.filter((id) => plan.putOff?.includes(id));
  if (back !== undefined) await people.giveBack(body, submission, plan.returned?.[back] ?? 'MEETING', back);
  else if (later.length > 0) await people.putOff(body, submission, ...later);
  else await people.decide(body, submission, ...ids);
}
