import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { read, write, type Pooled } from './read.js';

const ADMINISTRATORS = `
  SELECT FROM account a JOIN token t ON t.person = a.person
  WHERE a.admin AND t.revoked_at IS NULL AND clock_timestamp() < t.expires_at LIMIT 1`;

/** A one-time token for the first administrator; null while there is one who can sign in. Earlier ones end. */
export async function issueFirstAdminToken(store: Pooled): Promise<string | null> {
  const admins = await read(store, { text: ADMINISTRATORS });
  if (admins.length > 0) return null;
  const token = newToken();
  const text = 'WITH earlier AS (DELETE FROM first_admin_token) INSERT INTO first_admin_token (sha256) VALUES ($1)';
  await write(store, { text, values: [sha256(token)] });
  return token;
}

// Whoever holds a post decides; an administrator does not.
const REDEEM = `
  WITH used AS (DELETE FROM first_admin_token WHERE sha256 = $1
                  AND NOT EXISTS (SELECT FROM person p JOIN post o ON o.person = p.id WHERE p.code = $3) RETURNING sha256),
    known AS (INSERT INTO person (id, code, name) SELECT $2, $3, $4 FROM used
              ON CONFLICT (code) DO UPDATE SET name = excluded.name RETURNING id)
  INSERT INTO account (person, admin) SELECT id, true FROM known
  ON CONFLICT (person) DO UPDATE SET admin = true RETURNING person`;

/** Makes the first administrator; null when the token is not, or no longer, good. */
export async function redeemFirstAdminToken(
  store: Pooled,
  token: string,
  { code, name }: { readonly code: string; readonly name: string },
): Promise<{ readonly person: string; readonly token: string } | null> {
  const values = [sha256(token), randomUUID(), code, name];
  const [made] = await read<{ person: string }>(store, { text: REDEEM, values });
  if (made === undefined) return null;
  return { person: made.person, token: await issueToken(store, made.person, { days: 365 }) };
}

/** A personal token, shown once; the person gets an account when there is none. */
export async function issueToken(store: Pooled, person: string, lasting: { readonly days: number }): Promise<string> {
  const token = (await issueTokens(store, [person], lasting))[person];
  if (token === undefined) throw new Error(`no token for ${person}`);
  return token;
}

const ISSUE = `
  WITH known AS (INSERT INTO account (person, admin) SELECT unnest($1::uuid[]), false ON CONFLICT DO NOTHING)
  INSERT INTO token (sha256, person, expires_at, issued_by)
  SELECT h, p, clock_timestamp() + make_interval(days => $3), $4 FROM unnest($1::uuid[], $2::bytea[]) AS t(p, h)`;

/** Tokens for many, by person; `by` is the administrator who gives them out. */
export async function issueTokens(
  store: Pooled,
  people: readonly string[],
  { days, by = null }: { readonly days: number; readonly by?: string | null },
): Promise<Readonly<Record<string, string>>> {
  const tokens = Object.fromEntries(people.map((person) => [person, newToken()]));
  const values = [Object.keys(tokens), Object.values(tokens).map(sha256), days, by];
  await write(store, { text: ISSUE, values });
  return tokens;
}

/** Ends a token at its holder's wish; one that is unknown or has ended stays as it is. */
export async function revokeToken(store: Pooled, token: string): Promise<void> {
  const text =
    'UPDATE token SET revoked_at = clock_timestamp(), revoked_by = person WHERE sha256 = $1 AND revoked_at IS NULL';
  await write(store, { text, values: [sha256(token)] });
}

const REVOKE = `
  UPDATE token SET revoked_at = clock_timestamp(), revoked_by = $2
  WHERE person = ANY($1) AND revoked_at IS NULL AND clock_timestamp() < expires_at RETURNING person`;

/** Ends every token of these people; gives the holder of each that was ended. */
export async function revokeTokensOf(store: Pooled, people: readonly string[], by: string): Promise<readonly string[]> {
  const ended = await read<{ person: string }>(store, { text: REVOKE, values: [people, by] });
  return ended.map(({ person }) => person);
}

function newToken(): string {
  return randomBytes(32).toString('base64url');
}

function sha256(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
