import { escaped } from '../http/escaped.js';
import type { Entry, MemberAccount, Road } from './account.schema.js';
import { both, detailRows, nameOfClass, timeInVietnam, type ClassWords } from './page-details.js';

/** The account as a page to print: whole in itself, Vietnamese first, English second. */
export function accountPage(account: MemberAccount): string {
  const { member, organisation, year, asOf, rulebook } = account;
  return `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(`Bản kê quá trình xếp loại ${year}: ${member.name}`)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Bản kê quá trình xếp loại đảng viên ${year}<br>${en('Account of a member’s class')}</h1>
<table class="head">
${head('Đảng viên', 'Member', `${member.name} (${member.id}${member.number === null ? '' : `, số ${member.number}`})`)}
${head('Nơi sinh hoạt', 'Organisation', `${organisation.name} (${organisation.id})`)}
${head('Hồ sơ', 'Case', account.case)}
${head('Đợt', 'Cycle', account.cycle)}
${head('Quy định', 'Rulebook', `${rulebook.title.vi} (${rulebook.id})`)}
${head('Mã băm quy định', 'Rulebook hash', rulebook.hash)}
${head('Văn bản', 'Documents', rulebook.documents.map(({ number }) => number).join(', '))}
${head('Như đã ghi đến', 'As recorded until', timeInVietnam(asOf))}
</table>
${outcome(account)}
${section('Diễn biến', 'What was done', entriesTable(account))}
${section('Các lượt', 'Roads', account.roads.map(roadTable).join('\n'))}
${section('Kết quả theo từng tiêu chí', 'Criterion by criterion', checksTable(account))}
${section('Đối chiếu', 'To be checked', streamsTable(account))}
</main>
</body>
</html>
`;
}

const STYLE = `
body { font: 10.5pt/1.4 system-ui, sans-serif; max-width: 60rem; margin: 1.5rem auto; padding: 0 1rem; color: #111; background: #fff }
h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin-top: 1.5rem } .en { color: #555; font-weight: normal; font-size: .9em }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; vertical-align: top; padding: .2rem .4rem }
.head th { font-weight: normal; width: 14rem } .grid th, .grid td { border: 1px solid #999 } code, .mono { font-family: ui-monospace, monospace; font-size: .85em; overflow-wrap: anywhere }
.broken { font-weight: bold } dl { margin: 0 } dt { float: left; clear: left; margin-right: .4rem; color: #444 } dd { margin: 0 }
@media print { body { margin: 0; max-width: none } tr { break-inside: avoid } h2 { break-after: avoid } }
`;

const en = (text: string): string => `<span class="en" lang="en">${escaped(text)}</span>`;
const head = (vi: string, english: string, value: string): string =>
  `<tr><th scope="row">${escaped(vi)} ${en(english)}</th><td>${escaped(value)}</td></tr>`;
const section = (vi: string, english: string, body: string): string =>
  `<h2>${escaped(vi)} ${en(english)}</h2>\n${body === '' ? '<p>–</p>' : body}`;

function grid(columns: readonly (readonly [string, string])[], rows: readonly string[]): string {
  const titles = columns.map(([vi, english]) => `<th scope="col">${escaped(vi)}<br>${en(english)}</th>`);
  return `<table class="grid"><thead><tr>${titles.join('')}</tr></thead><tbody>\n${rows.join('\n')}\n</tbody></table>`;
}

const cells = (...contents: readonly string[]): string =>
  `<tr>${contents.map((content) => `<td>${content}</td>`).join('')}</tr>`;

function outcome({ classes, unclassified, classWords }: MemberAccount): string {
  const value = (name: string | null): string => (name === null ? '–' : both(nameOfClass(name, classWords)));
  const row = cells(
    value(classes.claimed),
    value(classes.voted),
    value(classes.proposed),
    value(classes.advised),
    `<strong>${value(classes.decided)}</strong>`,
  );
  const none = unclassified === null ? '' : `<p>Không xếp loại ${en('no class')}: ${escaped(unclassified)}</p>`;
  return section('Mức xếp loại', 'Class', `${none}${grid(FIVE, [row])}`);
}

const FIVE = [
  ['Tự nhận', 'Claimed'],
  ['Bỏ phiếu', 'Voted'],
  ['Đề xuất', 'Proposed'],
  ['Thẩm định', 'Advised'],
  ['Quyết định', 'Decided'],
] as const;

function entriesTable({ entries, classWords }: MemberAccount): string {
  const columns = [
    ['Xảy ra · ghi lúc', 'Happened · recorded'],
    ['Việc', 'What'],
    ['Người làm · người ghi', 'By · recorded by'],
    ['Nội dung', 'Details'],
    ['Theo quy định', 'Under which rule'],
    ['Chuỗi', 'Stream'],
  ] as const;
  return grid(
    columns,
    entries.map((entry) =>
      cells(
        `${escaped(timeInVietnam(entry.happenedAt))}<br>${escaped(timeInVietnam(entry.recordedAt))}`,
        both(entry.name),
        `${both(entry.by.name)}<br>${both(entry.recordedBy.name)}`,
        `${detailRows(entry.details, classWords)}${correction(entry, classWords)}${seen(entry, classWords)}`,
        entry.rules.map(({ name, source }) => `${both(name)}: ${sourceText(source)}`).join('<br>'),
        `<span class="mono">${escaped(entry.stream)} #${entry.version}<br>${escaped(entry.hash)}</span>`,
      ),
    ),
  );
}

function correction({ correction: changes }: Entry, classWords: ClassWords): string {
  if (changes === null) return '';
  const rows = changes.map(
    ({ field, before, after }) =>
      `${detailRows({ [field]: before }, classWords)}→ ${detailRows({ [field]: after }, classWords)}`,
  );
  return `<p>Đính chính, cả hai giá trị ${en('Corrected, both values')}:</p>${rows.join('')}`;
}

function seen({ seen: view }: Entry, classWords: ClassWords): string {
  if (view === null) return '';
  const at = view.recordedAt === null ? '–' : timeInVietnam(view.recordedAt);
  const found = view.line === null ? 'không có trong chuỗi · not in the chain' : `#${view.version}, ${at}`;
  return `<p>Đã xem khi quyết định ${en('Seen when it was decided')}: <code>${escaped(view.digest)}</code> (${escaped(found)})</p>
${view.line === null ? '' : detailRows(view.line, classWords)}`;
}

function sourceText(source: Entry['rules'][number]['source']): string {
  const article = typeof source['article'] === 'string' ? `, ${source['article']}` : '';
  return `${escaped(`${source.document}${article}`)}${source['uncertain'] === true ? ' (?)' : ''}`;
}

function roadTable({ pass, name, steps }: Road): string {
  const columns = [
    ['Bước', 'Step'],
    ['Hồ sơ', 'Case'],
    ['Mở', 'Opened'],
    ['Hạn', 'Due'],
    ['Nhắc', 'Reminded'],
    ['Quá hạn', 'Overdue'],
    ['Khép', 'Closed'],
    ['Kết quả', 'Outcome'],
  ] as const;
  const at = (instant: string | null): string => (instant === null ? '–' : escaped(timeInVietnam(instant)));
  const rows = steps.map((step) =>
    cells(
      both(step.name),
      escaped(step.case),
      at(step.openedAt),
      at(step.dueAt),
      at(step.remindedAt),
      at(step.overdueAt),
      at(step.closedAt),
      escaped(step.outcome.join(', ')),
    ),
  );
  return `<h3>${both(name)} <code>${escaped(pass)}</code></h3>${grid(columns, rows)}`;
}

function checksTable({ result, classWords }: MemberAccount): string {
  if (result.checks.length === 0) return '';
  const columns = [
    ['Tiêu chí, quy tắc', 'Criterion, rule'],
    ['Cho mức', 'For class'],
    ['Đo được', 'Measured'],
    ['Yêu cầu', 'Threshold'],
    ['Đạt', 'Met'],
    ['Nguồn', 'Source'],
  ] as const;
  const rows = result.checks.map((check) =>
    cells(
      check.name === null ? escaped(check.rule) : both(check.name),
      both(nameOfClass(check.class, classWords)),
      escaped(JSON.stringify(check.measured ?? null)),
      escaped(JSON.stringify(check.threshold ?? null)),
      check.met ? `có ${en('yes')}` : `không ${en('no')}`,
      sourceText(check.source),
    ),
  );
  return grid(columns, rows);
}

function streamsTable({ streams }: MemberAccount): string {
  const columns = [
    ['Chuỗi', 'Stream'],
    ['Phiên bản', 'Version'],
    ['Mã băm cuối', 'Head'],
    ['Nguyên vẹn', 'Intact'],
  ] as const;
  const rows = streams.map(({ stream, version, hash, intact, difference }) =>
    cells(
      `<span class="mono">${escaped(stream)}</span>`,
      String(version),
      `<span class="mono">${escaped(hash)}</span>`,
      intact
        ? `có ${en('yes')}`
        : `<span class="broken">KHÔNG ${en('NO')}: ${escaped(JSON.stringify(difference))}</span>`,
    ),
  );
  return `<p>Chứng minh từng sự kiện theo một mốc đã ký: <code>kiemdiem audit prove 'chuỗi@phiên-bản'</code>. ${en(
    'Prove any of them against a signed checkpoint.',
  )}</p>${grid(columns, rows)}`;
}
