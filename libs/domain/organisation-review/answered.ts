import type { QualityClass } from '../classes.js';
import { accept, actedBy } from '../handling/outcome.js';
import type { Decision, Recorded } from '../handling/world.js';
import { organisationStream } from '../ids.js';
import type { LineEvent } from '../member-review/events.js';
import { bodyOf } from '../people.js';
import type { ReturnedLine } from '../procedure/events.js';
import type { OrganisationReviewEvent } from './events.js';
import { ofBody, onLine, type List, type OpenListLine } from './list.js';
import type { Sifted } from './standing.js';

interface Answered {
  readonly decided?: readonly number[];
  readonly classes?: readonly QualityClass[];
  readonly returned?: readonly ReturnedLine[];
  readonly putOff?: readonly number[];
}

/** Records the answer to the lines that stand: the body's list, each line, and what the sender's case must know. */
export function answer<L extends { readonly subject: string }, At extends OpenListLine>(
  list: List,
  { standing: lines, refused }: Sifted<L, At>,
  event: (line: L, at: At) => LineEvent,
  listed: (subjects: readonly number[]) => OrganisationReviewEvent,
  answered: (numbers: readonly number[]) => Answered,
  occurredAt?: string,
): Decision {
  const [first] = refused;
  if (lines.length === 0 && first !== undefined) return { rejected: first.code, details: { lines: refused } };
  const numbers = lines.map(({ at }) => at.number);
  const events: Recorded[] = [
    ofBody(list, listed(numbers)),
    ...lines.map(({ line, at }) => onLine(list, line.subject, event(line, at))),
    {
      stream: `procedure/${list.senderProcedure.caseId}`,
      caseId: list.senderProcedure.caseId,
      subject: null,
      event: {
        type: 'SubmissionAnswered',
        pass: list.open.pass,
        decided: [],
        classes: [],
        returned: [],
        putOff: [],
        ...answered(numbers),
      },
    },
    ...told(list, answered(numbers)),
  ];
  const answerLines = { answered: lines.map(({ line }) => line.subject), refused };
  const dated = occurredAt === undefined ? events : events.map((each) => ({ ...each, occurredAt }));
  return actedBy(bodyOf(list.open.step.asks, list.body.organisation), accept(dated, answerLines));
}

/** Whom a decision settles: the superior hears of a child's class, an undecided organisation of a member decided late. */
function told(list: List, { decided = [], classes = [] }: Answered): readonly Recorded[] {
  const { sender, senderProcedure, ownClass, world } = list;
  if (decided.length === 0) return [];
  const child = senderProcedure.caseId;
  if (ownClass) {
    const parent = sender.parent;
    if (parent === null) return [];
    return [
      {
        stream: `procedure/${parent}`,
        caseId: parent,
        subject: null,
        event: { type: 'ChildSettled', child, class: classes[0] ?? null },
      },
    ];
  }
  const stream = organisationStream(sender.cycle, sender.organisation);
  if (world.organisation(stream).proposed === null) return [];
  return decided.map((number, index) => ({
    stream,
    caseId: child,
    subject: sender.organisation,
    event: {
      type: 'MemberDecidedLater',
      member: sender.subjects[number - 1] ?? '',
      class: classes[index] ?? 'NOT_COMPLETED',
    },
  }));
}
