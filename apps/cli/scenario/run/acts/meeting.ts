import { majorityBase, votedClass } from '../../../../../libs/domain/ballot/majority.js';
import { secondRound, type SecondVotes } from '../../../../../libs/domain/ballot/second-round.js';
import type { LineVotes } from '../../../../../libs/domain/ballot/tally.js';
import { firstRoundVotesFor, secondVotesFor, spoilt, tallyOf, votesFor, type Turnout } from '../../generate/ballots.js';
import { randomOf } from '../../generate/random.js';
import { document, type Document, type WorkItem } from '../../http/answers.js';
import { idempotencyKey } from '../../http/idempotency-key.js';
import { paperDate } from '../dates.js';
import { Refused } from '../refused.js';
import { organisationOfCase, wentBy, type Act, type Scene } from '../scene.js';

/** The cell meets and hears all who are ready, whatever pass they stand in. */
export const recordMeeting: Act = {
  means: () => true,
  together: 'CASE',
  write: async (scene, items) => {
    const [{ case: caseId, step }] = items;
    const absent = items.filter((item) => staysAway(scene, item));
    const meeting = `hop-${idempotencyKey(caseId, ...items.map(({ subjectId, pass }) => `${subjectId} ${pass}`)).slice(0, 13)}`;
    const turnout = turnoutOf(
      scene,
      organisationOfCase(caseId),
      absent.map(({ subjectId }) => subjectId),
      meeting,
    );
    scene.turnouts.set(meeting, turnout);
    return {
      meeting,
      heldOn: items
        .map(({ pass }) => paperDate(scene.plan.scenario, step, pass))
        .sort()
        .at(-1),
      heard: items.filter((item) => !absent.includes(item)).map(({ subjectId }) => subjectId),
      absent: absent.map(({ subjectId }) => ({
        member: subjectId,
        excused: scene.member(subjectId).conduct.absent !== 'UNEXCUSED',
      })),
      convenedOfficial: turnout.convened,
      presentOfficial: turnout.present,
      minutes: await signedMinutes(scene, caseId, meeting),
    };
  },
};

/** The tellers' totals are entered; no record joins a voter to a choice. */
export const recordTally: Act = counted(votesOn);

/** Where the rulebook holds two rounds: who of the candidates is excellent. */
export const recordSecondRound: Act = counted(secondVotesOn);

/** Somebody else compares them with the paper. */
export const confirmTally: Act = {
  means: () => true,
  together: 'REFERENCE',
  write: (_, [{ reference }]) => ({ meeting: reference }),
};
export const confirmSecondRound: Act = confirmTally;

function staysAway({ member }: Scene, { subjectId, pass }: WorkItem): boolean {
  return member(subjectId).conduct.absent !== undefined && !wentBy(pass, 'absent');
}

function turnoutOf(
  { plan, member, organisation }: Scene,
  id: string,
  absent: readonly string[],
  meeting: string,
): Turnout {
  const own = plan.members.filter((one) => one.organisation === id && one.official && !one.exempt && !one.suspended);
  const { attendance = {} } = organisation(id).conduct;
  const convened = attendance.convened ?? own.length;
  const away = absent.filter((one) => member(one).official).length;
  const present = Math.min(convened, attendance.present ?? Math.max(0, convened - away));
  const invalid = attendance.invalid ?? spoilt({ convened, present }, randomOf(plan.scenario.seed, 'spoilt', meeting));
  return { convened, present, invalid: Math.min(invalid, present) };
}

/** Totals as they were counted on the paper, line by line. */
function counted(votes: (scene: Scene, item: WorkItem, turnout: Turnout) => LineVotes | SecondVotes): Act {
  return {
    means: () => true,
    together: 'REFERENCE',
    write: (scene, items) => {
      const meeting = items[0].reference ?? '';
      const turnout = scene.turnouts.get(meeting);
      if (turnout === undefined) return null;
      const lines = items.map((item) => ({ member: item.subjectId, votes: votes(scene, item, turnout) }));
      return { meeting, tally: tallyOf(turnout), lines };
    },
  };
}

function votesOn(scene: Scene, { subjectId, pass }: WorkItem, turnout: Turnout): LineVotes {
  const { plan, voted } = scene;
  const { number, conduct, wanted } = scene.member(subjectId);
  const { ballot } = plan.rulebook;
  const drawn = ballot.rounds === 1 ? votesFor : firstRoundVotesFor;
  const votes = conduct.votes ?? drawn(wanted ?? 'GOOD', turnout, randomOf(plan.scenario.seed, 'votes', number, pass));
  voted.set(subjectId, votedClass(ballot, votes, baseOf(scene, turnout)).class);
  return votes;
}

function secondVotesOn(scene: Scene, { subjectId, pass }: WorkItem, turnout: Turnout): SecondVotes {
  const { plan, voted } = scene;
  const { number, conduct, wanted } = scene.member(subjectId);
  const random = randomOf(plan.scenario.seed, 'second-round', number, pass);
  const votes = conduct.secondVotes ?? secondVotesFor(wanted ?? 'GOOD', turnout, random);
  const first = { class: voted.get(subjectId) ?? null, tie: false };
  voted.set(subjectId, secondRound(first, votes.yes, baseOf(scene, turnout)).class);
  return votes;
}

function baseOf({ plan }: Scene, turnout: Turnout): number {
  const { convened: convenedOfficial, present: presentOfficial } = turnout;
  return majorityBase(plan.rulebook.ballot, { convenedOfficial, presentOfficial, valid: tallyOf(turnout).valid });
}

// Where nobody else can confirm the tally, the signed minutes do.
async function signedMinutes({ api, crew, person }: Scene, caseId: string, meeting: string): Promise<Document | null> {
  const organisation = organisationOfCase(caseId);
  if (crew.answerers('CELL_SECRETARY', organisation).length > 1) return null;
  const body = { subject: organisation, text: `Biên bản họp ${meeting}`, contentType: 'text/plain' };
  const key = idempotencyKey(caseId, 'minutes', meeting);
  const outcome = await api.post('/api/v1/documents', document, { token: person.token, key, body });
  if (outcome.ok) return outcome.answer;
  throw new Refused({ who: person.code, tried: `nộp biên bản ${meeting}`, problem: outcome.problem });
}
