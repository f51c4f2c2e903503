/**
 * Who gets which answer on every route: the contract of access, tried against a running server. A route without a row fails.
 *
 * `cell` rows speak of cell `ban` and its member B, `committee` rows of commune `xa` above it. Columns:
 * own        secretary of that organisation        member     ordinary member of (or beneath) it
 * sibling    secretary of the one beside it        parent     secretary of the one above it
 * root       secretary of the district             child      secretary of `ban` about `xa`, or about a member of `kia`
 * residence  secretary where one member lives      former     held the post of `own` once
 * auditor    inspection commission                 clerk      records papers for the commune
 * outsider   secretary in another district         admin      administrator without a post
 * nobody     without a token
 *
 * 404 hides what exists, 403 is for those who may know of it. Commands are only tried: 200 would be recorded, 409 and 422 are
 * answers of the rules to somebody who was let in.
 */
export const CALLERS = [
  'own',
  'member',
  'sibling',
  'parent',
  'root',
  'child',
  'residence',
  'former',
  'auditor',
  'clerk',
  'outsider',
  'admin',
  'nobody',
] as const;
export type CallerName = (typeof CALLERS)[number];

export interface Row {
  readonly scene: 'cell' | 'committee';
  readonly statuses: Readonly<Record<CallerName, number>>;
}

const rowOf =
  (scene: Row['scene']) =>
  (...statuses: readonly number[]): Row => ({
    scene,
    statuses: Object.fromEntries(CALLERS.map((caller, index) => [caller, statuses[index]])) as Row['statuses'],
  });
const cell = rowOf('cell');
const committee = rowOf('committee');

// prettier-ignore
export const ANSWERS: Readonly<Record<string, Row>> = {
  //                                                                                       own  memb sibl par  root chld resi form audi clrk outs adm  none
  'GET /':                                                                             cell(200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200),
  'GET /health/live':                                                                  cell(200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200),
  'GET /health/ready':                                                                 cell(200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200),
  'POST /setup':                                                                       cell(401, 401, 401, 401, 401, 401, 401, 401, 401, 401, 401, 401, 401),
  'POST /tokens':                                                                      cell(403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 200, 401),
  'DELETE /tokens/current':                                                            cell(204, 204, 204, 204, 204, 204, 204, 204, 204, 204, 204, 204, 401),
  'GET /me':                                                                           cell(200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 401),
  'POST /imports':                                                                     cell(403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 200, 401),
  'POST /documents':                                                                   cell(200, 404, 404, 200, 200, 404, 200, 404, 403, 200, 404, 403, 401),
  'GET /documents/:id':                                                                cell(200, 404, 404, 200, 200, 404, 404, 404, 200, 200, 404, 200, 401),
  'GET /work-items':                                                                   cell(200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 401),
  'GET /decision-sheet':                                                               cell(200, 404, 404, 200, 200, 404, 404, 404, 200, 200, 404, 200, 401),
  'GET /reports/:cycle':                                                               cell(200, 403, 404, 200, 200, 404, 404, 403, 200, 200, 404, 200, 401),
  'GET /cycles':                                                                       cell(200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 401),
  'GET /cycles/:cycle':                                                                cell(200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 404, 200, 401),
  'GET /cycles/:cycle/preview':                                                        cell(403, 403, 403, 403, 200, 403, 403, 403, 200, 403, 404, 200, 401),
  'GET /cycles/:cycle/status':                                                         cell(200, 403, 200, 200, 200, 200, 200, 403, 200, 200, 404, 200, 401),
  'GET /cycles/:cycle/members/:member':                                                cell(200, 404, 404, 200, 200, 404, 200, 404, 200, 200, 404, 200, 401),
  'GET /cycles/:cycle/members/:member/history':                                        cell(200, 404, 404, 200, 200, 404, 404, 404, 200, 200, 404, 200, 401),
  'GET /cycles/:cycle/members/:member/result':                                         cell(200, 404, 404, 200, 200, 404, 404, 404, 200, 200, 404, 200, 401),
  'GET /cycles/:cycle/organisations/:organisation':                                    cell(200, 200, 404, 200, 200, 404, 404, 200, 200, 200, 404, 200, 401),
  'GET /cycles/:cycle/organisations/:organisation/history':                            cell(200, 403, 404, 200, 200, 404, 404, 403, 200, 200, 404, 200, 401),
  'POST /cycles':                                                                      cell(403, 403, 403, 403, 200, 403, 403, 403, 403, 403, 403, 403, 401),
  'POST /cycles/:cycle/open':                                                          cell(403, 403, 403, 403, 422, 403, 403, 403, 403, 403, 404, 403, 401),
  'POST /cycles/:cycle/timetable':                                                     cell(403, 403, 403, 403, 200, 403, 403, 403, 403, 403, 404, 403, 401),
  'POST /cycles/:cycle/notices':                                                       cell(403, 403, 403, 403, 409, 403, 403, 403, 403, 403, 404, 403, 401),
  'POST /cycles/:cycle/organisations/:organisation/self-assessments':                  cell(200, 403, 404, 403, 403, 404, 404, 403, 403, 200, 404, 403, 401),
  'POST /cycles/:cycle/organisations/:organisation/self-assessment-corrections':       cell(422, 403, 404, 403, 403, 404, 404, 403, 403, 422, 404, 403, 401),
  'POST /cycles/:cycle/organisations/:organisation/residence-comments':                cell(403, 403, 404, 403, 403, 404, 200, 403, 403, 200, 404, 403, 401),
  'POST /cycles/:cycle/organisations/:organisation/residence-confirmations':           cell(403, 403, 404, 403, 403, 404, 403, 403, 403, 422, 404, 403, 401),
  'POST /cycles/:cycle/organisations/:organisation/outside-comments':                  cell(200, 403, 404, 403, 403, 404, 404, 403, 403, 200, 404, 403, 401),
  'POST /cycles/:cycle/organisations/:organisation/residence-exemptions':              cell(200, 403, 404, 403, 403, 404, 404, 403, 403, 200, 404, 403, 401),
  'POST /cycles/:cycle/organisations/:organisation/residence-waivers':                 cell(403, 403, 404, 200, 403, 404, 404, 403, 403, 403, 404, 403, 401),
  'POST /cycles/:cycle/organisations/:organisation/meetings':                          cell(409, 403, 404, 403, 403, 404, 404, 403, 403, 409, 404, 403, 401),
  'POST /cycles/:cycle/organisations/:organisation/tallies':                           cell(422, 403, 404, 403, 403, 404, 404, 403, 403, 422, 404, 403, 401),
  'POST /cycles/:cycle/organisations/:organisation/tally-confirmations':               cell(422, 403, 404, 403, 403, 404, 404, 403, 403, 422, 404, 403, 401),
  'POST /cycles/:cycle/organisations/:organisation/tally-corrections':                 cell(422, 403, 404, 403, 403, 404, 404, 403, 403, 422, 404, 403, 401),
  'POST /cycles/:cycle/organisations/:organisation/submissions':                       cell(409, 403, 404, 403, 403, 404, 404, 403, 403, 409, 404, 403, 401),
  'POST /cycles/:cycle/organisations/:organisation/own-class':                         cell(409, 403, 404, 403, 403, 404, 404, 403, 403, 409, 404, 403, 401),
  'POST /cycles/:cycle/organisations/:organisation/collective-reviews':           committee(409, 404, 404, 403, 403, 404, 404, 404, 403, 409, 404, 403, 401),
  'POST /cycles/:cycle/organisations/:organisation/head-reviews':                 committee(409, 404, 404, 403, 403, 404, 404, 404, 403, 409, 404, 403, 401),
  'POST /cycles/:cycle/organisations/:organisation/opinions':                     committee(409, 404, 404, 403, 403, 404, 404, 404, 403, 409, 404, 403, 401),
  'POST /cycles/:cycle/organisations/:organisation/appraisals':                   committee(409, 404, 404, 403, 403, 404, 404, 404, 403, 409, 404, 403, 401),
  'POST /cycles/:cycle/organisations/:organisation/decisions':                    committee(409, 404, 404, 403, 403, 404, 404, 404, 403, 409, 404, 403, 401),
  'POST /cycles/:cycle/organisations/:organisation/returns':                      committee(409, 404, 404, 403, 403, 404, 404, 404, 403, 409, 404, 403, 401),
  'POST /cycles/:cycle/organisations/:organisation/put-offs':                     committee(409, 404, 404, 403, 403, 404, 404, 404, 403, 409, 404, 403, 401),
  'POST /cycles/:cycle/organisations/:organisation/going-on':                          cell(200, 403, 404, 403, 403, 404, 404, 403, 403, 200, 404, 403, 401),
  'POST /cycles/:cycle/organisations/:organisation/going-on-without-child':       committee(200, 404, 404, 403, 403, 404, 404, 404, 403, 200, 404, 403, 401),
  'POST /cycles/:cycle/organisations/:organisation/supplementary-meetings':            cell(200, 403, 404, 403, 403, 404, 404, 403, 403, 200, 404, 403, 401),
  'POST /cycles/:cycle/organisations/:organisation/closings':                          cell(200, 403, 404, 403, 403, 404, 404, 403, 403, 200, 404, 403, 401),
};
