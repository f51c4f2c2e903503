import { loadRulebook } from '../../../libs/rulebook/load-rulebook.js';
import type { Sending } from '../../support/api.js';
import { selfAssessment } from '../../support/api-year.js';

export interface Asked {
  readonly path: string;
  readonly sending: Sending;
}

const TALLY = { convened: 3, present: 3, issued: 3, collected: 3, valid: 3, invalid: 0 };
const VOTES = { EXCELLENT: 0, GOOD: 3, COMPLETED: 0, NOT_COMPLETED: 0, blank: 0 };
const REASON = { code: 'OTHER' };
const GROUND = loadRulebook('rs-2018', 'rulebooks').residence.exemptGrounds[0]?.code ?? '';
const DIGEST = '0'.repeat(64);

/** Whom a request is about. */
export interface About {
  readonly organisation: string;
  /** Id of a member. */
  readonly member: string;
  /** Id of a document about him. */
  readonly document: string;
}

/** A request to the route that is right in form. */
export function requestFor(route: string, { organisation, member, document }: About): Asked {
  const [method = '', pattern = ''] = route.split(' ');
  const path = pattern
    .replace(':cycle', '2018')
    .replace(':organisation', organisation)
    .replace(':member', member)
    .replace(':id', document);
  const outside = pattern === '/' || pattern.startsWith('/health');
  const prefixed = outside ? path : `/api/v1${path}`;
  if (method !== 'POST') return { path: `${prefixed}${QUERIES[route]?.(organisation) ?? ''}`, sending: {} };
  const body = bodiesFor(member)[pattern.split('/').at(-1) ?? ''];
  if (body === undefined) throw new Error(`no body for ${route}`);
  const query = pattern === '/imports' ? '?dryRun=true' : '?validate=true';
  return {
    path: `${prefixed}${['/setup', '/tokens', '/documents'].includes(pattern) ? '' : query}`,
    sending: { key: true, body },
  };
}

const QUERIES: Readonly<Record<string, (organisation: string) => string>> = {
  'GET /decision-sheet': (organisation) => `?cycle=2018&organisation=${organisation}`,
  'GET /reports/:cycle': (organisation) => `?organisation=${organisation}`,
};

function bodiesFor(member: string): Readonly<Record<string, object>> {
  const submission = 'cell/2018/ban:all';
  const classLine = { subject: member, class: 'GOOD' };
  const answerLine = { subject: member, digest: DIGEST, reason: REASON };
  const leadership = { heldOn: '2018-12-01', selfClass: 'GOOD' };
  const meeting = { meeting: 'm-1', heldOn: '2018-12-01', heard: [member], convenedOfficial: 3, presentOfficial: 3 };
  return {
    setup: { token: 'guessed', name: 'Ai đó' },
    tokens: { people: [{ code: 'D' }], expiresInDays: 1 },
    documents: { subject: member, text: 'Nội dung' },
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
