import type { DomainEvent, World } from '../../../libs/domain/handling/world.js';
import type { MemberReviewState } from '../../../libs/domain/member-review/evolve.js';
import { missingPapers } from '../../../libs/domain/organisation-review/evidence.js';
import type { CaseOpened } from '../../../libs/domain/procedure/events.js';
import type { Rulebook } from '../../../libs/domain/rulebook.js';
import type { VerifiedStream } from '../../../libs/store/as-of/verified-streams.js';
import type { StoredRow } from '../../../libs/store/audit/stored-events.js';
import { fold, initialOf } from '../../../libs/store/fold.js';
import { loadedOf, worldOf } from '../../../libs/store/loaded.js';
import { actorWords } from '../reading/actors.js';
import type { Entry } from './account.schema.js';
import { concerning, type Subject } from './concern.js';
import { rulesFor } from './rules.js';
import { EVENT_WORDS } from './words.js';

/** What an account is written from. */
export interface Sources {
  readonly subject: Subject & { readonly member: string };
  readonly opened: CaseOpened;
  readonly rulebook: Rulebook;
  readonly streams: readonly VerifiedStream[];
  readonly names: ReadonlyMap<string, string>;
}

/** Everything that was recorded about one member, in the order of recording, with what each meant and what was seen. */
export function entriesOf(sources: Sources): readonly Entry[] {
  const details = concerning(sources.subject);
  const past = new Map<string, Standing>();
  let standing: Standing = {
    version: 0,
    recordedAt: null,
    state: initialOf(sources.subject.memberStream) as MemberReviewState,
  };
  const entries: Entry[] = [];
  for (const row of inOrder(sources.streams)) {
    const event = eventOf(row);
    const before = standing.state;
    if (row.streamId === sources.subject.memberStream) {
      const state = fold(row.streamId, before, event, row.recorder) as MemberReviewState;
      standing = { version: row.version, recordedAt: row.recordedAt, state };
      past.set(row.hash.toString('hex'), standing);
    }
    const about = details(row.streamId, event);
    if (about === null) continue;
    entries.push({
      ...recorded(row, sources.names),
      details: { ...about },
      rules: rulesFor(event, sources.rulebook).map((rule) => ({ ...rule, source: { ...rule.source } })),
      correction: correctionOf(event, before),
      seen: event.type === 'ClassDecided' ? seen(sources, event.digest, past.get(event.digest)) : null,
    });
  }
  return entries;
}

interface Standing {
  readonly version: number;
  readonly recordedAt: string | null;
  readonly state: MemberReviewState;
}

function inOrder(streams: readonly VerifiedStream[]): readonly StoredRow[] {
  return streams
    .flatMap(({ events }) => [...events])
    .sort((a, b) => compare(a.recordedAt, b.recordedAt) || compare(a.commandId, b.commandId) || a.ordinal - b.ordinal);
}

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

// From the bytes that the hash covers, not from the column beside them.
function eventOf({ type, body, data }: StoredRow): DomainEvent {
  const payload = payloadOf(body.toString()) ?? payloadOf(`{"payload":${data}}`);
  return { type, ...payload } as DomainEvent;
}

function payloadOf(text: string): object | null {
  try {
    return (JSON.parse(text) as { readonly payload: object }).payload;
  } catch {
    // The chain says so on its own; what can still be read is shown.
    return null;
  }
}

function recorded(row: StoredRow, names: ReadonlyMap<string, string>) {
  const { type, occurredAt, recordedAt, actor, recorder, streamId, version, hash } = row;
  const who = (id: string) => ({ id, name: actorWords(id, names) });
  return {
    type,
    name: EVENT_WORDS[type] ?? { vi: type, en: type },
    happenedAt: occurredAt,
    recordedAt,
    by: who(actor),
    recordedBy: who(recorder),
    stream: streamId,
    version,
    hash: hash.toString('hex'),
  };
}

/** What stood before a correction and what stands after it. */
function correctionOf(event: DomainEvent, { selfAssessment, vote }: MemberReviewState): Entry['correction'] {
  const before =
    event.type === 'SelfAssessmentCorrected' ? selfAssessment : event.type === 'VotesCorrected' ? vote : null;
  if (before === null) return null;
  const after = event as Readonly<Record<string, unknown>>;
  return Object.entries(before)
    .filter(([field, value]) => field in after && JSON.stringify(value) !== JSON.stringify(after[field]))
    .map(([field, value]) => ({ field, before: value as unknown, after: after[field] }));
}

/** The line of the decision sheet at the version whose hash was sent back with the decision. */
function seen(sources: Sources, digest: string, standing: Standing | undefined): Entry['seen'] {
  if (standing === undefined) return { digest, version: null, recordedAt: null, line: null };
  const { version, recordedAt, state } = standing;
  const { selfAssessment, vote, proposed, advice, opinions } = state;
  const { subject, opened, rulebook } = sources;
  const line = {
    claimed: selfAssessment?.ownClass ?? null,
    voted: vote?.voted ?? null,
    votes: vote === null ? null : { ...vote.votes },
    proposed: proposed?.class ?? null,
    advice: advice?.class ?? null,
    opinions: { ...opinions },
    missing: [...missingPapers(worldWith(subject, state), rulebook, opened, subject.member, false)],
  };
  return { digest, version, recordedAt, line };
}

function worldWith({ caseId, memberStream: id }: Subject, state: MemberReviewState): World {
  const row = { id, caseId, version: 0, head: Buffer.of(), state };
  return worldOf(loadedOf({ cases: [], streams: [id], membersOf: [], below: null }, [], [row], null));
}
