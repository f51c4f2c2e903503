import type { QualityClass } from '../../../../../libs/domain/classes.js';
import { tallyOf } from '../../generate/ballots.js';
import type { SheetLine, WorkItem } from '../../http/answers.js';
import { paperDate } from '../dates.js';
import { organisationOfCase, wentBy, type Act, type Scene } from '../scene.js';
import { grantExceptions } from './ceiling-exceptions.js';
import { underCeilings } from './ceiling.js';
import { onlyExcellentAreLeft } from './excellent-left.js';
import { OWN_VIEW } from './proposal.js';
import { linesOnSheet, submissionOnSheet } from './sheet.js';

/** The body sends lines back, once, to where the file says. */
export const returnLines: Act = {
  means: (scene, item) => conductOf(scene, item).returned !== undefined && !wentBy(item.pass, 'returned'),
  together: 'REFERENCE',
  write: async (scene, items) => {
    const lines = (await linesOnSheet(scene, items)).map(({ line, item }) => ({
      subject: line.subject,
      digest: line.digest,
      reason: { code: 'TO_BE_COMPLETED' },
      to: conductOf(scene, item).returned?.to,
    }));
    return lines.length === 0 ? null : { submission: items[0].reference, lines };
  },
};

/** The body puts lines off, once. */
export const putOffLines: Act = {
  means: (scene, item) => conductOf(scene, item).putOff === true && !wentBy(item.pass, 'put-off'),
  together: 'REFERENCE',
  write: async (scene, items) => {
    const lines = (await linesOnSheet(scene, items)).map(({ line: { subject, digest } }) => ({
      subject,
      digest,
      reason: { code: 'TO_BE_VERIFIED' },
    }));
    return lines.length === 0 ? null : { submission: items[0].reference, lines };
  },
};

/** The body decides the rest as a block, as proposed or as the file says, on what its sheet shows. */
export const decide: Act = {
  means: (scene, item) => !returnLines.means(scene, item) && !putOffLines.means(scene, item),
  together: 'REFERENCE',
  write: async (scene, items) => {
    const [{ step, pass, case: caseId, asks, subject, reference }] = items;
    await grantExceptions(scene, organisationOfCase(caseId));
    const shown = await linesOnSheet(scene, items);
    const wanted = shown
      .filter(({ line }) => line.missing.length === 0)
      .map(({ line, item }) => decidedLine(scene, line, item));
    const placed = await room(scene, items[0], wanted);
    if (placed.length === 0) return null;
    const lines = placed.map(({ group: _, ...line }) => line);
    return {
      submission: reference,
      lines,
      decidedOn: paperDate(scene.plan.scenario, step, pass),
      decisionNumber: null,
      tally: asks === 'CELL' ? cellVote(scene, organisationOfCase(caseId)) : null,
      justification:
        scene.plan.rulebook.ceiling[populationOf(subject)].enforcement === 'REQUIRE_JUSTIFICATION' ? OWN_VIEW : null,
    };
  },
};

interface DecidedLine {
  readonly group: string | null;
  readonly subject: string;
  readonly class: QualityClass;
  readonly digest: string;
  readonly reason: { readonly code: string } | null;
}

const populationOf = (subject: number): 'organisations' | 'members' => (subject === 0 ? 'organisations' : 'members');

// Lines without room under a blocking ceiling wait for others to widen it; when nobody is left to do so they are lowered.
async function room(scene: Scene, item: WorkItem, wanted: readonly DecidedLine[]): Promise<readonly DecidedLine[]> {
  const population = populationOf(item.subject);
  const decided = underCeilings(scene.plan.rulebook.ceiling[population], await submissionOnSheet(scene, item), wanted);
  const [first] = wanted;
  if (decided.length > 0 || first === undefined) return decided;
  const onlyExcellent = await onlyExcellentAreLeft(scene, item, (line) =>
    decidedClass(scene, line, line.number, line.subject),
  );
  return onlyExcellent || scene.pressed() ? [{ ...first, class: 'GOOD', reason: { code: 'CEILING' } }] : [];
}

function conductOf({ member, organisation }: Scene, { subject, subjectId }: Pick<WorkItem, 'subject' | 'subjectId'>) {
  return subject === 0 ? organisation(subjectId).conduct : member(subjectId).conduct;
}

function decidedClass(scene: Scene, { proposed }: SheetLine, subject: number, subjectId: string): QualityClass {
  return conductOf(scene, { subject, subjectId }).decided ?? proposed ?? 'GOOD';
}

// Where the rules find otherwise, or nothing at all, the body says why it decided all the same.
function decidedLine(scene: Scene, line: SheetLine, item: WorkItem): DecidedLine {
  const { subject, digest, proposed, group, outcome } = line;
  const decided = decidedClass(scene, line, item.subject, item.subjectId);
  const followed = decided === proposed && (outcome === null || outcome === decided);
  return { group, subject, class: decided, digest, reason: followed ? null : OWN_VIEW };
}

function cellVote({ plan }: Scene, id: string) {
  const convened = plan.members.filter(
    (one) => one.organisation === id && one.official && !one.exempt && !one.suspended,
  ).length;
  return tallyOf({ convened, present: convened, invalid: 0 });
}
