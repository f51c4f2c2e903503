import { testApi, type TestApi } from '../../support/api.js';
import { readOpenApi, type OpenApi, type Operation } from '../../support/openapi.js';
import { openScene, type Scene } from '../access/callers.js';
import { readMatrix } from '../access/matrix.js';
import { requestFor } from '../access/requests.js';

const MATRIX = readMatrix();

/** Every route of the API, and for each somebody whom it lets in. */
export class AllRoutes {
  private constructor(
    readonly api: TestApi,
    readonly openApi: OpenApi,
    private readonly scene: Scene,
  ) {}

  static async open(): Promise<AllRoutes> {
    const api = await testApi();
    const scene = await openScene(api);
    return new AllRoutes(api, await readOpenApi(api), scene);
  }

  get withBody(): readonly Operation[] {
    return this.openApi.operations.filter(({ body }) => body !== null);
  }

  /** Somebody whom a route lets in, and on what, as the matrix has it. */
  async insider({ route }: Operation): Promise<{ readonly token: string | null; readonly organisation: string }> {
    const answers = Object.entries(MATRIX[route] ?? {}).flatMap(([target, row]) =>
      Object.entries(row).map(([answer, who]) => ({ target, answer, caller: who.find((one) => one !== 'nobody') })),
    );
    const { caller = 'administrator', target = 'any' } =
      answers.find(({ answer }) => /^(200|409|422)/.test(answer)) ?? {};
    return { token: await this.scene.tokenOf(caller), organisation: target === 'any' ? 'ban' : target };
  }

  /** A request that has the form of the route, about people of one organisation. */
  request(operation: Operation, organisation = 'ban'): ReturnType<typeof requestFor> {
    const { documents, year } = this.scene;
    const member = year.ids['B'] ?? '';
    return requestFor(this.openApi, operation, { organisation, member, document: documents.ban, subject: member });
  }

  /** Sends a body as an insider: not tried but meant. */
  async send(operation: Operation, body: unknown) {
    const { token, organisation } = await this.insider(operation);
    const meant = this.request(operation, organisation).path.replace(/[?&](validate|dryRun)=true/, '');
    return this.api.send(operation.method, meant, { key: true, body, ...(token === null ? {} : { token }) });
  }

  /** All that is kept, as a digest. */
  async everything(): Promise<string> {
    const parts = TABLES.map(
      (name) => `(SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM ${name} t)`,
    );
    const [row] = await this.api.store.database.query(`SELECT concat_ws(' ', ${parts.join(', ')}) AS all`);
    return String(row?.['all']);
  }
}

const RECORD = ['event', 'command', 'stream', 'review_case', 'work_item', 'document'];
const TABLES = [...RECORD, 'token', 'account', 'post', 'person'];
