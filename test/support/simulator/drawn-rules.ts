import { oneOf, type Random } from '../../../apps/cli/scenario/generate/random.js';
import type { Rulebook } from '../../../libs/domain/rulebook.js';

/** The rules of the year, with what a local supplement may change. */
export function drawnRules(random: Random, rulebook: Rulebook): Rulebook {
  const enforcement = () => oneOf(random, ['BLOCK', 'BLOCK', 'REQUIRE_JUSTIFICATION', 'WARN'] as const);
  const { members, organisations } = rulebook.ceiling;
  return {
    ...rulebook,
    ceiling: {
      members: { ...members, ratio: oneOf(random, [0.2, 0.5, 1]), enforcement: enforcement() },
      organisations: { ...organisations, enforcement: enforcement() },
    },
    procedure: {
      ...rulebook.procedure,
      decideTogether: random() < 0.3,
      rootOwnClass: random() < 0.3,
    },
    deciders:
      random() < 0.3
        ? { ...rulebook.deciders, organisations: { ...rulebook.deciders.organisations, GRASSROOTS: 'SELF' } }
        : rulebook.deciders,
  };
}
