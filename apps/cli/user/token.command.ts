import { Command, Option } from 'commander';
import { z } from 'zod';
import { openApi, type Api } from '../scenario/http/api.js';

interface Options {
  readonly url: string;
  readonly json?: boolean;
}

const revoked = z.object({ revoked: z.array(z.object({ code: z.string(), tokens: z.number() })) });
const list = z.object({
  tokens: z.array(
    z.object({
      issuedAt: z.string(),
      issuedBy: z.string().nullable(),
      expiresAt: z.string(),
      revokedAt: z.string().nullable(),
      revokedBy: z.string().nullable(),
    }),
  ),
});

/** `kiemdiem token`: an administrator ends other people's tokens and sees what was given out, over HTTP. */
export function registerToken(program: Command): void {
  const token = program.command('token').description('mã truy cập của mọi người (tokens; KIEMDIEM_TOKEN is yours)');
  withOptions(token.command('revoke'))
    .description('thu hồi mọi mã truy cập của những người này (ends all tokens of these people)')
    .argument('<code...>', 'mã người (codes of people)')
    .action((codes: readonly string[], options: Options) =>
      withApi(options, async (api, mine) => {
        const body = { people: codes.map((code) => ({ code })) };
        const outcome = await api.post('/api/v1/tokens/revocations', revoked, { token: mine, body });
        if (!outcome.ok) return refused(outcome.problem);
        const lines = outcome.answer.revoked.map(({ code, tokens }) => `${code}: đã thu hồi ${tokens} mã (ended)`);
        say(options, outcome.answer, lines);
      }),
    );
  withOptions(token.command('list'))
    .description(
      'các mã truy cập đã cấp cho một người, ai cấp, ai thu hồi (tokens of a person, who issued and who ended them)',
    )
    .argument('<code>', 'mã người (code of a person)')
    .action((code: string, options: Options) =>
      withApi(options, async (api, mine) => {
        const found = await api.get(`/api/v1/tokens?code=${encodeURIComponent(code)}`, list, { token: mine });
        const lines = found.tokens.map(
          (one) =>
            `cấp ${one.issuedAt} bởi ${one.issuedBy ?? '–'}; ` +
            (one.revokedAt === null
              ? `hết hạn ${one.expiresAt}`
              : `thu hồi ${one.revokedAt} bởi ${one.revokedBy ?? '–'}`),
        );
        say(options, found, lines);
      }),
    );
}

const withOptions = (command: Command): Command =>
  command
    .addOption(new Option('--url <url>', 'địa chỉ của API').env('KIEMDIEM_URL').default('http://127.0.0.1:3000'))
    .option('--json', 'in JSON');

/** The caller's own token comes from the environment: a command line is read by everyone on the machine. */
async function withApi({ url }: Options, work: (api: Api, token: string) => Promise<void>): Promise<void> {
  const token = process.env['KIEMDIEM_TOKEN'] ?? '';
  const api = openApi(url, 1);
  try {
    await work(api, token);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    refused({ title: error.message, titleEn: '' });
  } finally {
    api.close();
  }
}

function say({ json = false }: Options, result: object, lines: readonly string[]): void {
  process.stdout.write(json ? `${JSON.stringify(result)}\n` : lines.map((line) => `${line}\n`).join(''));
}

function refused({ title, titleEn }: { readonly title: string; readonly titleEn: string }): void {
  process.stderr.write(`✗ ${title}${titleEn === '' ? '' : ` · ${titleEn}`}\n`);
  process.exitCode = 1;
}
