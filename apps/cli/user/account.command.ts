import type { Command } from 'commander';
import { openTransport, type RawAnswer } from '../scenario/http/transport.js';

interface Options {
  readonly url: string;
  readonly token?: string;
  readonly asOf?: string;
  readonly html?: true;
}

/** `kiemdiem account CYCLE MEMBER`: the account of one member's class, over HTTP like any client; exit 1 when it is refused. */
export function registerAccount(program: Command): void {
  program
    .command('account')
    .description('bản kê quá trình xếp loại một đảng viên, qua HTTP (the account of one member’s class, over HTTP)')
    .argument('<cycle>', 'đợt kiểm điểm (cycle)')
    .argument('<member>', 'mã đảng viên (member’s id)')
    .requiredOption('--url <url>', 'địa chỉ của API (address of the API)')
    .option('--token <token>', 'mã truy cập; hoặc KIEMDIEM_TOKEN (token; or KIEMDIEM_TOKEN)')
    .option('--as-of <instant>', 'như đã ghi đến thời điểm này (as recorded up to this instant, RFC 3339)')
    .option('--html', 'trang để in (a page to print)')
    .option('--json', 'in JSON; mặc định (the default)')
    .action(async (cycle: string, member: string, options: Options) => {
      process.exitCode = said(await ask(cycle, member, options));
    });
}

async function ask(cycle: string, member: string, { url, token, asOf, html }: Options): Promise<RawAnswer> {
  const { send, close } = openTransport(new URL(url), 1);
  try {
    const place = `/api/v1/cycles/${encodeURIComponent(cycle)}/members/${encodeURIComponent(member)}`;
    const until = asOf === undefined ? '' : `?asOf=${encodeURIComponent(asOf)}`;
    const bearer = token ?? process.env['KIEMDIEM_TOKEN'];
    return await send({
      method: 'GET',
      path: `${place}/account${html === true ? '.html' : ''}${until}`,
      headers: bearer === undefined ? {} : { authorization: `Bearer ${bearer}` },
      body: null,
    });
  } finally {
    close();
  }
}

function said({ status, body }: RawAnswer): 0 | 1 {
  if (status === 200) {
    process.stdout.write(body.endsWith('\n') ? body : `${body}\n`);
    return 0;
  }
  process.stderr.write(`✗ ${status}: ${problemIn(body)}\n`);
  return 1;
}

function problemIn(body: string): string {
  try {
    const { title, titleEn, code } = JSON.parse(body) as Readonly<Record<'title' | 'titleEn' | 'code', unknown>>;
    return `${String(title)} (${String(titleEn)}) [${String(code)}]`;
  } catch {
    return body.slice(0, 200);
  }
}
