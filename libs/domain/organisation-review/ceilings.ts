import { addClasses, checkCeiling, countClasses, type CeilingCheck, type Counts } from '../ceiling/ceiling.js';
import { likeGroupOf } from '../ceiling/like-group.js';
import type { Population, QualityClass } from '../classes.js';
import type { World } from '../handling/world.js';
import { memberStream, organisationStream } from '../ids.js';
import type { CaseOpened } from '../procedure/events.js';
import type { Rulebook } from '../rulebook.js';
import type { OrganisationReviewState } from './evolve.js';

type Body = Pick<OrganisationReviewState, 'decidedCounts' | 'decidedInGroups' | 'ceilingExceptions'>;

interface Placed {
  readonly class: QualityClass;
  readonly group: string | null;
}

/** The like group of one line; null where the rulebook draws none. */
export function groupOf(
  world: World,
  rulebook: Rulebook,
  sender: CaseOpened,
  subject: string,
  ownClass: boolean,
): string | null {
  if (!ownClass) {
    const { opened, selfAssessment } = world.member(memberStream(sender.cycle, subject));
    return likeGroupOf(rulebook.ceiling.members, { facts: { ...selfAssessment?.results, ...opened?.facts } });
  }
  const { ownVote } = world.organisation(organisationStream(sender.cycle, subject));
  const kind = sender.kind === 'CELL' ? 'CELL' : 'COMMITTEE';
  return likeGroupOf(rulebook.ceiling.organisations, { facts: ownVote?.results ?? {}, kind });
}

/** What a body has decided so far in a group, or in all where there is none. */
export function countsOf(body: Body, population: Population, group: string | null): Counts {
  if (group === null) return body.decidedCounts[population];
  return body.decidedInGroups?.[population]?.[group] ?? countClasses([]);
}

/** One ceiling with further lines on top of what the body has decided; under its exception, if it was granted one. */
export function ceilingOver(
  rulebook: Rulebook,
  body: Body,
  population: Population,
  group: string | null,
  lines: readonly Placed[] = [],
): CeilingCheck {
  const placed = lines.filter((line) => line.group === group).map((line) => line.class);
  const counts = addClasses(countsOf(body, population, group), placed);
  const check = checkCeiling(rulebook.ceiling[population], counts, body.ceilingExceptions?.[population]?.ratio);
  return group === null ? check : { group, ...check };
}

/** Every ceiling that these lines come under, each once. */
export function ceilingsOver(
  rulebook: Rulebook,
  body: Body,
  population: Population,
  lines: readonly Placed[],
): readonly CeilingCheck[] {
  const groups = [...new Set(lines.map(({ group }) => group))];
  return groups.map((group) => ceilingOver(rulebook, body, population, group, lines));
}

/** Every ceiling over what a body has decided so far. */
export function ceilingsOf(rulebook: Rulebook, body: Body, population: Population): readonly CeilingCheck[] {
  const groups = Object.keys(body.decidedInGroups?.[population] ?? {});
  return (groups.length === 0 ? [null] : groups).map((group) => ceilingOver(rulebook, body, population, group));
}
