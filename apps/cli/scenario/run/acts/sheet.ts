import type { DecisionSheet, SheetLine, WorkItem } from '../../http/answers.js';
import { organisationOfCase, type Scene } from '../scene.js';

const NOT_SHOWN = { submission: '', lines: [], ceiling: { measured: 0, base: 0 }, ceilings: [] };

/** The list that an item belongs to, as the body's sheet shows it. */
export async function submissionOnSheet(
  scene: Scene,
  { case: caseId, reference }: WorkItem,
): Promise<DecisionSheet['submissions'][number]> {
  const { submissions } = await scene.sheet(organisationOfCase(caseId));
  return submissions.find((one) => one.submission === reference && one.step === 'DECISION') ?? NOT_SHOWN;
}

/** The lines of these items that the sheet still shows. */
export async function linesOnSheet(
  scene: Scene,
  items: readonly [WorkItem, ...WorkItem[]],
): Promise<readonly { readonly line: SheetLine; readonly item: WorkItem }[]> {
  const { lines } = await submissionOnSheet(scene, items[0]);
  return items.flatMap((item) => {
    const line = lines.find(({ subject }) => subject === item.subjectId);
    return line === undefined ? [] : [{ line, item }];
  });
}
