import { issueTokens } from '../../libs/store/accounts.js';
import { loadRulebook } from '../../libs/rulebook/load-rulebook.js';
import { testApi, type TestApi } from './api.js';
import { proceed } from './store.js';

export const CYCLE = '/api/v1/cycles/2018';

/** A district `huyen` with the communes `xa` and `xa-ben`; in `xa` the cells `ban` and `kia`, `tren` where B lives; `ngoai` is another district. */
export const ROWS = {
  asOf: '2018-01-01',
  tiers: [
    { code: 'DISTRICT', name: 'Đảng bộ huyện', parents: [], kind: 'COMMITTEE', grassroots: false },
    { code: 'GRASSROOTS_PARTY_ORG', name: 'Đảng bộ cơ sở', parents: ['DISTRICT'], kind: 'COMMITTEE', grassroots: true },
    { code: 'CELL', name: 'Chi bộ', parents: ['GRASSROOTS_PARTY_ORG'], kind: 'CELL', grassroots: false },
  ],
  organisations: [
    { id: 'huyen', name: 'Đảng bộ huyện', tier: 'DISTRICT', parent: null },
    { id: 'ngoai', name: 'Đảng bộ huyện khác', tier: 'DISTRICT', parent: null },
    { id: 'xa', name: 'Đảng bộ xã', tier: 'GRASSROOTS_PARTY_ORG', parent: 'huyen' },
    { id: 'xa-ben', name: 'Đảng bộ xã bên', tier: 'GRASSROOTS_PARTY_ORG', parent: 'huyen' },
    { id: 'ban', name: 'Chi bộ bản', tier: 'CELL', parent: 'xa' },
    { id: 'kia', name: 'Chi bộ bản Kia', tier: 'CELL', parent: 'xa' },
    { id: 'tren', name: 'Chi bộ bản Trên', tier: 'CELL', parent: 'xa-ben' },
  ],
  people: [
    { code: 'huyen-secretary', name: 'Bí thư huyện' },
    { code: 'huyen-auditor', name: 'Ủy ban kiểm tra' },
    { code: 'xa-secretary', name: 'Bí thư xã' },
    { code: 'xa-clerk', name: 'Văn thư xã' },
    { code: 'xa-ben-secretary', name: 'Bí thư xã bên' },
    { code: 'ngoai-secretary', name: 'Bí thư huyện khác' },
  ],
  members: [
    ...['A', 'B', 'C'].map((code) => ({
      code,
      name: `Đảng viên ${code}`,
      organisation: 'ban',
      official: true,
      admittedOn: '2001-05-19',
    })),
    { code: 'D', name: 'Đảng viên D', organisation: 'ban', official: true, admittedOn: '2001-05-19', exempt: true },
    { code: 'K', name: 'Bí thư bản Kia', organisation: 'kia', official: true, admittedOn: '2001-05-19' },
    { code: 'R', name: 'Bí thư bản Trên', organisation: 'tren', official: true, admittedOn: '2001-05-19' },
  ],
  posts: [
    { person: 'huyen-secretary', role: 'SECRETARY', organisation: 'huyen', from: '2010-01-01' },
    { person: 'huyen-auditor', role: 'INSPECTION_COMMISSION', organisation: 'huyen', from: '2010-01-01' },
    { person: 'xa-secretary', role: 'SECRETARY', organisation: 'xa', from: '2010-01-01' },
    { person: 'xa-clerk', role: 'CLERK', organisation: 'xa', from: '2010-01-01' },
    { person: 'xa-ben-secretary', role: 'SECRETARY', organisation: 'xa-ben', from: '2010-01-01' },
    { person: 'ngoai-secretary', role: 'SECRETARY', organisation: 'ngoai', from: '2010-01-01' },
    { person: 'A', role: 'SECRETARY', organisation: 'ban', from: '2010-01-01' },
    { person: 'K', role: 'SECRETARY', organisation: 'kia', from: '2010-01-01' },
    { person: 'R', role: 'SECRETARY', organisation: 'tren', from: '2010-01-01' },
    // Held and given up: no right comes from it any more.
    { person: 'C', role: 'SECRETARY', organisation: 'ban', from: '2000-01-01', until: '2010-01-01' },
  ],
  introductions: [{ member: 'B', cell: 'tren', committee: 'xa-ben' }],
};

export interface Year {
  /** Ids by code. */
  readonly ids: Readonly<Record<string, string>>;
  /** Tokens by code. */
  readonly tokens: Readonly<Record<string, string>>;
}

/** The API with these rows in it and the year 2018 open. */
export async function openedApi(rows: object = ROWS): Promise<{ readonly api: TestApi; readonly year: Year }> {
  const api = await testApi();
  const year = await importRows(api, rows);
  await openYear(api, year);
  return { api, year };
}

/** Imports the rows through the API and gives everyone a token. */
export async function importRows({ send, adminToken, store }: TestApi, rows: object = ROWS): Promise<Year> {
  const imported = await send('POST', '/api/v1/imports', { token: adminToken, body: rows });
  if (imported.status !== 200) throw new Error(JSON.stringify(imported.body));
  const ids: Readonly<Record<string, string>> = imported.body.members;
  const issued = await issueTokens(store.api, Object.values(ids), { days: 1 });
  return { ids, tokens: Object.fromEntries(Object.entries(ids).map(([code, id]) => [code, issued[id] ?? ''])) };
}

/** Creates and opens the year 2018 through the API, then opens its cases and the first steps of cell `ban` as workflows would. */
export async function openYear({ send, store }: TestApi, { tokens }: Year): Promise<void> {
  const token = tokens['huyen-secretary'] ?? '';
  const body = { cycle: '2018', year: 2018, root: 'huyen', rulebook: 'rs-2018' };
  const created = await send('POST', '/api/v1/cycles', { token, key: true, body });
  if (created.status !== 200) throw new Error(JSON.stringify(created.body));
  await send('POST', '/api/v1/cycles/2018/open', { token, key: true, body: {} });
  const open = (parent: string, child: string) => proceed(store, { type: 'openCase', case: parent, child });
  await open('cycle/2018', 'committee/2018/huyen');
  for (const commune of ['xa', 'xa-ben']) await open('committee/2018/huyen', `committee/2018/${commune}`);
  for (const cell of ['ban', 'kia']) await open('committee/2018/xa', `cell/2018/${cell}`);
  await open('committee/2018/xa-ben', 'cell/2018/tren');
  const step = { type: 'openStep', case: 'cell/2018/ban', pass: 'all', mayReturnTo: [] } as const;
  await proceed(store, { ...step, step: 'SELF_ASSESSMENT', subjects: [1, 2, 3], asks: 'MEMBER' });
  await proceed(store, { ...step, step: 'RESIDENCE_COMMENT', subjects: [2], asks: 'RESIDENCE_SECRETARY' });
}

const CRITERIA = loadRulebook('rs-2018', 'rulebooks').assessment.members.criteria;

/** A whole self-assessment of one member, best degrees throughout. */
export const selfAssessment = (member: string, ownClass = 'GOOD') => ({
  lines: [
    {
      member,
      ownClass,
      degrees: Object.fromEntries(CRITERIA.filter(({ onlyIf }) => onlyIf === undefined).map(({ id }) => [id, 'D4'])),
    },
  ],
});
