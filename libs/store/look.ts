import { packView, viewOf } from '../domain/handling/handle.js';
import { collectiveStream, cycleStream, organisationStream, procedureStream } from '../domain/ids.js';
import type { Look } from '../domain/ports.js';
import { caseParts } from './case-id.js';
import { UnknownCase } from './errors.js';
import type { StreamRow } from './stream-row.js';
import { loadedOf, worldOf } from './loaded.js';
import { read, write } from './read.js';
import { withKnown } from './state-cache.js';
import type { Store } from './store.js';

interface LookedRow extends StreamRow {
  readonly caseVersion: number;
  /** Nobody has looked for a while, as far as is noted. */
  readonly stale: boolean;
}

// One statement is one snapshot: version and states belong together without a transaction.
const LOOK = {
  name: 'look',
  text: `SELECT c.version AS "caseVersion", s.id, s.case_id AS "caseId", s.version, s.head,
           CASE WHEN s.head <> ALL ($3::bytea[]) THEN s.state END AS state,
           coalesce(l.looked_at, '-infinity') < clock_timestamp() - interval '10 seconds' AS stale
         FROM review_case c LEFT JOIN case_look l ON l.case_id = c.id
           JOIN stream s ON s.case_id = c.id OR s.id = $2 WHERE c.id = $1`,
};

// The sweeper asks for minutes; noting every look would cost a write each.
const NOTED = {
  name: 'looked',
  text: `INSERT INTO case_look (case_id, looked_at) SELECT id, clock_timestamp() FROM review_case WHERE id = $1
         ON CONFLICT (case_id) DO UPDATE SET looked_at = excluded.looked_at`,
};

/** What the workflow of a case sees of it now, packed, with the version it was seen at. For the worker's account. */
export async function look(store: Pick<Store, 'pool' | 'states'>, caseId: string): Promise<Look> {
  const { cycle, organisation } = caseParts(caseId);
  const streams = [
    cycleStream,
    ...[organisationStream, collectiveStream].map((of) => (id: string) => of(id, organisation ?? '')),
  ];
  const needs = { cases: [caseId], streams: streams.map((of) => of(cycle ?? '')), membersOf: [caseId], below: null };
  const known = store.states.known(needs);
  const heads = [...known.values()].map(({ head }) => head);
  const sent = await read<LookedRow>(store, { ...LOOK, values: [caseId, cycleStream(cycle ?? ''), heads] });
  const [first] = sent;
  if (first === undefined || !sent.some(({ id }) => id === procedureStream(caseId))) throw new UnknownCase(caseId);
  if (first.stale) await write(store, { ...NOTED, values: [caseId] });
  const rows = withKnown(sent, known);
  store.states.keep(rows);
  const world = worldOf(loadedOf({ ...needs, streams: rows.map(({ id }) => id) }, [], rows, null));
  return { version: first.caseVersion, view: packView(viewOf(caseId, world)) };
}
