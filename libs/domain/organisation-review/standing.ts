import { missingFor, type AssessmentResult } from '../assessment/assess.js';
import type { Check } from '../assessment/evidence.js';
import type { Context } from '../handling/world.js';
import { isRejection, reject, type Json, type Rejection } from '../rejection.js';
import type { Decide } from './commands.js';
import { assessLine, missingPapers } from './evidence.js';
import { lineOfList, type List, type OpenListLine } from './list.js';

export interface Sifted<L, At extends OpenListLine = OpenListLine> {
  readonly standing: readonly { readonly line: L; readonly at: At }[];
  readonly refused: readonly { readonly subject: string; readonly code: string; readonly details: Json }[];
}

/** Parts the lines that stand from those that are refused, each with its own code. */
export function sift<L extends { readonly subject: string }, At extends OpenListLine>(
  lines: readonly L[],
  test: (line: L) => At | Rejection,
): Sifted<L, At> {
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

/** A class needs its papers, and a reason where it departs from the proposal, from an automatic result, or where rules bear out none. */
export function evidenced(list: List, line: Decide['lines'][number], context: Context): AssessedLine | Rejection {
  const at = standing(list, line);
  if (isRejection(at)) return at;
  const { world, senderProcedure, sender, ownClass } = list;
  const { subject, reason } = line;
  const missing = missingPapers(world, context.rulebook, sender, subject, ownClass);
  if (missing.length > 0) return reject('EVIDENCE_MISSING', { subject, papers: missing });
  const result = assessLine(world, context.rulebook, senderProcedure, sender, subject, ownClass);
  const unmet = result === null ? [] : missingFor(result, line.class);
  const refused = reason === null ? reasonRequired(at, line, result, unmet) : null;
  return refused ?? { ...at, unmet, outcome: result?.outcome ?? null };
}

/** An open line with what the rulebook found: what speaks against the class, and what the evidence bears out. */
export interface AssessedLine extends OpenListLine {
  readonly unmet: readonly Check[];
  readonly outcome: AssessmentResult['outcome'] | null;
}

function reasonRequired(
  at: OpenListLine,
  line: Decide['lines'][number],
  result: AssessmentResult | null,
  unmet: readonly Check[],
): Rejection | null {
  const { subject, class: decided } = line;
  // QĐ 366-QĐ/TW, điều 11: what falls between the classes the authority decides, and answers for.
  if (result?.outcome === 'NEEDS_AUTHORITY')
    return reject('NEEDS_AUTHORITY', { subject, decided, rules: unmet.map((check) => check.rule) });
  const proposed = at.state.proposed?.class;
  if (proposed !== undefined && proposed !== decided) return reject('REASON_REQUIRED', { subject, proposed, decided });
  const automatic = unmet.filter((check) => check.kind === 'AUTOMATIC').map((check) => check.rule);
  return automatic.length === 0 ? null : reject('REASON_REQUIRED', { subject, decided, rules: automatic });
}
