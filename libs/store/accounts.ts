import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Post } from '../domain/people.js';
import { asStoreError } from './errors.js';
import { TODAY } from './load.js';

type Pooled = { readonly pool: pg.Pool };

/** Who is behind a token. An administrator has no right to decide anything by that. */
export interface Account {
  readonly person: string;
  readonly name: string;
  readonly admin: boolean;
}

/** A one-time token for the first administrator; null when there is one already. Earlier ones end. */
export async function issueFirstAdminToken({ pool }: Pooled): Promise<string | null> {
  const { rows } = await pool.query('SELECT FROM account WHERE admin LIMIT 1');
  if (rows.length > 0) return null;
  const token = newToken();
  await pool.query(
    'WITH earlier AS (DELETE FROM first_admin_token) INSERT INTO first_admin_token (sha256) VALUES ($1)',
    [sha256(token)],
  );
  return token;
}

/** Makes the first administrator; null when the token is not, or no longer, good. */
export async function redeemFirstAdminToken(
  store: Pooled,
  token: string,
  { code, name }: { readonly code: string; readonly name: string },
): Promise<{ readonly person: string; readonly token: string } | null> {
  const { rows } = await store.pool.query<{ person: string }>(
    `WITH used AS (DELETE FROM first_admin_token WHERE sha256 = $1 RETURNING sha256),
       known AS (INSERT INTO person (id, code, name) SELECT $2, $3, $4 FROM used
                 ON CONFLICT (code) DO UPDATE SET name = excluded.name RETURNING id)
     INSERT INTO account (person, admin) SELECT id, true FROM known
     ON CONFLICT (person) DO UPDATE SET admin = true RETURNING person`,
    [sha256(token), randomUUID(), code, name],
  );
  const [made] = rows;
  return made === undefined
    ? null
    : { person: made.person, token: await issueToken(store, made.person, { days: 365 }) };
}

/** A personal token, shown once; the person gets an account when there is none. */
export async function issueToken(store: Pooled, person: string, lasting: { readonly days: number }): Promise<string> {
  const token = (await issueTokens(store, [person], lasting))[person];
  if (token === undefined) throw new Error(`no token for ${person}`);
  return token;
}

/** Tokens for many, by person. */
export async function issueTokens(
  { pool }: Pooled,
  people: readonly string[],
  { days }: { readonly days: number },
): Promise<Readonly<Record<string, string>>> {
  const tokens = Object.fromEntries(people.map((person) => [person, newToken()]));
  await pool.query(
    `WITH known AS (INSERT INTO account (person, admin) SELECT unnest($1::uuid[]), false ON CONFLICT DO NOTHING)
     INSERT INTO token (sha256, person, expires_at)
     SELECT h, p, clock_timestamp() + make_interval(days => $3) FROM unnest($1::uuid[], $2::bytea[]) AS t(p, h)`,
    [Object.keys(tokens), Object.values(tokens).map(sha256), days],
  );
  return tokens;
}

/** Ends a token; one that is unknown or has ended stays as it is. */
export async function revokeToken({ pool }: Pooled, token: string): Promise<void> {
  await pool.query('UPDATE token SET revoked_at = clock_timestamp() WHERE sha256 = $1 AND revoked_at IS NULL', [
    sha256(token),
  ]);
}

const OF_TOKEN = {
  name: 'account-of-token',
  text: `SELECT p.id AS person, p.name, a.admin FROM token t JOIN account a ON a.person = t.person JOIN person p ON p.id = t.person
         WHERE t.sha256 = $1 AND t.revoked_at IS NULL AND clock_timestamp() < t.expires_at`,
};

/** Whose token this is; null when it is unknown, has ended or was revoked. */
export async function personOfToken({ pool }: Pooled, token: string): Promise<Account | null> {
  try {
    const { rows } = await pool.query<Account>({ ...OF_TOKEN, values: [sha256(token)] });
    return rows[0] ?? null;
  } catch (error) {
    throw asStoreError(error);
  }
}

const POSTS = {
  name: 'posts',
  text: `SELECT role, organisation, from_on::text AS from, until_on::text AS until FROM post
         WHERE person = $1 AND from_on <= coalesce($2::date, ${TODAY}) AND (until_on IS NULL OR coalesce($2::date, ${TODAY}) < until_on)`,
};

/** The posts of a person today, or on another date. */
export async function postsOf({ pool }: Pooled, person: string, on?: string): Promise<readonly Post[]> {
  const { rows } = await pool.query<Post>({ ...POSTS, values: [person, on ?? null] });
  return rows;
}

function newToken(): string {
  return randomBytes(32).toString('base64url');
}

function sha256(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
