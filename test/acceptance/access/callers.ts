import { issueToken } from '../../../libs/store/accounts.js';
import type { TestApi } from '../../support/api.js';
import { importRows, openYear, ROWS, type Year } from '../../support/api-year.js';
import { proceed } from '../../support/store.js';

/**
 * Everybody who asks, by name. What the requests are about is cell `ban` with its member B, or commune `xa` above it, in
 * district `huyen`; towards `xa` the secretary of `ban` stands beneath, `xa-ben-secretary` beside, `huyen-secretary` above.
 */
export const CALLERS = {
  'ban-secretary': 'secretary of the cell',
  'ban-member': 'ordinary member of the cell',
  'member-B': 'the very member that the request is about',
  'kia-secretary': 'secretary of the cell beside it',
  'xa-secretary': 'secretary of the commune, above the cell',
  'xa-clerk': 'records papers for the commune and what is beneath it',
  'xa-ben-secretary': 'secretary of the commune beside it, where B lives',
  'tren-secretary': 'secretary of the cell where B lives',
  'huyen-secretary': 'secretary of the district',
  'huyen-auditor': 'inspection commission of the district',
  'ngoai-secretary': 'secretary of another district, which has a year of its own',
  'ngoai-ban-secretary': 'secretary and member of a cell of that district',
  'once-secretary': 'held the post of ban-secretary years ago; still a member of the cell',
  delegate: 'stands in for ban-secretary, until some day',
  'delegate-ended': 'stood in for ban-secretary until a second ago',
  'delegate-of-ended': 'stands in for just-ended, whose post has ended',
  'just-ended': 'held the post of ban-secretary until a second ago; member of nothing',
  'no-post': 'has an account and nothing else',
  administrator: 'the administrator',
  nobody: 'sends no token',
} as const;
export type CallerName = keyof typeof CALLERS;
export const CALLER_NAMES = Object.keys(CALLERS) as CallerName[];

const CODES: Readonly<Partial<Record<CallerName, string>>> = {
  'ban-secretary': 'A',
  'ban-member': 'D',
  'member-B': 'B',
  'kia-secretary': 'K',
  'tren-secretary': 'R',
  'once-secretary': 'C',
};

/** A district with its year, another one with its own, and everybody's token. */
export interface Scene {
  readonly year: Year;
  /** Documents about B and about commune `xa`. */
  readonly documents: Readonly<Record<Target, string>>;
  /** A token of the caller; null for nobody. `fresh`: one of its own, for a route that ends it. */
  readonly tokenOf: (caller: CallerName, fresh?: 'FRESH') => Promise<string | null>;
}
export type Target = 'ban' | 'xa';

export async function openScene(api: TestApi): Promise<Scene> {
  const year = await importRows(api, withOthers());
  await openYear(api, year);
  await openOtherDistrict(api, year);
  const documents = { ban: await documentBy(api, year, 'B'), xa: await documentBy(api, year, 'xa-secretary', 'xa') };
  await endPost(api, year);
  const personOf = (caller: CallerName): string =>
    caller === 'administrator' ? api.store.admin : (year.ids[CODES[caller] ?? caller] ?? '');
  return {
    year,
    documents,
    tokenOf: async (caller, fresh) => {
      if (caller === 'nobody') return null;
      if (fresh !== undefined) return issueToken(api.store.api, personOf(caller), { days: 1 });
      return caller === 'administrator' ? api.adminToken : (year.tokens[CODES[caller] ?? caller] ?? '');
    },
  };
}

const MEMBER = { official: true, admittedOn: '2001-05-19' };

function withOthers(): object {
  return {
    ...ROWS,
    organisations: [
      ...ROWS.organisations,
      { id: 'ngoai-xa', name: 'Đảng bộ xã ngoài', tier: 'GRASSROOTS_PARTY_ORG', parent: 'ngoai' },
      { id: 'ngoai-ban', name: 'Chi bộ bản ngoài', tier: 'CELL', parent: 'ngoai-xa' },
    ],
    people: [
      ...ROWS.people,
      { code: 'just-ended', name: 'Nguyên bí thư' },
      { code: 'no-post', name: 'Người không chức vụ' },
      ...['delegate', 'delegate-ended', 'delegate-of-ended'].map((code) => ({ code, name: 'Người được ủy quyền' })),
    ],
    members: [
      ...ROWS.members,
      { code: 'ngoai-ban-secretary', name: 'Bí thư bản ngoài', organisation: 'ngoai-ban', ...MEMBER },
    ],
    posts: [
      ...ROWS.posts,
      { person: 'ngoai-ban-secretary', role: 'SECRETARY', organisation: 'ngoai-ban', from: '2010-01-01' },
      ENDING,
      { ...STANDING_IN, person: 'delegate' },
      { ...STANDING_IN, person: 'delegate-ended' },
      { ...STANDING_IN, person: 'delegate-of-ended', delegatedBy: 'just-ended' },
    ],
  };
}

const STANDING_IN = {
  ...{ role: 'SECRETARY', organisation: 'ban', from: '2018-01-01', until: '2999-01-01' },
  delegatedBy: 'A',
};
const ENDING = { person: 'just-ended', role: 'SECRETARY', organisation: 'ban', from: '2010-01-01' };

async function openOtherDistrict({ send, store }: TestApi, { tokens }: Year): Promise<void> {
  const token = tokens['ngoai-secretary'] ?? '';
  const body = { cycle: '2018-ngoai', year: 2018, root: 'ngoai', rulebook: 'rs-2018' };
  await send('POST', '/api/v1/cycles', { token, key: true, body });
  await send('POST', '/api/v1/cycles/2018-ngoai/open', { token, key: true, body: {} });
  const path = [
    'cycle/2018-ngoai',
    'committee/2018-ngoai/ngoai',
    'committee/2018-ngoai/ngoai-xa',
    'cell/2018-ngoai/ngoai-ban',
  ];
  for (const [at, child] of path.slice(1).entries())
    await proceed(store, { type: 'openCase', case: path[at] ?? '', child });
}

async function documentBy({ send }: TestApi, { ids, tokens }: Year, author: string, subject = ids[author]) {
  const { body } = await send('POST', '/api/v1/documents', {
    token: tokens[author] ?? '',
    body: { subject, text: 'Tự kiểm điểm' },
  });
  return String(body.id);
}

/** Known to the API as a secretary, and then no more. */
async function endPost({ send, adminToken }: TestApi, { tokens }: Year): Promise<void> {
  const { body } = await send('GET', '/api/v1/me', { token: tokens['just-ended'] ?? '' });
  if (body.posts.length !== 1) throw new Error('the post never was');
  const until = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
  const ended = await send('POST', '/api/v1/imports', {
    token: adminToken,
    body: {
      asOf: until,
      posts: [
        { ...ENDING, until },
        { ...STANDING_IN, person: 'delegate-ended', until },
      ],
    },
  });
  if (ended.status !== 200) throw new Error(JSON.stringify(ended.body));
}
