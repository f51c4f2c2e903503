import type { DocumentReference } from '../domain/member-review/events.js';

/** Degrees of secrecy: thường, mật, tối mật, tuyệt mật. */
export const SECRECY = ['NORMAL', 'CONFIDENTIAL', 'SECRET', 'TOP_SECRET'] as const;
export type Secrecy = (typeof SECRECY)[number];

export interface NewDocument {
  /** Whose text it is, a member or an organisation: it is gone when the key of this subject is erased. */
  readonly subject: string;
  readonly mediaType: string;
  readonly secrecy: Secrecy;
  readonly content: Buffer;
  readonly by: string;
}

export interface Document {
  readonly subject: string;
  readonly mediaType: string;
  readonly secrecy: Secrecy;
  readonly content: Buffer;
}

/** A document as it is kept: nothing in it can be read without its subject's key. */
export interface SealedDocument {
  readonly id: string;
  readonly subject: string;
  readonly mediaType: string;
  readonly secrecy: Secrecy;
  readonly keyId: string;
  readonly salt: Buffer;
  readonly digest: Buffer;
  readonly nonce: Buffer;
  readonly tag: Buffer;
  readonly ciphertext: Buffer;
  readonly by: string;
}

/** Where sealed documents are kept: written once, never changed. */
export interface DocumentTable {
  insert(document: SealedDocument): Promise<void>;
  find(id: string): Promise<SealedDocument | null>;
}

/** What a document read back came to. */
export type Found =
  | ({ readonly outcome: 'FOUND' } & Document)
  /** Its key was erased: the text is gone for good. */
  | { readonly outcome: 'ERASED' }
  | { readonly outcome: 'UNKNOWN' };

export type Kept =
  | { readonly outcome: 'KEPT'; readonly reference: DocumentReference }
  /** Marked secret, and the installation is not declared an independent LAN. */
  | { readonly outcome: 'SECRECY_REFUSED' };
