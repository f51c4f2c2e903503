import type { Difference } from '../../../../libs/store/audit/difference.js';
import { WORDS as VERIFIER_WORDS, type Found } from '../../../../libs/verifier/verify.mjs';

export type FindingCode = Difference['code'] | RunCode;
/** What running workflows may have against the store. */
export type RunCode = 'RUN_MISSING' | 'RUN_FAILED' | 'RUN_OF_CLOSED_CASE' | 'RUN_WITHOUT_CASE' | 'RUN_AHEAD';

/** One thing that is not as it should be: a stable code and where. */
export interface Finding {
  readonly code: FindingCode;
  readonly [where: string]: string | number;
}

export interface Gathered {
  readonly all: Finding[];
  readonly found: Found;
  lines(): readonly string[];
}

/** Takes what the verifier finds. */
export function gathering(): Gathered {
  const all: Finding[] = [];
  return { all, found: (code, at) => void all.push({ ...at, code }), lines: () => findingLines(all) };
}

const SHOWN = 50;

/** Findings as a person reads them; all of them are in the JSON. */
export function findingLines(findings: readonly Finding[]): readonly string[] {
  const more = findings.length - SHOWN;
  const rest = more > 0 ? [`… và ${more} điều nữa: xem --json (and ${more} more)`] : [];
  return [...findings.slice(0, SHOWN).map(findingLine), ...rest];
}

function findingLine({ code, ...at }: Finding): string {
  const place = Object.entries(at).map(([name, value]) => `${name} ${value}`);
  return `✗ ${WORDS[code]} [${code}]: ${place.join(', ')}`;
}

const WORDS: Readonly<Record<FindingCode, string>> = {
  ...VERIFIER_WORDS,
  BODY_UNREADABLE: 'Không đọc được nội dung sự kiện (body unreadable)',
  COLUMN_DIFFERS: 'Cột khác nội dung đã băm (a column differs from the hashed body)',
  COMMAND_MISSING: 'Sự kiện không có lệnh (an event without its command)',
  EVENTS_MISSING: 'Lệnh không có đủ sự kiện của nó (a command without all of its events)',
  HEAD_DIFFERS: 'Đầu chuỗi khác sự kiện cuối (stored head differs from the last event)',
  STATE_DIFFERS: 'Trạng thái khác các sự kiện (stored state differs from its events)',
  STREAM_WITHOUT_EVENTS: 'Trạng thái không có sự kiện (a state without events)',
  CASE_DIFFERS: 'Hồ sơ khác các sự kiện (a case differs from its events)',
  STEP_OPEN_IN_CLOSED_CASE: 'Hồ sơ đã đóng còn bước mở (a closed case has an open step)',
  WORK_ITEM_DIFFERS: 'Việc cần làm khác các bước mở (a work item differs from the open steps)',
  REGISTRY_DIFFERS: 'Danh bạ khác các sự kiện (the registry differs from its events)',
  CHECKPOINT_MISSING: 'Mất mốc kiểm chứng trong cơ sở dữ liệu (the database lacks a checkpoint)',
  RUN_MISSING: 'Hồ sơ đang mở không có quy trình chạy (an open case without a running workflow)',
  RUN_FAILED: 'Quy trình của hồ sơ đang mở đã dừng lỗi (the workflow of an open case has failed)',
  RUN_OF_CLOSED_CASE: 'Quy trình còn chạy cho hồ sơ đã đóng (a workflow runs for a closed case)',
  RUN_WITHOUT_CASE: 'Quy trình không có hồ sơ (a workflow without a case)',
  RUN_AHEAD: 'Quy trình đã thấy nhiều hơn cơ sở dữ liệu có (a workflow has seen more than the database has)',
};
