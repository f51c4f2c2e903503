import type { DocumentTable, Found, Kept, NewDocument } from './document.js';
import { keyring } from './keys.js';
import { seal, unseal } from './seal.js';

export interface VaultOptions {
  /** `{data dir}/keys`. */
  readonly keysDir: string;
  readonly table: DocumentTable;
  /** What is marked secret is kept on an independent LAN only. */
  readonly independentLan?: boolean;
}

export interface Vault {
  put(document: NewDocument): Promise<Kept>;
  get(id: string): Promise<Found>;
  /** Erases the texts of a subject for good; what events say of them stays valid. */
  eraseKey(subject: string): Promise<void>;
}

/** Immutable documents: encrypted, found by a random id, readable as long as their subject's key is kept. */
export function documentVault({ keysDir, table, independentLan = false }: VaultOptions): Vault {
  const keys = keyring(keysDir);
  return {
    async put(document) {
      if (document.secrecy !== 'NORMAL' && !independentLan) return { outcome: 'SECRECY_REFUSED' };
      const sealed = seal(document, await keys.keyFor(document.subject));
      await table.insert(sealed);
      return { outcome: 'KEPT', reference: { id: sealed.id, digest: sealed.digest.toString('hex') } };
    },
    async get(id) {
      const sealed = await table.find(id);
      if (sealed === null) return { outcome: 'UNKNOWN' };
      const key = await keys.find(sealed.subject);
      // A later key of the same subject does not open what was kept under an erased one.
      if (key?.id !== sealed.keyId) return { outcome: 'ERASED' };
      return { outcome: 'FOUND', ...unseal(sealed, key) };
    },
    eraseKey: (subject) => keys.erase(subject),
  };
}
