import type { PostRole } from '../../../libs/domain/people.js';

/** How a caller stands to what a path names; a caller may stand in several ways at once. */
export interface Standing {
  /** Roles of the posts that he holds in the organisation itself. */
  readonly own: readonly PostRole[];
  /** Roles of the posts that he holds in organisations above it. */
  readonly above: readonly PostRole[];
  /** Roles of the posts that he holds in organisations beneath the root of the cycle. */
  readonly below: readonly PostRole[];
  /** Roles of the posts that he holds where members of the organisation (or the one member) live. */
  readonly residence: readonly PostRole[];
  /** He is active in the organisation, or anywhere in the cycle. */
  readonly belongs: boolean;
  /** He is the member named. */
  readonly self: boolean;
  readonly administrator: boolean;
}

/** Who may use a route. Whoever stands outside of all of it is answered as if nothing were there. */
export interface Rule {
  /** What the path names: INSTALLATION nothing, CYCLE a year seen from below or above its root. */
  readonly on: 'ANYONE' | 'INSTALLATION' | 'CYCLE' | 'ORGANISATION' | 'MEMBER';
  readonly own?: readonly PostRole[];
  readonly above?: readonly PostRole[];
  readonly below?: readonly PostRole[];
  readonly residence?: readonly PostRole[];
  readonly belongs?: true;
  readonly self?: true;
  readonly administrator?: true;
}

const CHAIR = ['SECRETARY', 'DEPUTY_SECRETARY'] as const;
const BODY = [...CHAIR, 'OFFICE'] as const;
const STAFF = [...BODY, 'ORG_DEPT'] as const;
const EVERY_POST = [...STAFF, 'COMMITTEE_MEMBER', 'INSPECTION_COMMISSION', 'CLERK'] as const;
/** A clerk, of the organisation or of one above it, records what others wrote on paper. */
const PAPER = ['CLERK'] as const;
/** Reads all and records nothing. */
const AUDIT = ['INSPECTION_COMMISSION'] as const;

const chair = { own: [...CHAIR, ...PAPER], above: PAPER } as const;
const body = { own: [...BODY, ...PAPER], above: PAPER } as const;
const staff = { own: [...STAFF, ...PAPER], above: PAPER } as const;
const posts = { own: EVERY_POST, above: EVERY_POST } as const;

/**
 * The first of two doors: it keeps strangers out and tells nothing. Whether this person may do this to these
 * subjects now is decided once more, with the posts as of that instant, inside the transaction.
 */
export const PERMISSIONS = {
  'account.own': { on: 'ANYONE' },
  'work.list': { on: 'ANYONE' },
  'token.issue': { on: 'INSTALLATION', administrator: true },
  'token.revoke': { on: 'INSTALLATION', administrator: true },
  'registry.import': { on: 'INSTALLATION', administrator: true },
  // These look at each document's subject, or at each organisation, themselves.
  'document.put': { on: 'ANYONE' },
  'document.read': { on: 'ANYONE' },
  'decision-sheet.read': { on: 'ANYONE' },

  'cycle.list': { on: 'ANYONE' },
  'cycle.create': { on: 'ANYONE' },
  'cycle.read': { on: 'CYCLE', ...posts, below: EVERY_POST, belongs: true, administrator: true },
  'cycle.preview': { on: 'CYCLE', ...posts, administrator: true },
  'cycle.status': { on: 'CYCLE', ...posts, below: EVERY_POST, administrator: true },
  'cycle.export': { on: 'CYCLE', own: AUDIT, above: AUDIT },
  'cycle.run': { on: 'CYCLE', ...staff },
  'cycle.close': { on: 'CYCLE', ...body },
  'report.read': { on: 'CYCLE', ...posts, below: EVERY_POST, administrator: true },

  'organisation-review.read': { on: 'ORGANISATION', ...posts, belongs: true, administrator: true },
  'organisation-review.history': { on: 'ORGANISATION', ...posts, administrator: true },
  'member-review.read': { on: 'MEMBER', ...posts, residence: EVERY_POST, self: true, administrator: true },
  'member-review.account': { on: 'MEMBER', ...posts, self: true, administrator: true },
  'member-review.history': { on: 'MEMBER', ...posts, self: true, administrator: true },

  'self-assessment.record': { on: 'ORGANISATION', ...chair, belongs: true },
  'residence-comment.record': { on: 'ORGANISATION', own: PAPER, above: PAPER, residence: BODY },
  'residence-comment.receive': { on: 'ORGANISATION', ...chair },
  'residence-comment.waive': { on: 'ORGANISATION', own: BODY, above: BODY },
  'meeting.record': { on: 'ORGANISATION', ...chair },
  'submission.close': { on: 'ORGANISATION', ...chair },
  'own-class.vote': { on: 'ORGANISATION', ...body },
  'leadership.review': { on: 'ORGANISATION', ...body },
  'opinion.give': { on: 'ORGANISATION', ...staff },
  'list.appraise': { on: 'ORGANISATION', ...staff },
  'list.decide': { on: 'ORGANISATION', ...body },
  'ceiling.except': { on: 'ORGANISATION', own: BODY, above: BODY },
  'procedure.steer': { on: 'ORGANISATION', ...body },
} as const satisfies Readonly<Record<string, Rule>>;
export type Permission = keyof typeof PERMISSIONS;

/** ABSENT: nothing that he may know of; REFUSED: he may know of it, but not do this. */
export function verdict(rule: Rule, standing: Standing): 'ALLOWED' | 'REFUSED' | 'ABSENT' {
  if (rule.on === 'ANYONE') return 'ALLOWED';
  const holds = (granted: readonly PostRole[] | undefined, held: readonly PostRole[]): boolean =>
    granted !== undefined && held.some((role) => granted.includes(role));
  const allowed =
    holds(rule.own, standing.own) ||
    holds(rule.above, standing.above) ||
    holds(rule.below, standing.below) ||
    holds(rule.residence, standing.residence) ||
    (rule.belongs === true && standing.belongs) ||
    (rule.self === true && standing.self) ||
    (rule.administrator === true && standing.administrator);
  if (allowed) return 'ALLOWED';
  return rule.on === 'INSTALLATION' || mayKnow(standing) ? 'REFUSED' : 'ABSENT';
}

// Members know their own organisation, an administrator the tree.
function mayKnow(standing: Standing): boolean {
  if (standing.own.length > 0 || standing.above.length > 0 || standing.below.length > 0) return true;
  return standing.administrator || standing.self || standing.belongs;
}
