import type { Part } from './machine.js';

export interface FaultKind {
  /** Numbers of the fault list in docs/explanation/reliability.md. */
  readonly list: string;
  readonly vi: string;
  readonly en: string;
  /** How it is done, for the page. */
  readonly how: string;
  readonly hypothesis: { readonly vi: string; readonly en: string };
  /** Parts whose process must be the same afterwards. */
  readonly survive: readonly Part[];
  /** True where people must not notice: every command is answered. */
  readonly unnoticed: boolean;
  /** Everything answers again within so many seconds of the end of the fault. */
  readonly within: number;
  /** About how long it takes with its recovery, for the plan. */
  readonly seconds: number;
  /** At most so often in one run. */
  readonly most?: number;
}

const DOWN = 'Temporal hoặc bộ xử lý vắng mặt thì người vẫn làm được việc đang mở; bước sau mở muộn hơn';
const DOWN_EN = 'without Temporal or workers open steps go on; next steps open later';
const AWAY = 'lệnh gặp lúc mất cơ sở dữ liệu được trả lời 503, gửi lại cùng mã thì làm đúng một lần';
const AWAY_EN = 'a command that meets no database is answered 503; sent again under its id it is done once';

/** What is done to the system, and what must hold: written down before it is tried. */
export const FAULT_KINDS = {
  WORKER_KILLED: {
    list: 'F1, F25',
    vi: 'SIGKILL bộ xử lý',
    en: 'SIGKILL of the worker',
    how: 'kill -9; the supervisor starts it again, as after each kill below',
    hypothesis: { vi: DOWN, en: DOWN_EN },
    survive: ['api', 'temporal', 'postgres'],
    unnoticed: true,
    within: 60,
    seconds: 15,
  },
  WORKER_FROZEN: {
    list: 'F2',
    vi: 'SIGSTOP bộ xử lý',
    en: 'SIGSTOP of the worker',
    how: 'kill -STOP for 65 s (12 s in runs of five minutes and less), then kill -CONT',
    hypothesis: {
      vi: 'việc giao cho bộ xử lý bị đông cứng làm lại sau, không việc gì ghi hai lần; khóa nó giữ được nhả sau 10 s',
      en: 'what was handed to the frozen worker is done later, nothing is recorded twice; a lock that it holds is broken after 10 s',
    },
    survive: ['api', 'temporal', 'postgres', 'worker'],
    unnoticed: false,
    within: 60,
    seconds: 78,
    most: 2,
  },
  WORKER_RESTARTED: {
    list: 'F3',
    vi: 'SIGTERM bộ xử lý',
    en: 'SIGTERM of the worker',
    how: 'SIGTERM under load',
    hypothesis: { vi: `${DOWN}, không đáng kể`, en: `${DOWN_EN}, hardly` },
    survive: ['api', 'temporal', 'postgres'],
    unnoticed: true,
    within: 45,
    seconds: 7,
  },
  ROLLING_RESTART: {
    list: 'F3',
    vi: 'SIGTERM bộ xử lý rồi API',
    en: 'SIGTERM of worker, then API',
    how: 'SIGTERM of the worker and, once it has ended, of the API, under load',
    hypothesis: {
      vi: 'yêu cầu đang xử lý được trả lời xong rồi API mới dừng',
      en: 'requests under way are answered before the API stops',
    },
    survive: ['temporal', 'postgres'],
    unnoticed: false,
    within: 45,
    seconds: 10,
  },
  API_KILLED: {
    list: 'F9',
    vi: 'SIGKILL API giữa lúc đang trả lời',
    en: 'SIGKILL of the API amid requests',
    how: 'kill -9 while people send commands',
    hypothesis: {
      vi: 'câu trả lời mất đi thì gửi lại cùng mã, nhận đúng một kết quả',
      en: 'a lost answer is asked for again under the same id and there is one result',
    },
    survive: ['temporal', 'postgres', 'worker'],
    unnoticed: false,
    within: 30,
    seconds: 5,
  },
  TEMPORAL_KILLED: {
    list: 'F4',
    vi: 'SIGKILL Temporal',
    en: 'SIGKILL of Temporal',
    how: 'kill -9; its file stays',
    hypothesis: { vi: DOWN, en: DOWN_EN },
    survive: ['api', 'postgres'],
    unnoticed: true,
    within: 60,
    seconds: 10,
  },
  TEMPORAL_AND_API_KILLED: {
    list: 'F5',
    vi: 'SIGKILL Temporal và API cùng lúc',
    en: 'SIGKILL of Temporal and API at once',
    how: 'kill -9 of both',
    hypothesis: {
      vi: 'lệnh chưa ai nhận thì gửi lại cùng mã, làm đúng một lần',
      en: 'a command that nobody took is sent again under its id and done once',
    },
    survive: ['postgres'],
    unnoticed: false,
    within: 60,
    seconds: 12,
  },
  POSTGRES_KILLED: {
    list: 'F6',
    vi: 'SIGKILL PostgreSQL',
    en: 'SIGKILL of PostgreSQL',
    how: 'kill -9 of the postmaster; crash recovery at its start',
    hypothesis: { vi: AWAY, en: AWAY_EN },
    survive: ['api', 'temporal', 'worker'],
    unnoticed: false,
    within: 45,
    seconds: 8,
  },
  POSTGRES_RESTARTED: {
    list: 'F6',
    vi: 'khởi động lại PostgreSQL',
    en: 'restart of PostgreSQL',
    how: 'SIGINT (fast shutdown), started again',
    hypothesis: { vi: AWAY, en: AWAY_EN },
    survive: ['api', 'temporal', 'worker'],
    unnoticed: false,
    within: 45,
    seconds: 8,
  },
  EVERYTHING_KILLED: {
    list: 'F1, F4, F6, F9',
    vi: 'SIGKILL tất cả cùng lúc',
    en: 'SIGKILL of everything at once',
    how: 'kill -9 of API, worker, Temporal and PostgreSQL',
    hypothesis: {
      vi: 'mọi thứ đã báo nhận đều còn khi chạy lại',
      en: 'whatever was acknowledged is there when all runs again',
    },
    survive: [],
    unnoticed: false,
    within: 90,
    seconds: 18,
  },
  DISK_FULL: {
    list: 'F7',
    vi: 'đầy đĩa dữ liệu PostgreSQL',
    en: 'disk of PostgreSQL’s tables full',
    how: 'the tables lie on a small tmpfs, which is filled to the last block for 4–12 s',
    hypothesis: {
      vi: 'ghi bị trả lời 503, đọc vẫn được, không tiến trình nào chết',
      en: 'writes are answered 503, reads are served, no process dies',
    },
    survive: ['api', 'temporal', 'postgres', 'worker'],
    unnoticed: false,
    within: 60,
    seconds: 15,
  },
  TEMPORAL_CUT: {
    list: 'F10',
    vi: 'cắt mạng tới Temporal',
    en: 'network to Temporal cut',
    how: 'a proxy between both programs and Temporal passes nothing for 4–12 s and tells nobody',
    hypothesis: { vi: DOWN, en: DOWN_EN },
    survive: ['api', 'temporal', 'postgres'],
    unnoticed: true,
    within: 90,
    seconds: 26,
  },
  POSTGRES_CUT: {
    list: 'F10',
    vi: 'cắt mạng tới PostgreSQL',
    en: 'network to PostgreSQL cut',
    how: 'the same between both programs and PostgreSQL',
    hypothesis: { vi: AWAY, en: AWAY_EN },
    survive: ['api', 'temporal', 'postgres', 'worker'],
    unnoticed: false,
    within: 60,
    seconds: 20,
  },
  TEMPORAL_SLOW: {
    list: 'F11',
    vi: 'mạng tới Temporal chậm',
    en: 'network to Temporal slow',
    how: 'the proxy holds each piece for 150 ms',
    hypothesis: { vi: DOWN, en: DOWN_EN },
    survive: ['api', 'temporal', 'postgres', 'worker'],
    unnoticed: true,
    within: 60,
    seconds: 14,
  },
  POSTGRES_SLOW: {
    list: 'F11',
    vi: 'mạng tới PostgreSQL chậm',
    en: 'network to PostgreSQL slow',
    how: 'the proxy holds each piece for 60 ms',
    hypothesis: { vi: 'mọi việc chậm lại, không việc nào sai', en: 'all is slower, nothing is wrong' },
    survive: ['api', 'temporal', 'postgres', 'worker'],
    unnoticed: false,
    within: 45,
    seconds: 14,
  },
  CONNECTIONS_RESET: {
    list: 'F11',
    vi: 'đứt (RST) mọi kết nối đang mở',
    en: 'all open connections reset',
    how: 'the proxies reset every connection to PostgreSQL and Temporal',
    hypothesis: { vi: AWAY, en: AWAY_EN },
    survive: ['api', 'temporal', 'postgres', 'worker'],
    unnoticed: false,
    within: 60,
    seconds: 8,
  },
  CLOCK_AHEAD: {
    list: 'F12',
    vi: 'đồng hồ API và bộ xử lý nhanh ba ngày',
    en: 'clocks of API and worker three days ahead',
    how: 'both are started anew under libfaketime, and later without it',
    hypothesis: {
      vi: 'thời điểm ghi là giờ của cơ sở dữ liệu, hạn là giờ của Temporal',
      en: 'the instant of recording is the database’s, deadlines are Temporal’s',
    },
    survive: ['temporal', 'postgres'],
    unnoticed: false,
    within: 60,
    seconds: 20,
  },
  CLOCK_BEHIND: {
    list: 'F12',
    vi: 'đồng hồ API và bộ xử lý chậm một giờ',
    en: 'clocks of API and worker an hour behind',
    how: 'both are started anew under libfaketime, and later without it',
    hypothesis: {
      vi: 'thời điểm ghi là giờ của cơ sở dữ liệu, hạn là giờ của Temporal',
      en: 'the instant of recording is the database’s, deadlines are Temporal’s',
    },
    survive: ['temporal', 'postgres'],
    unnoticed: false,
    within: 60,
    seconds: 20,
  },
  TEMPORAL_EMPTIED: {
    list: 'F20',
    vi: 'Temporal mất hết dữ liệu',
    en: 'Temporal lost completely',
    how: 'kill -9, its file is removed, started empty',
    hypothesis: {
      vi: 'mỗi hồ sơ đang mở có lại đúng một quy trình, đi tiếp từ chỗ đã ghi',
      en: 'each open case has its one workflow again, going on from what is recorded',
    },
    survive: ['api', 'postgres'],
    unnoticed: true,
    within: 90,
    seconds: 12,
  },
  TEMPORAL_RESTORED: {
    list: 'F18',
    vi: 'Temporal khôi phục từ bản cũ hơn, bộ xử lý khởi động lại',
    en: 'Temporal restored from an older copy, workers restarted',
    how: 'kill -9, its file set back to a copy 9–17 s older; then SIGTERM of the worker',
    hypothesis: {
      vi: 'quy trình cũ nhìn lại hồ sơ rồi đi tiếp, không bước nào mở hay đóng hai lần',
      en: 'older runs look and go on, no step opens or closes twice',
    },
    survive: ['api', 'postgres'],
    unnoticed: true,
    within: 90,
    seconds: 25,
  },
  POSTGRES_RESTORED: {
    list: 'F19, F28',
    vi: 'PostgreSQL khôi phục từ bản sao cũ hơn',
    en: 'PostgreSQL restored from an older base backup',
    how: 'a base backup (pg_backup_start, copy, pg_backup_stop) is taken under load; 10–18 s later kill -9, files set back, started; SIGTERM of the worker; `/health/ready` is read, then `kiemdiem resume`',
    hypothesis: {
      vi: 'mọi thứ đến lúc sao lưu còn nguyên; quy trình đã thấy bản mới hơn thì báo và dừng; người vận hành được cho biết dữ liệu đủ đến lúc nào',
      en: 'all up to the backup is there; workflows that saw more say so and stop; the operator is told the moment up to which everything is there',
    },
    survive: ['api', 'temporal'],
    unnoticed: false,
    within: 90,
    seconds: 36,
    most: 2,
  },
} as const satisfies Readonly<Record<string, FaultKind>>;

export type FaultName = keyof typeof FAULT_KINDS;
export const FAULT_NAMES = Object.keys(FAULT_KINDS) as readonly FaultName[];
export const kindOf = (name: FaultName): FaultKind => FAULT_KINDS[name];
