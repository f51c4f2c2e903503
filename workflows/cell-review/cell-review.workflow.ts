import { ApplicationFailure } from '@temporalio/workflow';
import type { CaseInput } from '../../libs/domain/ports.js';
import {
  absentPass,
  ALL,
  latePass,
  union,
  without,
  type PassId,
  type Subjects,
} from '../../libs/domain/procedure/passes.js';
import { everyLineAnswered, everyPartDone, furtherPasses, resubmits, type FurtherPass } from '../answers.js';
import type { Case } from '../case.js';
import { openCase } from '../open-case.js';
import { hasOwnClass, ownClass } from '../own-class.js';
import {
  MEMBERS_RETURN_TO,
  membersAreSettled,
  NOTHING_ASKED,
  prepared,
  tallyConfirmed,
  type Asked,
} from './conditions.js';

/** The yearly review of one cell: its members pass by pass, and the cell's own class. */
export async function cellReview({ caseId }: CaseInput): Promise<void> {
  const cell = await openCase(caseId);
  await cell.run(() => Promise.all([hear(cell, ALL, everyone(cell)), ownRoad(cell)]));
  await cell.close();
}

function everyone({ view }: Case): Asked {
  const members = Array.from({ length: view.subjects }, (_, index) => index + 1);
  return { SELF_ASSESSMENT: members, RESIDENCE_COMMENT: view.residence };
}

async function hear(cell: Case, pass: PassId, asked: Asked): Promise<void> {
  const missing = await prepare(cell, pass, asked);
  const late = whoever(missing);
  const ready = without(whoever(asked), late);
  await Promise.all([
    late.length > 0 && hear(cell, latePass(pass), missing),
    ready.length > 0 && meet(cell, pass, ready),
  ]);
}

/** Asks each for what is lacking and tells what still is when the time has come to meet. */
async function prepare(cell: Case, pass: PassId, asked: Asked): Promise<Asked> {
  const until = prepared(pass, asked);
  const [assessment, comment] = await Promise.all([
    asked.SELF_ASSESSMENT.length > 0 &&
      cell.step({ pass, name: 'SELF_ASSESSMENT', subjects: asked.SELF_ASSESSMENT, asks: 'MEMBER', until }),
    asked.RESIDENCE_COMMENT.length > 0 &&
      cell.step({
        pass,
        name: 'RESIDENCE_COMMENT',
        subjects: asked.RESIDENCE_COMMENT,
        asks: 'RESIDENCE_SECRETARY',
        until,
      }),
  ]);
  return {
    SELF_ASSESSMENT: assessment ? assessment.missing : [],
    RESIDENCE_COMMENT: comment ? comment.missing : [],
  };
}

async function meet(cell: Case, pass: PassId, ready: Subjects): Promise<void> {
  const { heard, absent } = await cell.step({
    pass,
    name: 'MEETING',
    subjects: ready,
    asks: 'CELL_SECRETARY',
    until: tallyConfirmed,
  });
  await Promise.all([
    absent.length > 0 && meet(cell, absentPass(pass), absent),
    heard.length > 0 && propose(cell, pass, heard),
  ]);
}

async function propose(cell: Case, pass: PassId, heard: Subjects): Promise<void> {
  const { decidesItself } = cell.view.bodies;
  await cell.step({
    pass,
    name: 'PROPOSAL',
    subjects: heard,
    asks: 'CELL_SECRETARY',
    until: everyPartDone,
    submits: () => (decidesItself ? null : { pass, subjects: heard, appraise: true }),
  });
  await awaitDecision(cell, pass, heard);
}

async function awaitDecision(cell: Case, pass: PassId, subjects: Subjects): Promise<void> {
  const answer = cell.view.bodies.decidesItself
    ? await cell.step({
        pass,
        name: 'DECISION',
        subjects,
        asks: 'CELL',
        until: everyLineAnswered,
        mayReturnTo: MEMBERS_RETURN_TO,
      })
    : await cell.step({
        pass,
        name: 'AWAIT_DECISION',
        subjects,
        asks: 'NOBODY',
        until: everyLineAnswered,
        submits: resubmits(pass),
      });
  await Promise.all(furtherPasses(pass, answer).map((next) => goOn(cell, next)));
}

async function goOn(cell: Case, { pass, step, subjects }: FurtherPass): Promise<void> {
  if (step === 'SELF_ASSESSMENT' || step === 'RESIDENCE_COMMENT')
    return await hear(cell, pass, { ...NOTHING_ASKED, [step]: subjects });
  if (step === 'MEETING') return await meet(cell, pass, subjects);
  if (step === 'PROPOSAL') return await propose(cell, pass, subjects);
  if (step === 'AWAIT_DECISION') return await awaitDecision(cell, pass, subjects);
  throw ApplicationFailure.nonRetryable(`Nobody can go on at ${step}`, 'UNKNOWN_RETURN');
}

/** The cell's own class, once its members are settled; a cell without one tells its superior so. */
async function ownRoad(cell: Case): Promise<void> {
  if (hasOwnClass(cell.view)) await ownClass(cell, { asks: 'CELL', decides: 'CELL', opens: membersAreSettled });
  else await cell.settle({ when: membersAreSettled });
}

const whoever = (asked: Asked): Subjects => union(asked.SELF_ASSESSMENT, asked.RESIDENCE_COMMENT);
