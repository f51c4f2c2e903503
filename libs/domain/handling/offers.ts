import { exceptionOffers } from '../organisation-review/ceiling-exception.js';
import { ballotOffers } from '../organisation-review/meeting.js';
import { wishOffers } from '../procedure/wish.js';
import type { Context, PersonCommand, World } from './world.js';

/** What a person may record in the case of an organisation now though no work item asks for it. */
export function caseOffers(
  world: World,
  caseId: string,
  { actor, rulebook }: Pick<Context, 'actor' | 'rulebook'>,
): readonly PersonCommand['type'][] {
  return [
    ...ballotOffers(world, caseId, actor),
    ...exceptionOffers(world, caseId, { actor, rulebook }),
    ...wishOffers(world, caseId, actor),
  ];
}
