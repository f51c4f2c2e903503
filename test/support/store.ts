import { randomUUID } from 'node:crypto';
import type { Command } from '../../libs/domain/handling/world.js';
import type { ProcedureCommand } from '../../libs/domain/procedure/commands.js';
import type { RegistryImport } from '../../libs/domain/registry/import.js';
import type { TierDefinition } from '../../libs/domain/registry/snapshot.js';
import { loadCalendar } from '../../libs/rulebook/load-calendar.js';
import { loadRulebook } from '../../libs/rulebook/load-rulebook.js';
import { issueFirstAdminToken, redeemFirstAdminToken } from '../../libs/store/accounts.js';
import type { DatabaseUrls } from '../../libs/store/database-urls.js';
import { byProcedure, type Envelope, type Handled } from '../../libs/store/envelope.js';
import { handleCommand } from '../../libs/store/handle-command.js';
import { migrate } from '../../libs/store/migrate.js';
import { importRegistry } from '../../libs/store/registry/import-registry.js';
import { openStore, type Store } from '../../libs/store/store.js';
import { createDatabase, type TestDatabase } from './postgres.js';

const RULEBOOK = loadRulebook('rs-2018', 'rulebooks');
const CALENDAR = loadCalendar('rulebooks');

/** A migrated database of one test file alone, with the stores of both accounts. */
export interface TestStore {
  readonly database: TestDatabase;
  readonly urls: DatabaseUrls;
  readonly api: Store;
  readonly worker: Store;
  /** The first administrator. */
  readonly admin: string;
  end(): Promise<void>;
}

export async function testStore(prefix = 'store'): Promise<TestStore> {
  const database = await createDatabase(prefix);
  const urls = { owner: database.ownerUrl, api: database.apiUrl, worker: database.workerUrl };
  await migrate(urls);
  const options = { rulebookOf: () => RULEBOOK, calendar: CALENDAR };
  const api = openStore({ url: urls.api, applicationName: 'test api', ...options });
  const worker = openStore({ url: urls.worker, applicationName: 'test worker', ...options });
  const token = await issueFirstAdminToken(api);
  const admin = await redeemFirstAdminToken(api, token ?? '', { code: 'admin', name: 'Quản trị' });
  if (admin === null) throw new Error('the first administrator was not made');
  const end = async (): Promise<void> => {
    await Promise.all([api.close(), worker.close()]);
    await database.drop();
  };
  return { database, urls, api, worker, admin: admin.person, end };
}

const tier = (
  code: string,
  parents: readonly string[],
  kind: TierDefinition['kind'],
  grassroots: boolean,
): TierDefinition => ({
  code,
  name: code,
  parents,
  kind,
  grassroots,
});

export const TIERS: readonly TierDefinition[] = [
  tier('DISTRICT', [], 'COMMITTEE', false),
  tier('GRASSROOTS_PARTY_ORG', ['DISTRICT'], 'COMMITTEE', true),
  tier('CELL', ['GRASSROOTS_PARTY_ORG'], 'CELL', false),
];

/** A commune `xa` with the cells `ban` (A, B, C, and D who is exempt) and `tren`, where B lives. */
export const COMMUNE: RegistryImport = {
  tiers: TIERS,
  organisations: [
    { id: 'xa', name: 'Đảng bộ xã', tier: 'GRASSROOTS_PARTY_ORG', parent: null },
    { id: 'ban', name: 'Chi bộ bản', tier: 'CELL', parent: 'xa' },
    { id: 'tren', name: 'Chi bộ bản Trên', tier: 'CELL', parent: 'xa' },
  ],
  people: [
    { code: 'clerk', name: 'Văn thư' },
    { code: 'teller', name: 'Kiểm phiếu' },
  ],
  members: [
    ...['A', 'B', 'C', 'D'].map((code) => ({
      code,
      name: `Đảng viên ${code}`,
      organisation: 'ban',
      official: true,
      admittedOn: '2001-05-19',
      exempt: code === 'D',
    })),
    { code: 'R', name: 'Bí thư bản Trên', organisation: 'tren', official: true, admittedOn: '2001-05-19' },
  ],
  posts: [
    ...['SECRETARY', 'CLERK'].map((role) => ({ person: 'clerk', role, organisation: 'xa', from: '2010-01-01' })),
    { person: 'teller', role: 'CLERK', organisation: 'xa', from: '2010-01-01' },
    { person: 'A', role: 'SECRETARY', organisation: 'ban', from: '2010-01-01' },
    { person: 'R', role: 'SECRETARY', organisation: 'tren', from: '2010-01-01' },
  ],
  introductions: [{ member: 'B', cell: 'tren', committee: 'xa' }],
};

/** Imports rows and gives the ids of the people named, by code. */
export async function imported(
  { api, admin }: TestStore,
  rows: RegistryImport,
): Promise<Readonly<Record<string, string>>> {
  const result = await importRegistry(api, { commandId: randomUUID(), person: admin, dryRun: false }, rows);
  if (result.outcome !== 'IMPORTED') throw new Error(JSON.stringify(result));
  return result.people;
}

export function byPerson(person: string, command: Command, change: Partial<Envelope> = {}): Envelope {
  const route = `POST /${command.type}`;
  return {
    commandId: randomUUID(),
    route,
    payload: command,
    command,
    actor: { kind: 'PERSON', person },
    rulebook: 'rs-2018',
    ...change,
  };
}

/** Records what a person says; a refusal is a mistake of the test. */
export async function say({ api }: TestStore, person: string, command: Command): Promise<Handled> {
  return accepted(command, await handleCommand(api, byPerson(person, command)));
}

/** Records what a workflow would. */
export async function proceed({ worker }: TestStore, command: ProcedureCommand): Promise<Handled> {
  return accepted(command, await handleCommand(worker, byProcedure(command)));
}

function accepted(command: Command, handled: Handled): Handled {
  if (handled.outcome === 'ACCEPTED') return handled;
  throw new Error(`${command.type}: ${handled.code} ${JSON.stringify(handled.details)}`);
}
