import type { QualityClass } from '../../../../../libs/domain/classes.js';
import type { WorkItem } from '../../http/answers.js';
import type { Act, Scene } from '../scene.js';
import { OWN_VIEW } from './proposal.js';

const advise: Act['write'] = (scene, items) => ({
  submission: items[0].reference,
  lines: items.map((item) => {
    const { advice, proposed } = viewOn(scene, item);
    return { subject: item.subjectId, class: advice, reason: advice === proposed ? null : OWN_VIEW };
  }),
});

/** The office appraises each line of a list. */
export const appraise: Act = { means: () => true, together: 'REFERENCE', write: advise };

/** A committee in between gives its opinion. */
export const giveOpinion: Act = { means: () => true, together: 'REFERENCE', write: advise };

function viewOn(
  { member, organisation }: Scene,
  { subject, subjectId }: WorkItem,
): { readonly advice: QualityClass; readonly proposed: QualityClass } {
  const { conduct, wanted } = subject === 0 ? organisation(subjectId) : member(subjectId);
  const proposed = conduct.proposed ?? wanted ?? 'GOOD';
  return { advice: conduct.appraised ?? proposed, proposed };
}
