import { Injectable } from '@nestjs/common';
import { assess, missingFor } from '../../../libs/domain/assessment/assess.js';
import type { Check } from '../../../libs/domain/assessment/evidence.js';
import { checkCeiling } from '../../../libs/domain/ceiling/ceiling.js';
import { QUALITY_CLASSES, type QualityClass } from '../../../libs/domain/classes.js';
import type { CycleState } from '../../../libs/domain/cycle/events.js';
import { cycleStream, organisationStream } from '../../../libs/domain/ids.js';
import type { MemberReviewState } from '../../../libs/domain/member-review/evolve.js';
import type { OrganisationReviewState } from '../../../libs/domain/organisation-review/evolve.js';
import type { Rulebook } from '../../../libs/domain/rulebook.js';
import type { Query, Reading } from '../reading/read-models.js';
import { rulebookOf } from '../../../libs/rulebook/shelf.js';
import type { ExplainedResult } from './member-review.schema.js';
import { classesOf } from './classes.js';
import { MemberReviewsService } from './member-reviews.service.js';

const STATE: Query = { name: 'state-of-stream', text: 'SELECT state FROM stream WHERE id = $1' };

/** How a member came to his class, as data: criterion, evidence, clause, met or not, votes, ceiling, and what the next class wanted. */
@Injectable()
export class ExplainedResultService {
  constructor(private readonly reviews: MemberReviewsService) {}

  async explain(asOf: string | undefined, cycle: string, member: string): Promise<ExplainedResult> {
    const reading = await this.reviews.reading(asOf, cycle, member);
    const { state } = await this.reviews.row(reading, cycle, member);
    const stored = await reading.first<{ state: CycleState }>(STATE, cycleStream(cycle));
    if (stored === null || stored.state.created === null) throw reading.absent();
    const { rulebook: id, rulebookHash } = stored.state.created;
    const rulebook = rulebookOf(id, rulebookHash);
    const result = assessed(state, rulebook);
    const reached =
      state.decided?.class ?? (result === null || result.outcome === 'NEEDS_AUTHORITY' ? null : result.outcome);
    const better = reached === null ? undefined : QUALITY_CLASSES[QUALITY_CLASSES.indexOf(reached) - 1];
    const named = (check: Check) => ({
      ...check,
      source: { ...check.source },
      name: rulebook.assessment.members.criteria.find(({ id: one }) => one === check.rule)?.name ?? null,
    });
    return {
      rulebook: { id, hash: rulebookHash },
      outcome: result?.outcome ?? null,
      classes: classesOf(state),
      checks: result === null ? [] : result.checks.map(named),
      next:
        better === undefined || result === null
          ? null
          : { class: better, missing: missingFor(result, better).map(named) },
      votes: state.vote === null ? null : { ...state.vote },
      ceiling: await ceilingOf(reading, cycle, state.decided?.decidedBy ?? null, rulebook),
      decision: state.decided === null ? null : { ...state.decided },
    };
  }
}

async function ceilingOf(
  reading: Reading,
  cycle: string,
  decidedBy: string | null,
  rulebook: Rulebook,
): Promise<Record<string, unknown> | null> {
  if (decidedBy === null) return null;
  const stored = await reading.first<{ state: OrganisationReviewState }>(STATE, organisationStream(cycle, decidedBy));
  return stored === null ? null : { ...checkCeiling(rulebook.ceiling.members, stored.state.decidedCounts.members) };
}

function assessed(
  { selfAssessment, opened }: MemberReviewState,
  rulebook: Rulebook,
): { readonly outcome: QualityClass | 'NEEDS_AUTHORITY'; readonly checks: readonly Check[] } | null {
  if (selfAssessment === null) return null;
  const { degrees, points, results } = selfAssessment;
  return assess(rulebook.assessment.members, {
    degrees,
    ...(points === null ? {} : { points }),
    facts: { ...results, ...opened?.facts },
  });
}
