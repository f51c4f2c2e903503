import type { FaultName } from './fault-kinds.js';

interface Words {
  readonly vi: string;
  readonly en: string;
}

export interface FaultWords extends Words {
  /** How it is done, where the name does not say it: for the page. */
  readonly how?: string;
  /** What must hold: written down before it is tried. */
  readonly hypothesis: Words;
}

const OPEN_STEPS_GO_ON: Words = {
  vi: 'Temporal hoặc bộ xử lý vắng mặt thì người vẫn làm được việc đang mở; bước sau mở muộn hơn',
  en: 'without Temporal or workers open steps go on; next steps open later',
};
const DONE_ONCE_WHEN_SENT_AGAIN: Words = {
  vi: 'lệnh gặp lúc mất cơ sở dữ liệu được trả lời 503, gửi lại cùng mã thì làm đúng một lần',
  en: 'a command that meets no database is answered 503; sent again under its id it is done once',
};
const CLOCKS_OF_SERVERS: Pick<FaultWords, 'how' | 'hypothesis'> = {
  how: 'both are started anew under libfaketime, and later without it',
  hypothesis: {
    vi: 'thời điểm ghi là giờ của cơ sở dữ liệu, hạn là giờ của Temporal',
    en: 'the instant of recording is the database’s, deadlines are Temporal’s',
  },
};

/** Each kind of fault with its hypothesis, as it is printed and as it stands on the page. */
export const FAULT_WORDS: Readonly<Record<FaultName, FaultWords>> = {
  WORKER_KILLED: {
    vi: 'SIGKILL bộ xử lý',
    en: 'SIGKILL of the worker',
    hypothesis: OPEN_STEPS_GO_ON,
  },
  WORKER_FROZEN: {
    vi: 'SIGSTOP bộ xử lý',
    en: 'SIGSTOP of the worker',
    how: 'for 65 s (12 s in runs of five minutes and less), then SIGCONT',
    hypothesis: {
      vi: 'việc giao cho bộ xử lý bị đông cứng làm lại sau, không việc gì ghi hai lần; khóa nó giữ được nhả sau 10 s',
      en: 'what was handed to the frozen worker is done later, nothing is recorded twice; a lock that it holds is broken after 10 s',
    },
  },
  WORKER_RESTARTED: {
    vi: 'SIGTERM bộ xử lý',
    en: 'SIGTERM of the worker',
    hypothesis: OPEN_STEPS_GO_ON,
  },
  ROLLING_RESTART: {
    vi: 'SIGTERM bộ xử lý rồi API',
    en: 'SIGTERM of worker, then API',
    how: 'of the API once the worker has ended',
    hypothesis: {
      vi: 'yêu cầu đang xử lý được trả lời xong rồi API mới dừng',
      en: 'requests under way are answered before the API stops',
    },
  },
  API_KILLED: {
    vi: 'SIGKILL API giữa lúc đang trả lời',
    en: 'SIGKILL of the API amid requests',
    hypothesis: {
      vi: 'câu trả lời mất đi thì gửi lại cùng mã, nhận đúng một kết quả',
      en: 'a lost answer is asked for again under the same id and there is one result',
    },
  },
  TEMPORAL_KILLED: {
    vi: 'SIGKILL Temporal',
    en: 'SIGKILL of Temporal',
    how: 'its file stays',
    hypothesis: OPEN_STEPS_GO_ON,
  },
  TEMPORAL_AND_API_KILLED: {
    vi: 'SIGKILL Temporal và API cùng lúc',
    en: 'SIGKILL of Temporal and API at once',
    hypothesis: {
      vi: 'lệnh chưa ai nhận thì gửi lại cùng mã, làm đúng một lần',
      en: 'a command that nobody took is sent again under its id and done once',
    },
  },
  POSTGRES_KILLED: {
    vi: 'SIGKILL PostgreSQL',
    en: 'SIGKILL of PostgreSQL',
    how: 'of the postmaster; crash recovery at its start',
    hypothesis: DONE_ONCE_WHEN_SENT_AGAIN,
  },
  POSTGRES_RESTARTED: {
    vi: 'khởi động lại PostgreSQL',
    en: 'restart of PostgreSQL',
    how: 'SIGINT (fast shutdown), started again',
    hypothesis: DONE_ONCE_WHEN_SENT_AGAIN,
  },
  EVERYTHING_KILLED: {
    vi: 'SIGKILL tất cả cùng lúc',
    en: 'SIGKILL of everything at once',
    how: 'of API, worker, Temporal and PostgreSQL',
    hypothesis: {
      vi: 'mọi thứ đã báo nhận đều còn khi chạy lại',
      en: 'whatever was acknowledged is there when all runs again',
    },
  },
  DISK_FULL: {
    vi: 'đầy đĩa dữ liệu PostgreSQL',
    en: 'disk of PostgreSQL’s tables full',
    how: 'the tables lie on a small tmpfs, which is filled to the last block for 4–12 s',
    hypothesis: {
      vi: 'ghi bị trả lời 503, đọc vẫn được, không tiến trình nào chết',
      en: 'writes are answered 503, reads are served, no process dies',
    },
  },
  TEMPORAL_CUT: {
    vi: 'cắt mạng tới Temporal',
    en: 'network to Temporal cut',
    how: 'a proxy between both programs and Temporal passes nothing for 4–12 s and tells nobody',
    hypothesis: OPEN_STEPS_GO_ON,
  },
  POSTGRES_CUT: {
    vi: 'cắt mạng tới PostgreSQL',
    en: 'network to PostgreSQL cut',
    how: 'the same between both programs and PostgreSQL',
    hypothesis: DONE_ONCE_WHEN_SENT_AGAIN,
  },
  TEMPORAL_SLOW: {
    vi: 'mạng tới Temporal chậm',
    en: 'network to Temporal slow',
    how: 'the proxy holds each piece for 150 ms',
    hypothesis: OPEN_STEPS_GO_ON,
  },
  POSTGRES_SLOW: {
    vi: 'mạng tới PostgreSQL chậm',
    en: 'network to PostgreSQL slow',
    how: 'the proxy holds each piece for 60 ms',
    hypothesis: { vi: 'mọi việc chậm lại, không việc nào sai', en: 'all is slower, nothing is wrong' },
  },
  CONNECTIONS_RESET: {
    vi: 'đứt (RST) mọi kết nối đang mở',
    en: 'all open connections reset',
    how: 'by the proxies, to PostgreSQL and Temporal',
    hypothesis: DONE_ONCE_WHEN_SENT_AGAIN,
  },
  CLOCK_AHEAD: {
    vi: 'đồng hồ API và bộ xử lý nhanh ba ngày',
    en: 'clocks of API and worker three days ahead',
    ...CLOCKS_OF_SERVERS,
  },
  CLOCK_BEHIND: {
    vi: 'đồng hồ API và bộ xử lý chậm một giờ',
    en: 'clocks of API and worker an hour behind',
    ...CLOCKS_OF_SERVERS,
  },
  TEMPORAL_EMPTIED: {
    vi: 'Temporal mất hết dữ liệu',
    en: 'Temporal lost completely',
    how: 'SIGKILL, its file is removed, started empty',
    hypothesis: {
      vi: 'mỗi hồ sơ đang mở có lại đúng một quy trình, đi tiếp từ chỗ đã ghi',
      en: 'each open case has its one workflow again, going on from what is recorded',
    },
  },
  TEMPORAL_RESTORED: {
    vi: 'Temporal khôi phục từ bản cũ hơn, bộ xử lý khởi động lại',
    en: 'Temporal restored from an older copy, workers restarted',
    how: 'SIGKILL, its file set back to a copy 9–17 s older; then SIGTERM of the worker',
    hypothesis: {
      vi: 'quy trình cũ nhìn lại hồ sơ rồi đi tiếp, không bước nào mở hay đóng hai lần',
      en: 'older runs look and go on, no step opens or closes twice',
    },
  },
  POSTGRES_RESTORED: {
    vi: 'PostgreSQL khôi phục từ bản sao cũ hơn',
    en: 'PostgreSQL restored from an older base backup',
    how: 'a base backup (pg_backup_start, copy, pg_backup_stop) is taken under load; 10–18 s later SIGKILL, files set back, started; SIGTERM of the worker; `/health/ready` is read, then `kiemdiem resume`',
    hypothesis: {
      vi: 'mọi thứ đến lúc sao lưu còn nguyên; quy trình đã thấy bản mới hơn thì báo và dừng; người vận hành được cho biết dữ liệu đủ đến lúc nào',
      en: 'all up to the backup is there; workflows that saw more say so and stop; the operator is told the moment up to which everything is there',
    },
  },
};
