import type { World } from '../../domain/handling/world.js';
import { collectiveStream, cycleStream, memberStream, organisationStream, procedureStream } from '../../domain/ids.js';
import { stepsDoneIn, workItemsOf } from '../../domain/handling/handle.js';
import type { CaseOpened } from '../../domain/procedure/events.js';
import type { ProcedureState } from '../../domain/procedure/evolve.js';
import type { PassId } from '../../domain/procedure/passes.js';
import type { StepName } from '../../domain/procedure/steps.js';
import type { WorkItem } from '../../domain/procedure/work-items.js';
import type { Loaded } from '../loaded.js';
import type { NewEvent } from './fold-events.js';

export interface StepAt {
  readonly caseId: string;
  readonly step: StepName;
  readonly pass: PassId;
}

/** What a transaction does to the work items. */
export interface ItemChange {
  readonly gone: readonly WorkItem[];
  readonly come: readonly WorkItem[];
  /** Steps that closed: whatever is left of them goes. */
  readonly closedSteps: readonly StepAt[];
  readonly closedCases: readonly string[];
  readonly moved: readonly (StepAt & { readonly dueAt: string })[];
}

const OF_MEMBERS = stepsDoneIn('MEMBER');
const OF_MEETINGS = stepsDoneIn('MEMBER_AND_ORGANISATION');
const OF_ORGANISATION = stepsDoneIn('ORGANISATION');
const OF_COLLECTIVE = stepsDoneIn('COLLECTIVE');
const OF_CYCLE = stepsDoneIn('CYCLE');

/** The items of a case that events may have changed, derived before and after them; all others stand as they are. */
export function itemChange(loaded: Loaded, recorded: readonly NewEvent[], before: World, after: World): ItemChange {
  const facts = recorded.map(({ caseId, event }) => ({ caseId, event }));
  const closedSteps = facts.flatMap(({ caseId, event }) =>
    event.type === 'StepClosed' ? [{ caseId, step: event.step, pass: event.pass }] : [],
  );
  const closedCases = facts.flatMap(({ caseId, event }) => (event.type === 'CaseClosed' ? [caseId] : []));
  const moved = facts.flatMap(({ caseId, event }) =>
    event.type === 'TimetableChanged' ? [{ caseId, step: event.step, pass: event.pass, dueAt: event.dueAt }] : [],
  );
  const changes = [...new Set(facts.map(({ caseId }) => caseId))].filter(isReview).map((caseId) => {
    const touched = touchedBy(
      caseId,
      recorded.filter((each) => each.caseId === caseId),
      loaded,
      after,
    );
    return difference(items(caseId, before, touched), items(caseId, after, touched));
  });
  return {
    gone: changes.flatMap(({ gone }) => gone),
    come: changes.flatMap(({ come }) => come),
    closedSteps,
    closedCases,
    moved,
  };
}

interface Touched {
  /** Steps that opened: all their subjects. */
  readonly opened: readonly Omit<StepAt, 'caseId'>[];
  /** Steps looked at whole, since one stream moves any of their subjects. */
  readonly whole: readonly StepName[];
  /** Steps looked at for these subjects only. */
  readonly some: readonly StepName[];
  readonly subjects: readonly number[];
}

function touchedBy(caseId: string, recorded: readonly NewEvent[], loaded: Loaded, after: World): Touched {
  const { opened } = after.procedure(caseId);
  const streams = new Set(recorded.map(({ stream }) => stream));
  if (opened === null) return { opened: [], whole: [], some: [], subjects: [] };
  const { cycle, organisation } = opened;
  const review = organisationStream(cycle, organisation);
  // A meeting's items follow from its members and the organisation; who moves the meeting has loaded the members in question.
  const meeting = streams.has(review);
  const members = meeting ? [...streams, ...loaded.streams.keys()] : [...streams];
  return {
    opened: recorded.flatMap(({ event }) =>
      event.type === 'StepOpened' ? [{ step: event.step, pass: event.pass }] : [],
    ),
    whole: [
      ...(meeting ? OF_ORGANISATION : []),
      ...(streams.has(collectiveStream(cycle, organisation)) ? OF_COLLECTIVE : []),
      ...(streams.has(cycleStream(cycle)) ? OF_CYCLE : []),
    ],
    some: meeting ? [...OF_MEMBERS, ...OF_MEETINGS] : OF_MEMBERS,
    subjects: numbersOf(members, opened),
  };
}

function numbersOf(streams: readonly string[], { cycle, subjects }: CaseOpened): readonly number[] {
  const prefix = memberStream(cycle, '');
  const numbers = streams.map((stream) =>
    stream.startsWith(prefix) ? subjects.indexOf(stream.slice(prefix.length)) + 1 : 0,
  );
  return [...new Set(numbers)].filter((number) => number > 0);
}

function items(caseId: string, world: World, { opened, whole, some, subjects }: Touched): readonly WorkItem[] {
  const fresh = (step: StepName, pass: PassId): boolean =>
    opened.some((each) => each.step === step && each.pass === pass);
  const all = only(world, caseId, (step, pass) => whole.includes(step) || fresh(step, pass));
  const few = only(world, caseId, (step, pass) => some.includes(step) && !fresh(step, pass));
  return [...workItemsOf(caseId, all), ...(subjects.length === 0 ? [] : workItemsOf(caseId, few, subjects))];
}

/** The same world, in which the case has no other steps than these. */
function only(world: World, caseId: string, keep: (step: StepName, pass: PassId) => boolean): World {
  const state = world.procedure(caseId);
  const steps = Object.fromEntries(Object.entries(state.steps).filter(([, { step, pass }]) => keep(step, pass)));
  const narrowed: ProcedureState = { ...state, steps };
  return { ...world, procedure: (id) => (id === caseId ? narrowed : world.procedure(id)) };
}

export function itemKey({ step, pass, subject }: WorkItem): string {
  return `${step}|${pass}|${subject}`;
}

function difference(before: readonly WorkItem[], after: readonly WorkItem[]): Pick<ItemChange, 'gone' | 'come'> {
  const standing = new Map(before.map((item) => [itemKey(item), JSON.stringify(item)]));
  const left = new Set(after.map(itemKey));
  return {
    gone: before.filter((item) => !left.has(itemKey(item))),
    come: after.filter((item) => standing.get(itemKey(item)) !== JSON.stringify(item)),
  };
}

function isReview(caseId: string): boolean {
  return !caseId.startsWith('registry/');
}

/** Streams that the items of a step may follow from, for a command that opens it. */
export function streamsOfCase(state: ProcedureState): readonly string[] {
  if (state.opened === null) return [];
  const { cycle, organisation } = state.opened;
  return [
    procedureStream(state.caseId),
    organisationStream(cycle, organisation),
    collectiveStream(cycle, organisation),
  ];
}
