import type { DocumentTable, SealedDocument } from '../documents/document.js';
import { read, write, type Pooled } from './read.js';

const INSERT = `
  INSERT INTO document (id, subject_id, media_type, secrecy, key_id, salt, digest, nonce, tag, ciphertext, created_by)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`;

const FIND = `
  SELECT id, subject_id AS subject, media_type AS "mediaType", secrecy, key_id AS "keyId", salt, digest, nonce, tag,
    ciphertext, created_by AS by FROM document WHERE id = $1`;

/** Sealed documents in the store's database; their keys are never there. */
export function documentTable(store: Pooled): DocumentTable {
  return {
    async insert({ id, subject, mediaType, secrecy, keyId, salt, digest, nonce, tag, ciphertext, by }) {
      const values = [id, subject, mediaType, secrecy, keyId, salt, digest, nonce, tag, ciphertext, by];
      await write(store, { text: INSERT, values });
    },
    async find(id) {
      const [sealed] = await read<SealedDocument>(store, { text: FIND, values: [id] });
      return sealed ?? null;
    },
  };
}
