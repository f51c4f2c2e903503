import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { RequestMethod } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { PERMISSION, PUBLIC } from '../../../apps/api/access/permission.decorator.js';
import { issueToken } from '../../../libs/store/accounts.js';
import { testApi, type TestApi } from '../../support/api.js';
import { importRows, openYear, type Year } from '../../support/api-year.js';
import { ANSWERS, CALLERS, type CallerName, type Row } from './answers.js';
import { requestFor } from './requests.js';

let api: TestApi;
let year: Year;
/** A document about each of B and K. */
let documents: Readonly<Record<string, string>>;

beforeAll(async () => {
  api = await testApi();
  year = await importRows(api);
  await openYear(api, year);
  documents = Object.fromEntries(await Promise.all(['B', 'K'].map(async (code) => [code, await documentAbout(code)])));
});
afterAll(() => api.end());

type Known = Exclude<CallerName, 'admin' | 'nobody'>;

const ANYWHERE = {
  root: 'huyen-secretary',
  child: 'A',
  residence: 'R',
  former: 'C',
  auditor: 'huyen-auditor',
  clerk: 'xa-clerk',
  outsider: 'ngoai-secretary',
} as const;
const CODES: Readonly<Record<Row['scene'], Readonly<Record<Known, string>>>> = {
  cell: { ...ANYWHERE, own: 'A', member: 'D', sibling: 'K', parent: 'xa-secretary' },
  committee: { ...ANYWHERE, own: 'xa-secretary', member: 'D', sibling: 'xa-ben-secretary', parent: 'huyen-secretary' },
};

describe('mỗi đường dẫn trả lời đúng cho từng người', () => {
  test('mọi đường dẫn đều có quyền và có dòng trong bảng, không thừa dòng nào', () => {
    const routes = routesOf(api);
    expect(routes.filter(({ guarded }) => !guarded)).toEqual([]);
    expect(routes.map(({ route }) => route).sort()).toEqual(Object.keys(ANSWERS).sort());
  });

  test.each(Object.entries(ANSWERS))('%s', async (route, { scene, statuses }) => {
    const answered: Partial<Record<CallerName, number>> = {};
    for (const caller of CALLERS) answered[caller] = await statusFor(route, scene, caller);
    expect(answered).toEqual(statuses);
  });
});

async function statusFor(route: string, scene: Row['scene'], caller: CallerName): Promise<number> {
  const member = caller === 'child' ? 'K' : 'B';
  const organisation = caller === 'child' || scene === 'committee' ? 'xa' : 'ban';
  const about = { organisation, member: year.ids[member] ?? '', document: documents[member] ?? '' };
  const { path, sending } = requestFor(route, about);
  const token = await tokenOf(scene, caller, route);
  const { status } = await api.send(route.split(' ')[0] ?? '', path, {
    ...sending,
    ...(token === null ? {} : { token }),
  });
  return status;
}

async function documentAbout(code: string): Promise<string> {
  const kept = await api.send('POST', '/api/v1/documents', {
    token: year.tokens[code] ?? '',
    body: { subject: year.ids[code], text: 'Tự kiểm điểm' },
  });
  return kept.body.id;
}

async function tokenOf(scene: Row['scene'], caller: CallerName, route: string): Promise<string | null> {
  if (caller === 'nobody') return null;
  const code = caller === 'admin' ? null : CODES[scene][caller];
  // One of its own for the route that ends it.
  if (route === 'DELETE /tokens/current')
    return issueToken(api.store.api, code === null ? api.store.admin : (year.ids[code] ?? ''), { days: 1 });
  return code === null ? api.adminToken : (year.tokens[code] ?? '');
}

interface Route {
  readonly route: string;
  readonly guarded: boolean;
}

/** Every route of every controller, read from what Nest itself routes by. */
function routesOf({ app }: TestApi): readonly Route[] {
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [...module.controllers.values()]);
  return controllers.flatMap(({ metatype }) => (typeof metatype === 'function' ? routesOfController(metatype) : []));
}

function routesOfController(controller: Function): readonly Route[] {
  const base: string = Reflect.getMetadata('path', controller);
  return Object.entries(Object.getOwnPropertyDescriptors(controller.prototype)).flatMap(
    ([name, { value: handler }]) => {
      if (name === 'constructor' || typeof handler !== 'function' || !Reflect.hasMetadata('path', handler)) return [];
      const path: string = Reflect.getMetadata('path', handler);
      const method: RequestMethod = Reflect.getMetadata('method', handler);
      const whole = `/${base}/${path}`.replaceAll(/\/+/g, '/').replace(/(.)\/$/, '$1');
      const guarded = Reflect.hasMetadata(PERMISSION, handler) || Reflect.hasMetadata(PUBLIC, handler);
      return [{ route: `${RequestMethod[method]} ${whole}`, guarded }];
    },
  );
}
