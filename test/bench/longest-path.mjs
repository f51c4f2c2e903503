import { rowsOf } from './databases.mjs';

const COMMANDS = `
  SELECT command_id AS id, min(recorded_at) AS at, min(actor) = 'procedure' AS procedure,
    (array_agg(case_id ORDER BY ordinal))[1] AS own, array_agg(DISTINCT case_id) AS cases,
    bool_or(type = 'StepOpened') AS opens, (array_agg(type ORDER BY ordinal))[1] AS type,
    (array_agg(data ->> 'step' ORDER BY ordinal))[1] AS step
  FROM event WHERE case_id NOT LIKE 'registry/%' GROUP BY command_id ORDER BY min(recorded_at)`;

/**
 * What the length of a year hangs on: from its last closing back to its creation, each command to the one that it waited
 * for. A workflow answers the last event of its case; a person answers a step that was opened.
 */
export async function longestPath(url) {
  const commands = await rowsOf(url, COMMANDS);
  const ofCase = new Map();
  commands.forEach((command, place) => {
    for (const caseId of command.cases) {
      if (!ofCase.has(caseId)) ofCase.set(caseId, []);
      ofCase.get(caseId).push(place);
    }
  });
  const before = (place, cases, isCause) => {
    const causes = cases.map(
      (one) => ofCase.get(one).findLast((other) => other < place && isCause(commands[other])) ?? -1,
    );
    return Math.max(...causes);
  };
  const hops = [];
  for (let place = commands.length - 1; place > 0;) {
    const { procedure, own, cases, at, type, step } = commands[place];
    const cause = procedure ? before(place, [own], () => true) : before(place, cases, ({ opens }) => opens);
    if (cause < 0) break;
    hops.unshift({
      who: procedure ? 'procedure' : 'people',
      seconds: (at - commands[cause].at) / 1_000,
      case: own,
      type,
      step,
    });
    place = cause;
  }
  const waited = (who) => hops.filter((hop) => hop.who === who).reduce((sum, { seconds }) => sum + seconds, 0);
  return { hops, procedure: waited('procedure'), people: waited('people') };
}
