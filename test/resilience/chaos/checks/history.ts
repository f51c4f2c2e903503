import type { Journal, Sent } from '../journal.js';
import type { Sight } from '../sight.js';
import type { WrongActs } from '../wrong-acts.js';
import { finding, type Finding } from './finding.js';

/** Time in which what was acknowledged may have been lost: the store is older than that. */
export interface Lost {
  readonly from: number;
  readonly to: number;
}

interface Recorded {
  readonly id: string;
  readonly events: number;
  readonly told: number;
}

/** I1, I2, I8: the store against what people were told. */
export async function checkHistory(
  { query }: Sight,
  journal: Journal,
  wrongs: WrongActs,
  lost: readonly Lost[],
): Promise<readonly Finding[]> {
  const all = journal.sent();
  const sent = all.filter(({ first }) => IS_COMMAND(first.path));
  const rows = await query<Recorded>(
    `WITH counted AS (SELECT command_id, count(*)::int AS events FROM event GROUP BY command_id)
     SELECT c.id, coalesce(e.events, 0) AS events, (c.answer ->> 'events')::int AS told
     FROM command c LEFT JOIN counted e ON e.command_id = c.id
     WHERE c.actor <> 'procedure' AND (c.answer ->> 'outcome' = 'ACCEPTED' OR e.events > 0)`,
  );
  const recorded = new Map(rows.map((row) => [row.id, row]));
  const known = new Map(all.map((one) => [one.key, one]));
  return [
    acknowledged(sent, recorded, lost),
    nothingElse([...recorded.keys()], known, wrongs),
    settled(sent),
    answers(journal, wrongs),
  ];
}

// Documents and tokens are kept, not recorded as commands.
const IS_COMMAND = (path: string): boolean => /^\/api\/v1\/cycles(\/|$)/.test(path);

function acknowledged(sent: readonly Sent[], recorded: ReadonlyMap<string, Recorded>, lost: readonly Lost[]): Finding {
  const mayBeLost = ({ acknowledgedAt, first }: Sent): boolean =>
    acknowledgedAt !== null && lost.some(({ from, to }) => acknowledgedAt >= from && first.sentAt <= to);
  const ok = sent.filter(({ outcome }) => outcome === 'ok');
  const exempt = ok.filter(mayBeLost);
  const broken = ok.flatMap((one) => {
    const row = recorded.get(one.key);
    if (row === undefined) return mayBeLost(one) ? [] : [`${one.key} ${one.first.path} is not recorded`];
    return row.events === row.told ? [] : [`${one.key}: ${row.events} events instead of ${row.told}`];
  });
  const gone = exempt.filter(({ key }) => !recorded.has(key)).length;
  return finding(
    'I1',
    {
      vi: 'mỗi lệnh đã báo nhận được ghi đúng một lần',
      en: 'every acknowledged command is recorded exactly once',
    },
    `${ok.length} acknowledged${gone === 0 ? '' : `, ${gone} of them after a backup that was restored`}`,
    broken,
  );
}

function nothingElse(ids: readonly string[], known: ReadonlyMap<string, Sent>, wrongs: WrongActs): Finding {
  const broken = ids.flatMap((id) => {
    const one = known.get(id);
    if (one === undefined) return [`${id} was sent by nobody`];
    return one.outcome === 'refused' || wrongs.mustBeRefused.has(id) ? [`${id} ${one.first.path} was refused`] : [];
  });
  return finding(
    'I2',
    {
      vi: 'không ghi gì mà không ai gửi hoặc đã bị từ chối',
      en: 'nothing is recorded that nobody sent or that was refused',
    },
    `${ids.length} recorded commands of people`,
    broken,
  );
}

function settled(sent: readonly Sent[]): Finding {
  const open = sent
    .filter(({ outcome }) => outcome === 'unknown')
    .map(({ key, first }) => `${key} ${first.path} is not settled`);
  const contradicted = sent
    .filter(({ contradictions }) => contradictions > 0)
    .map(({ key, first }) => `${key} ${first.path} was answered in different ways`);
  return finding(
    'I8',
    {
      vi: 'lệnh không rõ kết quả ngã ngũ khi gửi lại cùng mã, câu trả lời như nhau',
      en: 'commands of unknown outcome settle when sent again under their id; answers agree',
    },
    `${sent.length} commands`,
    [...open, ...contradicted],
  );
}

function answers({ attempts }: Journal, { violations, counts }: WrongActs): Finding {
  const bugs = attempts.filter(({ status }) => status === 500).map(({ path, key }) => `500 on ${path} (${key})`);
  const acts = [...counts].map(([act, count]) => `${act} ${count}`).join(', ');
  return finding(
    'F13, F14, F15',
    {
      vi: 'việc làm sai bị từ chối, gửi ba lần chỉ ghi một lần, không có lỗi 500',
      en: 'wrong acts are refused, what is sent three times is recorded once, nothing is answered 500',
    },
    `${attempts.length} requests; ${acts}`,
    [...violations, ...bugs],
  );
}
