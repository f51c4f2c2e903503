import { majorityBase, votedClass } from '../../../../../libs/domain/ballot/majority.js';
import { tallyOf, votesFor, type Turnout } from '../../generate/ballots.js';
import { randomOf } from '../../generate/random.js';
import { gradesFor } from '../../generate/self-assessment.js';
import { organisationOfCase, type Act, type Scene } from '../scene.js';

/** A body's view differs from the vote or from what was proposed. */
export const OWN_VIEW = { code: 'OWN_VIEW' } as const;

/** Members of a committee's conference, where the file does not say. */
const CONFERENCE = 15;

/** The cell closes its list and sends it up. */
export const closeSubmission: Act = {
  means: () => true,
  together: 'PASS',
  write: ({ member, voted }, items) => ({
    lines: items.map(({ subjectId }) => {
      const { conduct, wanted } = member(subjectId);
      const reached = voted.get(subjectId) ?? null;
      const proposed = conduct.proposed ?? reached ?? wanted ?? 'GOOD';
      return { subject: subjectId, class: proposed, reason: proposed === reached ? null : OWN_VIEW };
    }),
  }),
};

/** The cell or committee classifies itself by vote. */
export const voteOwnClass: Act = {
  means: () => true,
  together: 'PASS',
  write: ({ plan, organisation }, [{ case: caseId, pass }]) => {
    const own = organisation(organisationOfCase(caseId));
    const { conduct, wanted } = own;
    const random = randomOf(plan.scenario.seed, 'own-class', own.id, pass);
    const turnout = conferenceOf({ plan, organisation }, own.id);
    const tally = tallyOf(turnout);
    const votes = conduct.votes ?? votesFor(wanted, turnout, random);
    const base = majorityBase(plan.rulebook.ballot, {
      convenedOfficial: tally.convened,
      presentOfficial: tally.present,
      valid: tally.valid,
    });
    const reached = votedClass(plan.rulebook.ballot, votes, base).class;
    const proposed = conduct.proposed ?? reached ?? wanted;
    const results = conduct.results ?? {};
    const grades = gradesFor(plan.rulebook.assessment.organisations, wanted, results, random);
    const points = conduct.points ?? grades.points;
    const recorded = { ...grades.results, ...results };
    return {
      class: proposed,
      reason: proposed === reached ? null : OWN_VIEW,
      degrees: { ...grades.degrees, ...conduct.degrees },
      points,
      ...(Object.keys(recorded).length === 0 ? {} : { results: recorded }),
      selfClass: wanted,
      tally,
      votes,
      document: null,
    };
  },
};

function conferenceOf({ plan, organisation }: Pick<Scene, 'plan' | 'organisation'>, id: string): Turnout {
  const { tier, conduct } = organisation(id);
  const voters = plan.members.filter(
    (one) => one.organisation === id && one.official && !one.exempt && !one.suspended,
  ).length;
  const convened = conduct.attendance?.convened ?? (tier.kind === 'CELL' ? voters : CONFERENCE);
  const present = Math.min(convened, conduct.attendance?.present ?? convened);
  return { convened, present, invalid: 0 };
}
