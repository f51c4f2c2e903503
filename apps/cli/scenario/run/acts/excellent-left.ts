import type { QualityClass } from '../../../../../libs/domain/classes.js';
import type { SheetLine, WorkItem } from '../../http/answers.js';
import { organisationOfCase, type Scene } from '../scene.js';

/** True when all others beneath the body have their answer (a returned line waits for the rest of its list) and its sheet holds nothing but lines it wants excellent: no more room will come. */
export async function onlyExcellentAreLeft(
  scene: Scene,
  { case: caseId, subject }: WorkItem,
  classOf: (line: SheetLine) => QualityClass,
): Promise<boolean> {
  const body = organisationOfCase(caseId);
  const population = subject === 0 ? 'organisations' : 'members';
  const { submissions } = await scene.sheet(body);
  const lines = submissions
    .filter(({ step }) => step === 'DECISION')
    .flatMap((one) => one.lines)
    .filter(({ number }) => (number === 0) === (subject === 0));
  const waiting = new Set(lines.map((line) => line.subject));
  const others = scene.beneath(body)[population].filter((id) => !waiting.has(id));
  return lines.every((line) => classOf(line) === 'EXCELLENT') && others.every((id) => scene.answered.has(id));
}
