import type { Wording } from '../../../libs/domain/source.js';
import { escaped } from '../http/escaped.js';
import { bodyWords } from '../reading/actors.js';
import { passWords, STEP_WORDS } from './words.js';

export type ClassWords = Readonly<Record<string, Wording>>;

const LABELS: Readonly<Record<string, string>> = {
  pass: 'Lượt · pass',
  step: 'Bước · step',
  class: 'Mức · class',
  ownClass: 'Tự nhận · claimed',
  claimed: 'Tự nhận · claimed',
  voted: 'Phiếu · voted',
  votes: 'Phiếu bầu · votes',
  proposed: 'Đề xuất · proposed',
  advice: 'Thẩm định · advice',
  opinions: 'Ý kiến · opinions',
  missing: 'Còn thiếu · missing',
  degrees: 'Mức tiêu chí · degrees',
  reason: 'Lý do · reason',
  meeting: 'Cuộc họp · meeting',
  heldOn: 'Ngày họp · held on',
  heard: 'Được xét · heard',
  tally: 'Kiểm phiếu · tally',
  submission: 'Danh sách · list',
  decisionNumber: 'Số quyết định · decision',
  decidedOn: 'Ngày quyết định · decided on',
  decidedBy: 'Cấp quyết định · decided by',
  digest: 'Bản đã xem · digest',
  ceiling: 'Tỷ lệ tối đa · ceiling',
  recused: 'Tránh xét · recused',
  dueAt: 'Hạn · due',
  asks: 'Hỏi ai · asks',
  to: 'Trả về · to',
  outcome: 'Kết quả · outcome',
  residence: 'Nơi cư trú · residence',
  document: 'Tài liệu · document',
  paper: 'Giấy · paper',
  facts: 'Sự việc · facts',
  number: 'Số thứ tự · number',
  official: 'Chính thức · official',
  convenedOfficial: 'Chính thức được triệu tập · official, convened',
  presentOfficial: 'Chính thức có mặt · official, present',
  minutes: 'Biên bản · minutes',
  by: 'Bởi · by',
  base: 'Tính trên · base',
  tie: 'Ngang phiếu · tie',
  blank: 'để trống · blank',
  convened: 'triệu tập · convened',
  present: 'có mặt · present',
  issued: 'phát ra · issued',
  collected: 'thu về · collected',
  valid: 'hợp lệ · valid',
  invalid: 'không hợp lệ · invalid',
  unmet: 'Quy tắc nói khác · checks that spoke otherwise',
  justification: 'Giải trình · justification',
  answer: 'Trả lời · answer',
  writtenOn: 'đề ngày · written on',
  code: 'mã · code',
  ground: 'Lý do miễn · ground',
  excused: 'Có lý do · excused',
  organisation: 'Tổ chức · organisation',
  member: 'Đảng viên · member',
  cycle: 'Đợt · cycle',
  caseId: 'Hồ sơ · case',
};

/** A class in the words of its rulebook. */
export const nameOfClass = (name: string, words: ClassWords): Wording => words[name] ?? { vi: name, en: name };

/** What an event says, field by field; everything in it is escaped. */
export function detailRows(details: Readonly<Record<string, unknown>>, words: ClassWords): string {
  const rows = Object.entries(details)
    .filter(([, value]) => value !== null && value !== undefined && !isEmpty(value))
    .map(([field, value]) => `<dt>${escaped(LABELS[field] ?? field)}:</dt><dd>${valueText(field, value, words)}</dd>`);
  return rows.length === 0 ? '' : `<dl>${rows.join('')}</dl>`;
}

function valueText(field: string, value: unknown, words: ClassWords): string {
  if (Array.isArray(value)) return value.map((each) => valueText(field, each, words)).join('; ');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .filter(([, inner]) => inner !== null && !isEmpty(inner))
      .map(([name, inner]) => `${escaped(words[name]?.vi ?? LABELS[name] ?? name)} ${valueText(name, inner, words)}`)
      .join(', ');
  }
  const text = String(value);
  if (field === 'pass') return `${escaped(passWords(text).vi)} <code>${escaped(text)}</code>`;
  if (INSTANT.test(text)) return escaped(timeInVietnam(text));
  if (field === 'asks') return both(bodyWords(text));
  if (field === 'step' || field === 'to') return escaped(STEP_WORDS[text as keyof typeof STEP_WORDS]?.vi ?? text);
  if (typeof value === 'boolean') return value ? 'có · yes' : 'không · no';
  return escaped(words[text]?.vi ?? text);
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

/** As clocks in Vietnam show it. */
export function timeInVietnam(instant: string): string {
  const local = new Date(Date.parse(instant) + 7 * 3_600_000).toISOString();
  const [, year, month, day, clock] = /^(\d+)-(\d+)-(\d+)T([\d:]+)/.exec(local) ?? [];
  return `${day}/${month}/${year} ${clock} (+07)`;
}

/** Vietnamese first, English second. */
export const both = ({ vi, en }: Wording): string =>
  vi === en ? escaped(vi) : `${escaped(vi)} <span class="en" lang="en">${escaped(en)}</span>`;

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
