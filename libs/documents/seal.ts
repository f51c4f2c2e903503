import { createCipheriv, createDecipheriv, createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Document, NewDocument, SealedDocument } from './document.js';
import type { SubjectKey } from './keys.js';

const CIPHER = 'aes-256-gcm';

/** Encrypts a document under a random id; its digest is salted, so that no text can be guessed from it. */
export function seal(
  { subject, mediaType, secrecy, content, by }: NewDocument,
  { id: keyId, key }: SubjectKey,
): SealedDocument {
  const id = randomUUID();
  const salt = randomBytes(32);
  const nonce = randomBytes(12);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(boundTo({ id, subject, mediaType, secrecy }));
  const ciphertext = Buffer.concat([cipher.update(content), cipher.final()]);
  return {
    id,
    subject,
    mediaType,
    secrecy,
    keyId,
    salt,
    digest: digestOf(salt, content),
    nonce,
    tag: cipher.getAuthTag(),
    ciphertext,
    by,
  };
}

/** The document again; throws when it was changed since. */
export function unseal(sealed: SealedDocument, { key }: SubjectKey): Document {
  const { subject, mediaType, secrecy, salt, digest, nonce, tag, ciphertext } = sealed;
  const decipher = createDecipheriv(CIPHER, key, nonce).setAAD(boundTo(sealed)).setAuthTag(tag);
  const content = Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  if (!digestOf(salt, content).equals(digest)) throw new Error(`document ${sealed.id} does not have its digest`);
  return { subject, mediaType, secrecy, content };
}

export function digestOf(salt: Buffer, content: Buffer): Buffer {
  return createHash('sha256').update(salt).update(content).digest();
}

// A ciphertext put under another id, subject or label does not open.
function boundTo({
  id,
  subject,
  mediaType,
  secrecy,
}: Pick<SealedDocument, 'id' | 'subject' | 'mediaType' | 'secrecy'>): Buffer {
  return Buffer.from(JSON.stringify([id, subject, mediaType, secrecy]));
}
