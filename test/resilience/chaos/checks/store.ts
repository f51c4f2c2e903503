import { rebuild } from '../../../../libs/store/rebuild/rebuild.js';
import { verify } from '../../../../libs/store/audit/verify.js';
import type { Sight } from '../sight.js';
import { finding, type Finding } from './finding.js';

/** I3: versions without gaps, every chain whole, and all that is derived as it follows; while people go on. */
export async function checkChains({ machine }: Sight): Promise<Finding> {
  const verdict = await verify(machine.databases.owner);
  const words = {
    vi: 'mọi chuỗi liền phiên bản và mã băm, mọi dữ liệu suy ra đúng như đã ghi',
    en: 'all streams gapless and chained, all that derives from them as recorded',
  };
  const { events, streams, workItems, findings } = verdict;
  return finding(
    'I3',
    words,
    `${events} events, ${streams} streams, ${workItems} work items`,
    findings.map((one) => JSON.stringify(one)),
  );
}

const DERIVED = [
  'review_case',
  'stream',
  'work_item',
  'organisation',
  'organisation_parent',
  'person',
  'member',
  'membership',
  'post',
];

const TRIES = 5;

/** I4: rebuilt from nothing, read models hold the same rows. Nobody may act meanwhile; where a deadline came, once more. */
export async function checkRebuilt(sight: Sight): Promise<Finding> {
  for (let tries = 1; ; tries += 1) {
    const before = await fingerprints(sight);
    const { streams, workItems, changed } = await rebuild(sight.machine.databases.owner);
    const after = await fingerprints(sight);
    const moved = before.get('event') !== after.get('event');
    if (moved && changed === 0 && tries < TRIES) continue;
    const broken = DERIVED.filter((table) => before.get(table) !== after.get(table)).map((table) => `${table} differs`);
    return finding(
      'I4',
      { vi: 'dựng lại từ đầu ra đúng dữ liệu đang dùng', en: 'read models rebuilt from nothing are the live ones' },
      `${streams} streams, ${workItems} work items`,
      changed === 0 ? broken : [`${changed} rows were not as their events have them`, ...broken],
    );
  }
}

async function fingerprints({ query }: Sight): Promise<ReadonlyMap<string, string>> {
  const [{ events } = { events: '' }] = await query<{ events: string }>('SELECT count(*)::text AS events FROM event');
  const digests = new Map([['event', events]]);
  for (const table of DERIVED) {
    const [row] = await query<{ digest: string }>(
      `SELECT coalesce(md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))), '') AS digest FROM ${table} t`,
    );
    digests.set(table, row?.digest ?? '');
  }
  return digests;
}

/** I5: no class without what must have come before it, in its own stream, and nobody decided on himself. */
export async function checkPriors({ query }: Sight): Promise<Finding> {
  const rows = await query<{ decided: number; broken: string | null }>(PRIORS);
  return finding(
    'I5',
    {
      vi: 'không có quyết định xếp loại nào thiếu bước trước, không ai quyết định về mình',
      en: 'no class is decided without all that comes before it, nobody decides on himself',
    },
    `${rows[0]?.decided ?? 0} decisions on members`,
    rows.flatMap(({ broken }) => (broken === null ? [] : [broken])),
  );
}

// Read from the events alone, in words of its own: the deciders' evidence check must not be its own witness.
const PRIORS = `
  WITH decided AS (SELECT * FROM event WHERE type = 'ClassDecided' AND stream_id LIKE 'member-review/%'),
  seen AS (
    SELECT d.stream_id, d.version, d.subject_id, d.recorder, d.data ->> 'decidedBy' AS body, d.data ->> 'recused' AS recused,
      (SELECT e.data FROM event e WHERE e.stream_id = d.stream_id AND e.type = 'MemberReviewOpened') AS opened,
      (SELECT max(e.version) FROM event e WHERE e.stream_id = d.stream_id AND e.version < d.version
        AND e.type = 'SelfAssessmentSubmitted') AS assessed,
      (SELECT max(e.version) FROM event e WHERE e.stream_id = d.stream_id AND e.version < d.version
        AND e.type IN ('ResidenceCommentConfirmed', 'ResidenceCommentReceived', 'ResidenceCommentExempted', 'ResidenceCommentWaived')) AS residence,
      (SELECT max(e.version) FROM event e WHERE e.stream_id = d.stream_id AND e.version < d.version AND e.type = 'VotesCounted') AS voted,
      (SELECT max(e.version) FROM event e WHERE e.stream_id = d.stream_id AND e.version < d.version AND e.type = 'ClassProposed') AS proposed,
      (SELECT e.recorder FROM event e WHERE e.stream_id = d.stream_id AND e.version < d.version AND e.type = 'ClassProposed'
        ORDER BY e.version DESC LIMIT 1) AS proposer,
      (SELECT count(*) FROM decided o WHERE o.stream_id = d.stream_id) AS times
    FROM decided d
  ), judged AS (
    SELECT stream_id, concat_ws(', ',
      CASE WHEN assessed IS NULL THEN 'no self-assessment' END,
      CASE WHEN opened #>> '{residence,due}' = 'REQUIRED' AND residence IS NULL THEN 'no residence comment' END,
      CASE WHEN voted IS NULL OR voted < assessed THEN 'no vote after the self-assessment' END,
      CASE WHEN proposed IS NULL OR proposed < voted THEN 'no proposal after the vote' END,
      CASE WHEN recorder = subject_id AND recused IS DISTINCT FROM subject_id THEN 'decided by its subject' END,
      CASE WHEN recorder = proposer AND body <> opened ->> 'organisation' THEN 'decided by its proposer' END,
      CASE WHEN times > 1 THEN 'decided twice' END) AS faults
    FROM seen
  )
  SELECT (SELECT count(*)::int FROM decided) AS decided, b.broken
  FROM (SELECT 1) one LEFT JOIN (SELECT stream_id || ': ' || faults AS broken FROM judged WHERE faults <> '') b ON true`;

/** F12: whatever clocks say, nobody is reminded of a step or late in it before its time. */
export async function checkDeadlines({ query }: Sight): Promise<Finding> {
  const rows = await query<{ alarms: number; broken: string | null }>(ALARMS);
  return finding(
    'F12',
    { vi: 'không nhắc, không ghi quá hạn trước giờ', en: 'nobody is reminded or late before the time' },
    `${rows[0]?.alarms ?? 0} reminders and overdue steps`,
    rows.flatMap(({ broken }) => (broken === null ? [] : [broken])),
  );
}

const ALARMS = `
  WITH alarms AS (
    SELECT a.stream_id, a.version, a.recorded_at,
      (CASE a.type WHEN 'StepReminded' THEN o.data ->> 'remindAt' ELSE o.data ->> 'dueAt' END)::timestamptz AS due
    FROM event a JOIN event o ON o.stream_id = a.stream_id AND o.type = 'StepOpened'
      AND o.data ->> 'step' = a.data ->> 'step' AND o.data ->> 'pass' = a.data ->> 'pass'
    WHERE a.type IN ('StepReminded', 'StepOverdue', 'StepEscalated')
  )
  SELECT (SELECT count(*)::int FROM alarms) AS alarms, b.broken
  FROM (SELECT 1) one LEFT JOIN (
    SELECT stream_id || ' ' || version AS broken FROM alarms WHERE recorded_at < due
  ) b ON true`;
