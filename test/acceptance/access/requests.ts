import { loadRulebook } from '../../../libs/rulebook/load-rulebook.js';
import type { Sending } from '../../support/api.js';
import { selfAssessment } from '../../support/api-year.js';
import { sampleOf, type Hints, type OpenApi, type Operation } from '../../support/openapi.js';

export interface Asked {
  readonly path: string;
  readonly sending: Sending;
}

const TALLY = { convened: 3, present: 3, issued: 3, collected: 3, valid: 3, invalid: 0 };
const VOTES = { EXCELLENT: 0, GOOD: 3, COMPLETED: 0, NOT_COMPLETED: 0, blank: 0 };
const SECOND_VOTES = { yes: 0, no: 3, blank: 0 };
const REASON = { code: 'OTHER' };
const GROUND = loadRulebook('rs-2018', 'rulebooks').residence.exemptGrounds[0]?.code ?? '';
const DIGEST = '0'.repeat(64);

/** What a request is about: an organisation, a member of it by id, a document by id. */
export interface About {
  readonly organisation: string;
  readonly member: string;
  readonly document: string;
  /** Whose text a new document is. */
  readonly subject: string;
}

/** A request to the route that is right in form; a command is only tried. */
export function requestFor(openApi: OpenApi, operation: Operation, about: About, narrowed = true): Asked {
  const { path, parameters, body } = operation;
  const named: Hints = {
    cycle: '2018',
    organisation: about.organisation,
    member: about.member,
    id: about.document,
    from: '2018-01-01T00:00:00Z',
    code: 'D',
  };
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => named[name] ?? 'khong-co');
  const asked = parameters.filter(
    ({ in: where, name, required }) =>
      where === 'query' && (required || name in TRIED || (narrowed && name === 'organisation')),
  );
  const query = asked.map(({ name }) => `${name}=${TRIED[name] ?? named[name] ?? ''}`).join('&');
  const known = bodiesFor(about)[path.split('/').at(-1) ?? ''];
  const made = body === null ? undefined : (known ?? sampleOf(openApi, body, { ...named, subject: about.subject }));
  return {
    path: query === '' ? filled : `${filled}?${query}`,
    sending: { key: true, ...(made === undefined ? {} : { body: made }) },
  };
}

const TRIED: Readonly<Record<string, string>> = { validate: 'true', dryRun: 'true' };

function bodiesFor({ member, subject }: About): Readonly<Record<string, object>> {
  const submission = 'cell/2018/ban:all';
  const classLine = { subject: member, class: 'GOOD' };
  const answerLine = { subject: member, digest: DIGEST, reason: REASON };
  const leadership = { heldOn: '2018-12-01', selfClass: 'GOOD' };
  const meeting = { meeting: 'm-1', heldOn: '2018-12-01', heard: [member], convenedOfficial: 3, presentOfficial: 3 };
  return {
    setup: { token: 'guessed', name: 'Ai đó' },
    tokens: { people: [{ code: 'D' }], expiresInDays: 1 },
    // Of nobody: the others go on with theirs.
    revocations: { people: [{ code: 'khong-ai' }] },
    documents: { subject, text: 'Nội dung' },
    imports: { asOf: '2018-01-01', people: [{ code: 'them', name: 'Người thêm' }] },
    cycles: { cycle: '2019', year: 2019, root: 'huyen', rulebook: 'rs-2018' },
    open: {},
    timetable: { step: 'MEETING', dueOn: '2030-12-01' },
    notices: { pass: 'all', noticeOn: '2019-01-15' },
    'self-assessments': onPaper(member),
    'self-assessment-corrections': { lines: [{ ...onPaper(member).lines[0], reason: REASON }] },
    'residence-comments': { lines: [{ member }] },
    'residence-confirmations': { lines: [{ member }] },
    'outside-comments': { lines: [{ member, issuer: 'Chi bộ khác', number: '1-NX/CB', issuedOn: '2018-11-30' }] },
    'residence-exemptions': { lines: [{ member, ground: GROUND }] },
    'residence-waivers': { lines: [{ member, reason: REASON }] },
    meetings: meeting,
    tallies: { meeting: 'm-1', tally: TALLY, lines: [{ member, votes: VOTES }] },
    'tally-confirmations': { meeting: 'm-1' },
    'ceiling-exceptions': {
      population: 'members',
      ratio: 0.25,
      decisionNumber: '1-QĐ/HU',
      decidedOn: '2018-12-01',
      reason: REASON,
    },
    'second-rounds': { meeting: 'm-1', tally: TALLY, lines: [{ member, votes: SECOND_VOTES }] },
    'second-round-confirmations': { meeting: 'm-1' },
    'second-round-corrections': {
      meeting: 'm-1',
      tally: TALLY,
      lines: [{ member, votes: SECOND_VOTES }],
      reason: REASON,
    },
    'tally-corrections': { meeting: 'm-1', tally: TALLY, lines: [{ member, votes: VOTES }], reason: REASON },
    submissions: { lines: [classLine] },
    'own-class': { class: 'GOOD', selfClass: 'GOOD', tally: TALLY, votes: VOTES },
    'collective-reviews': leadership,
    'head-reviews': leadership,
    opinions: { submission, lines: [classLine] },
    appraisals: { submission, lines: [classLine] },
    decisions: { submission, decidedOn: '2018-12-20', lines: [{ ...classLine, digest: DIGEST }] },
    returns: { submission, lines: [{ ...answerLine, to: 'MEETING' }] },
    'put-offs': { submission, lines: [answerLine] },
    'going-on': { step: 'SELF_ASSESSMENT', pass: 'all' },
    'going-on-without-child': { child: 'cell/2018/ban' },
    'supplementary-meetings': { pass: 'all/late' },
    closings: { reason: 'OTHER' },
  };
}

const onPaper = (member: string) => ({
  lines: selfAssessment(member).lines.map((line) => ({ ...line, paper: { writtenOn: '2018-11-30' } })),
});
