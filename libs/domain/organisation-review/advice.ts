import { accept, actedBy } from '../handling/outcome.js';
import type { Context, Decision, Recorded, World } from '../handling/world.js';
import { bodyOf } from '../people.js';
import { isRejection, reject } from '../rejection.js';
import type { OrganisationReviewCommand } from './commands.js';
import { lineOfList, ofBody, onLine, openList } from './list.js';

type Advice = Extract<OrganisationReviewCommand, { readonly type: 'appraise' | 'giveOpinion' }>;

/** Decides what advisers record on a submission: an appraisal or an opinion on each line, which binds nobody. */
export function decideAdvice(world: World, command: Advice, context: Context): Decision {
  const opinion = command.type === 'giveOpinion';
  const list = openList(world, command.case, opinion ? 'OPINION' : 'APPRAISAL', command.submission, context.actor);
  if (isRejection(list)) return list;
  const given = (opinion ? list.bodyReview.opinions : list.bodyReview.appraised)[command.submission] ?? [];
  const lines: Recorded[] = [];
  const subjects: number[] = [];
  for (const { subject, class: advice, reason } of command.lines) {
    const line = lineOfList(list, subject);
    if (isRejection(line)) return line;
    if (given.includes(line.number) || subjects.includes(line.number)) return reject('ALREADY_RECORDED', { subject });
    subjects.push(line.number);
    const { pass } = list.open;
    lines.push(
      onLine(
        list,
        subject,
        opinion
          ? { type: 'OpinionGiven', pass, by: list.body.organisation, advice }
          : { type: 'ClassAppraised', pass, advice, reason },
      ),
    );
  }
  if (subjects.length === 0) return reject('LIST_EMPTY');
  const { submission } = command;
  return actedBy(
    bodyOf(list.open.step.asks, list.body.organisation),
    accept([
      ofBody(
        list,
        opinion ? { type: 'OpinionListGiven', submission, subjects } : { type: 'ListAppraised', submission, subjects },
      ),
      ...lines,
    ]),
  );
}
