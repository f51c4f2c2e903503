import { escaped } from '../http/escaped.js';
import type { Health } from '../health/health.schema.js';

export interface HomeState {
  readonly health: Health;
  readonly temporalUi: string | null;
}

const STATES: Readonly<Record<Health['database'] | Health['temporal'] | Health['schema'], string>> = {
  UP: 'đang chạy · up',
  AWAY: 'không trả lời · away',
  NOT_CONFIGURED: 'chưa cấu hình · not configured',
  CURRENT: 'đúng phiên bản · current',
  OLDER: 'cũ hơn chương trình · older than the program',
  NEWER: 'mới hơn chương trình · newer than the program',
  UNKNOWN: 'chưa rõ · unknown',
};

/** The plain page at `/`: the parts, where to look, what to do first. Vietnamese first, English second. */
export function homePage({ health, temporalUi }: HomeState): string {
  const interfaceLink =
    temporalUi === null
      ? ''
      : `<li><a href="${escaped(temporalUi)}">Temporal</a>: từng quy trình đang chạy · every procedure under way</li>`;
  return `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Kiểm điểm</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #1b1b1b; background: #fff }
h1 { font-size: 1.6rem } h2 { font-size: 1.15rem; margin-top: 2rem } small, .en { color: #555 } code { background: #f2f2f2; padding: .1rem .3rem }
table { border-collapse: collapse } th { text-align: left; font-weight: normal; padding-right: 2rem } a { color: #8b0000 }
</style>
</head>
<body>
<main>
<h1>Kiểm điểm</h1>
<p>Kiểm điểm, đánh giá, xếp loại chất lượng tổ chức đảng, đảng viên hằng năm.<br><span class="en" lang="en">The yearly review of Party organisations and members.</span></p>
<h2>Tình trạng <small lang="en">State</small></h2>
<table>
<tr><th scope="row">API</th><td>${STATES.UP}</td></tr>
<tr><th scope="row">PostgreSQL</th><td>${STATES[health.database]}</td></tr>
<tr><th scope="row">Lược đồ <small lang="en">schema</small></th><td>${STATES[health.schema]}</td></tr>
<tr><th scope="row">Temporal</th><td>${STATES[health.temporal]}</td></tr>
</table>
<h2>Xem ở đâu <small lang="en">Where to look</small></h2>
<ul>
<li><a href="/docs">/docs</a>: tài liệu và thử API · read and try the API (<a href="/openapi.json">openapi.json</a>)</li>
${interfaceLink}
<li><a href="/health/ready">/health/ready</a>: tình trạng cho máy đọc · the state, for machines</li>
</ul>
<h2>Làm gì trước <small lang="en">What to do first</small></h2>
<ol>
<li>Lập quản trị viên đầu tiên bằng mã một lần in ra khi khởi động: <code>POST /api/v1/setup</code><br><span class="en" lang="en">Become the first administrator with the one-time token printed at the start.</span></li>
<li>Nhập tổ chức, đảng viên, chức vụ, giới thiệu nơi cư trú: <code>POST /api/v1/imports</code> (thử trước với <code>?dryRun=true</code>)<br><span class="en" lang="en">Import organisations, members, posts and introductions; try it first.</span></li>
<li>Cấp mã truy cập cho từng người: <code>POST /api/v1/tokens</code><br><span class="en" lang="en">Give each person a token.</span></li>
<li>Bí thư hoặc ban tổ chức lập và mở đợt kiểm điểm: <code>POST /api/v1/cycles</code>, <code>POST /api/v1/cycles/{cycle}/open</code><br><span class="en" lang="en">The secretary or the Organisation Board creates and opens a cycle.</span></li>
<li>Mỗi người xem việc cần làm của mình: <code>GET /api/v1/work-items</code><br><span class="en" lang="en">Everyone sees what he is asked to do.</span></li>
</ol>
</main>
</body>
</html>
`;
}
