import type { Context } from '../handling/world.js';
import { isRejection, reject, type Json, type Rejection } from '../rejection.js';
import type { Decide } from './commands.js';
import { checksAgainst, missingPapers } from './evidence.js';
import { lineOfList, type List, type OpenListLine } from './list.js';

export interface Sifted<L> {
  readonly standing: readonly { readonly line: L; readonly at: OpenListLine }[];
  readonly refused: readonly { readonly subject: string; readonly code: string; readonly details: Json }[];
}

/** Parts the lines that stand from those that are refused, each with its own code. */
export function sift<L extends { readonly subject: string }>(
  lines: readonly L[],
  test: (line: L) => OpenListLine | Rejection,
): Sifted<L> {
  const tested = lines.map((line) => ({ line, at: test(line) }));
  return {
    standing: tested.flatMap(({ line, at }) => (isRejection(at) ? [] : [{ line, at }])),
    refused: tested.flatMap(({ line, at }) =>
      isRejection(at) ? [{ subject: line.subject, code: at.rejected, details: at.details }] : [],
    ),
  };
}

/** A line stands when it is open, unanswered and still shows what the body saw. */
export function standing(
  list: List,
  line: { readonly subject: string; readonly digest: string },
): OpenListLine | Rejection {
  const at = lineOfList(list, line.subject);
  if (isRejection(at)) return at;
  const digest = list.world.digest(at.stream);
  return digest === line.digest ? at : reject('STALE_VIEW', { subject: line.subject, digest });
}

/** A class needs its papers, and a reason where it departs from the proposal or from an automatic result. */
export function evidenced(list: List, line: Decide['lines'][number], { rulebook }: Context): OpenListLine | Rejection {
  const at = standing(list, line);
  if (isRejection(at)) return at;
  const missing = missingPapers(list.world, rulebook, list.sender, line.subject, list.ownClass);
  if (missing.length > 0) return reject('EVIDENCE_MISSING', { subject: line.subject, papers: missing });
  if (line.reason !== null) return at;
  const proposed = at.state.proposed?.class;
  if (proposed !== undefined && proposed !== line.class)
    return reject('REASON_REQUIRED', { subject: line.subject, proposed, decided: line.class });
  const automatic = checksAgainst(
    list.world,
    rulebook,
    list.senderProcedure,
    list.sender,
    line.subject,
    list.ownClass,
    line.class,
  ).filter((check) => check.kind === 'AUTOMATIC');
  return automatic.length === 0
    ? at
    : reject('REASON_REQUIRED', {
        subject: line.subject,
        decided: line.class,
        rules: automatic.map((check) => check.rule),
      });
}
