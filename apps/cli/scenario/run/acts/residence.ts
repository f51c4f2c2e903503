import { paperDate } from '../dates.js';
import type { WorkItem } from '../../http/answers.js';
import type { Act, Scene } from '../scene.js';
import { isLate } from './late.js';

const inTime: Act['means'] = (scene, item) => !isLate(scene, item, 'RESIDENCE_COMMENT');

/** The cell where members live comments on them. */
export const giveResidenceComments: Act = {
  means: inTime,
  together: 'LINE',
  write: ({ plan }, items) => ({
    lines: items.map(({ subjectId, step, pass }) => ({
      member: subjectId,
      grades: { exemplary: 'nêu gương tốt' },
      document: null,
      frontCommitteeMetOn: paperDate(plan.scenario, step, pass),
    })),
  }),
};

/** Its committee confirms. */
export const confirmResidenceComments: Act = {
  means: inTime,
  together: 'LINE',
  write: (_, items) => ({ lines: items.map(({ subjectId }) => ({ member: subjectId })) }),
};

/** A comment from outside is entered by the member's own cell. */
export const receiveResidenceComments: Act = {
  means: (scene, item) => inTime(scene, item) && exemptedInReview(scene, item) === null,
  together: 'LINE',
  write: (scene, items) => ({
    lines: items.map(({ subjectId, step, pass }) => {
      const { number, residence } = scene.member(subjectId);
      const issuer = residence !== null && 'outside' in residence ? residence.outside : 'Đảng ủy nơi cư trú';
      return {
        member: subjectId,
        issuer,
        number: `${number}-NX/ĐU`,
        issuedOn: paperDate(scene.plan.scenario, step, pass),
        document: null,
      };
    }),
  }),
};

/** The cell secretary records why no comment is due. */
export const exemptFromResidenceComment: Act = {
  means: (scene, item) => exemptedInReview(scene, item) !== null,
  together: 'LINE',
  write: (scene, items) => ({
    lines: items.map((item) => ({ member: item.subjectId, ground: exemptedInReview(scene, item) })),
  }),
};

function exemptedInReview({ member }: Scene, { subjectId }: WorkItem): string | null {
  const { residence } = member(subjectId);
  return residence !== null && 'exemptedInReview' in residence ? residence.exemptedInReview : null;
}
