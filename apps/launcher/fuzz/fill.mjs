import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

const CELLS = ['thon-dong', 'thon-tay'];
const PATIENCE_MS = 60_000;

/**
 * Fills an empty installation through its API, so that requests made at random find something: a commune in the middle of a
 * year, its people, papers and open steps. Gives what the requests may name, and tokens by role.
 */
export async function fill(api, firstToken) {
  const { token: administrator } = await post(api, '/api/v1/setup', { body: { token: firstToken, name: 'Quản trị' } });
  const { members: ids } = await post(api, '/api/v1/imports', { token: administrator, body: rows() });
  const people = Object.keys(ids).map((code) => ({ code }));
  const { tokens } = await post(api, '/api/v1/tokens', { token: administrator, body: { people } });
  const tokenOf = Object.fromEntries(tokens.map(({ code, token }) => [code, token]));
  const body = { cycle: '2018', year: 2018, root: 'xa', rulebook: 'rs-2018' };
  await post(api, '/api/v1/cycles', { token: tokenOf.bithu, body });
  await post(api, '/api/v1/cycles/2018/open', { token: tokenOf.bithu, body: {} });
  const items = await opened(api, tokenOf.vanthu);
  const member = ids['thon-dong-1'];
  const paper = await post(api, '/api/v1/documents', {
    token: tokenOf['thon-dong-1'],
    body: { subject: member, text: 'Bản tự kiểm điểm.\nĐã ký.' },
  });
  return {
    tokens: {
      administrator,
      secretary: tokenOf.bithu,
      clerk: tokenOf.vanthu,
      auditor: tokenOf.kiemtra,
      cell: tokenOf['thon-dong-1'],
    },
    named: {
      cycle: ['2018'],
      organisation: ['xa', ...CELLS],
      member: CELLS.flatMap((cell) => [1, 2, 3, 4].map((number) => ids[`${cell}-${number}`])),
      id: [paper.id],
      case: [...new Set(items.map((item) => item.case))],
      pass: [...new Set(items.map((item) => item.pass))],
    },
  };
}

function rows() {
  const post = (person, role, organisation) => ({ person, role, organisation, from: '2010-01-01' });
  const member = (cell) => (number) => ({
    ...{ code: `${cell}-${number}`, name: `Đảng viên ${number}`, organisation: cell, official: true },
    admittedOn: '2001-05-19',
  });
  return {
    asOf: '2018-01-01',
    tiers: [
      { code: 'GRASSROOTS_PARTY_ORG', name: 'Đảng bộ cơ sở', parents: [], kind: 'COMMITTEE', grassroots: true },
      { code: 'CELL', name: 'Chi bộ', parents: ['GRASSROOTS_PARTY_ORG'], kind: 'CELL', grassroots: false },
    ],
    organisations: [
      { id: 'xa', name: 'Đảng bộ xã Mẫu', tier: 'GRASSROOTS_PARTY_ORG', parent: null },
      ...CELLS.map((id) => ({ id, name: `Chi bộ ${id}`, tier: 'CELL', parent: 'xa' })),
    ],
    people: [
      { code: 'bithu', name: 'Bí thư xã' },
      { code: 'vanthu', name: 'Văn thư xã' },
      { code: 'kiemtra', name: 'Ủy ban kiểm tra' },
    ],
    members: CELLS.flatMap((cell) => [1, 2, 3, 4].map(member(cell))),
    posts: [
      post('bithu', 'SECRETARY', 'xa'),
      post('vanthu', 'CLERK', 'xa'),
      post('kiemtra', 'INSPECTION_COMMISSION', 'xa'),
      ...CELLS.map((cell) => post(`${cell}-1`, 'SECRETARY', cell)),
    ],
    introductions: [{ member: 'thon-dong-2', cell: 'thon-tay', committee: 'xa' }],
  };
}

/** The workflows open the first steps by themselves. */
async function opened(api, token) {
  for (const until = Date.now() + PATIENCE_MS; ; await sleep(200)) {
    const response = await fetch(`${api}/api/v1/work-items?limit=1000`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const { items } = await response.json();
    if (CELLS.every((cell) => items.some((item) => item.case === `cell/2018/${cell}`))) return items;
    if (Date.now() > until) throw new Error('no step of the filled installation opened');
  }
}

async function post(api, path, { token, body }) {
  const response = await fetch(`${api}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (response.ok) return answer;
  throw new Error(`POST ${path}: ${response.status} ${JSON.stringify(answer)}`);
}
