import type { Rulebook } from '../../libs/domain/rulebook.js';
import { loadRulebook } from '../../libs/rulebook/load-rulebook.js';

/** The rulebook that most tests run under. */
export const RS_2018: Rulebook = loadRulebook('rs-2018', 'rulebooks');
