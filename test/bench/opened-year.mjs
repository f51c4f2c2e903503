import { setTimeout as sleep } from 'node:timers/promises';
import { call } from './http.mjs';
import { randomUUID } from 'node:crypto';
import { loadRulebook } from '../../dist/libs/rulebook/load-rulebook.js';
import { caller, firstAdministrator } from './system.mjs';

const PER_CELL = 25;

/** A commune of so many cells of 25 members under a district, with its year opened; gives each member's token and case. */
export async function openYear({ base, oneTimeToken }, members) {
  const admin = caller(base, await firstAdministrator({ base, oneTimeToken }));
  const rows = tree(Math.ceil(members / PER_CELL));
  const { members: ids } = await admin('POST', '/imports', rows);
  const people = [{ code: 'chair' }, ...rows.members.map(({ code }) => ({ code }))];
  const { tokens } = await admin('POST', '/tokens', { people });
  const tokenOf = Object.fromEntries(tokens.map(({ code, token }) => [code, token]));
  const chair = caller(base, tokenOf.chair);
  await chair('POST', '/cycles', { cycle: 'bench', year: 2018, root: 'district', rulebook: 'rs-2018' });
  await chair('POST', '/cycles/bench/open');
  const subjects = rows.members.map(({ code, organisation }, index) => ({
    id: ids[code],
    organisation,
    token: tokenOf[code],
    cell: Math.floor(index / PER_CELL),
    place: index % PER_CELL,
  }));
  await opened(base, subjects);
  return subjects;
}

/** One member hands in what he wrote of himself: a decision with rights, rules, chain, work items and read models. */
export function selfAssess(base, { id, organisation, token }) {
  const line = { member: id, degrees, points: null, results: {}, ownClass: 'GOOD', document: null, paper: null };
  return call(base, 'POST', `/api/v1/cycles/bench/organisations/${organisation}/self-assessments`, {
    token,
    key: randomUUID(),
    body: { lines: [line] },
  });
}

const degrees = Object.fromEntries(
  loadRulebook('rs-2018', 'rulebooks')
    .assessment.members.criteria.filter(({ onlyIf }) => onlyIf === undefined)
    .map(({ id }) => [id, 'D3']),
);

/** Waits until every cell asks its last member for a self-assessment. */
async function opened(base, subjects) {
  for (const { token } of subjects.filter(({ place }) => place === PER_CELL - 1)) {
    for (let tries = 0; ; tries += 1) {
      const { items } = await caller(base, token)('GET', '/work-items');
      if (items.length > 0) break;
      if (tries > 300) throw new Error('a cell did not open');
      await sleep(200);
    }
  }
}

function tree(cells) {
  const tier = (code, parents, kind, grassroots) => ({ code, name: code, parents, kind, grassroots });
  const ids = Array.from({ length: cells }, (_, index) => `cell-${index + 1}`);
  return {
    asOf: '2018-01-01',
    tiers: [
      tier('DISTRICT', [], 'COMMITTEE', false),
      tier('COMMUNE', ['DISTRICT'], 'COMMITTEE', true),
      tier('CELL', ['COMMUNE'], 'CELL', false),
    ],
    organisations: [
      { id: 'district', name: 'Huyện', tier: 'DISTRICT', parent: null },
      { id: 'commune', name: 'Xã', tier: 'COMMUNE', parent: 'district' },
      ...ids.map((id) => ({ id, name: id, tier: 'CELL', parent: 'commune' })),
    ],
    people: [{ code: 'chair', name: 'Bí thư' }],
    members: ids.flatMap((organisation) =>
      Array.from({ length: PER_CELL }, (_, index) => ({
        code: `${organisation}-${index + 1}`,
        name: 'Đảng viên',
        organisation,
        official: true,
        admittedOn: '2001-05-19',
      })),
    ),
    posts: [{ person: 'chair', role: 'SECRETARY', organisation: 'district', from: '2015-01-01' }],
  };
}
