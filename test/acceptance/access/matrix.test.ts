import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testApi, type TestApi } from '../../support/api.js';
import { readOpenApi, type OpenApi, type Operation } from '../../support/openapi.js';
import { CALLER_NAMES, openScene, type CallerName, type Scene, type Target } from './callers.js';
import { grouped, readMatrix, writeMatrix, type Matrix } from './matrix.js';
import { requestFor } from './requests.js';
import { unguarded } from './routes.js';

let api: TestApi;
let scene: Scene;
let openApi: OpenApi;
const answered: Record<string, Matrix[string]> = {};
const written: Matrix = process.env['MATRIX'] === 'write' ? answered : readMatrix();

beforeAll(async () => {
  api = await testApi();
  scene = await openScene(api);
  openApi = await readOpenApi(api);
  for (const operation of openApi.operations) answered[operation.route] = await answersOf(operation);
  if (process.env['MATRIX'] === 'write') writeMatrix(answered);
}, 240_000);
afterAll(() => api.end());

describe('A1 mỗi đường dẫn trả lời đúng cho từng người', () => {
  test('A1 mọi đường dẫn của /openapi.json có dòng trong bảng, không thừa dòng nào', () => {
    const missing = Object.keys(answered).filter((route) => !(route in written));
    const gone = Object.keys(written).filter((route) => !(route in answered));
    const how =
      'MATRIX=write npm test -- access/matrix, then review the difference of test/acceptance/access/matrix.yaml';
    expect({ missing, gone, how }).toEqual({ missing: [], gone: [], how });
  });

  test('A1 mọi đường dẫn của chương trình nêu quyền của mình và có trong /openapi.json', () => {
    expect(unguarded(api, Object.keys(answered))).toEqual([]);
  });

  test('A1 mọi ô trả lời như trong bảng', () => {
    const reviewed = new Set(cellsOf(written));
    expect(cellsOf(answered).filter((cell) => !reviewed.has(cell))).toEqual([]);
  });

  test('A1 404 bên ngoài: không ai nhận 403 về nơi mà mọi đường dẫn khác đều giấu với mình', () => {
    for (const [target, caller] of ['ban', 'xa'].flatMap((one) => CALLER_NAMES.map((name) => [one, name] as const))) {
      const got = Object.entries(written)
        .filter(([route]) => /\{organisation\}|\{member\}/.test(route))
        .map(([, row]) => statusOf(row[target], caller));
      const hidden = got
        .filter((status) => status !== '403')
        .every((status) => status === '404' || status === undefined);
      expect([target, caller, hidden && got.includes('403')]).toEqual([target, caller, false]);
    }
  });

  test('A1 quyền đã hết, huyện khác, tài khoản không chức vụ: không đường dẫn nào cho biết gì về ban và xa', () => {
    for (const [route, row] of Object.entries(written).filter(([name]) =>
      /\{organisation\}|\{member\}|\{id\}/.test(name),
    ))
      for (const target of ['ban', 'xa'])
        for (const caller of [
          'just-ended',
          'delegate-ended',
          'delegate-of-ended',
          'no-post',
          'ngoai-secretary',
          'ngoai-ban-secretary',
        ] as const)
          expect([route, target, caller, statusOf(row[target], caller) ?? '404']).toEqual([
            route,
            target,
            caller,
            '404',
          ]);
  });
});

/** `POST /x · ban · no-post → 404 NOT_FOUND`, one for each cell. */
const cellsOf = (matrix: Matrix): readonly string[] =>
  Object.entries(matrix).flatMap(([route, row]) =>
    Object.entries(row).flatMap(([target, answers]) =>
      Object.entries(answers).flatMap(([answer, who]) => who.map((one) => `${route} · ${target} · ${one} → ${answer}`)),
    ),
  );

const statusOf = (answers: Matrix[string][string] | undefined, caller: CallerName): string | undefined =>
  Object.entries(answers ?? {})
    .find(([, who]) => who.includes(caller))?.[0]
    .slice(0, 3);

/** Which of cell `ban` and commune `xa` a route can be about; `any` where it names neither. */
function targetsOf({ path, parameters, body }: Operation): readonly (Target | 'any')[] {
  const asked = parameters.some(({ in: where, name }) => where === 'query' && name === 'organisation');
  if (path.includes('{organisation}') || path.includes('{id}')) return ['ban', 'xa'];
  if (path.includes('{member}')) return ['ban'];
  if (asked) return ['any', 'ban', 'xa'];
  return body !== null && path.endsWith('/documents') ? ['ban', 'xa'] : ['any'];
}

async function answersOf(operation: Operation): Promise<Matrix[string]> {
  const row: Record<string, Matrix[string][string]> = {};
  for (const target of targetsOf(operation)) {
    const answers: Partial<Record<CallerName, string>> = {};
    for (const caller of CALLER_NAMES) answers[caller] = await answerTo(operation, target, caller);
    row[target] = grouped(answers as Readonly<Record<CallerName, string>>);
  }
  return row;
}

async function answerTo(operation: Operation, target: Target | 'any', caller: CallerName): Promise<string> {
  const { method, path } = operation;
  const organisation = target === 'any' ? 'ban' : target;
  const member = scene.year.ids['B'] ?? '';
  const about = {
    organisation,
    member,
    document: scene.documents[organisation],
    subject: target === 'xa' ? 'xa' : member,
  };
  const { path: asked, sending } = requestFor(openApi, operation, about, target !== 'any');
  const token = await scene.tokenOf(caller, method === 'DELETE' && path.includes('/tokens') ? 'FRESH' : undefined);
  // Each from an address of his own, or their failures would add up.
  const headers = { 'x-forwarded-for': `10.0.0.${CALLER_NAMES.indexOf(caller) + 1}` };
  const { status, body } = await api.send(method, asked, { ...sending, headers, ...(token === null ? {} : { token }) });
  return status >= 400 && typeof body?.code === 'string' ? `${status} ${body.code}` : String(status);
}
