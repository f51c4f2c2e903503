import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { documentVault, type Vault } from '../../../libs/documents/vault.js';
import { documentTable } from '../../../libs/store/documents.js';
import type { Store } from '../../../libs/store/store.js';
import type { Caller } from '../access/caller.js';
import { PersonalReadings } from '../access/personal-readings.js';
import type { Standing } from '../access/permissions.js';
import { Standings } from '../access/standings.js';
import { notFound, Problem } from '../problems/problem.js';
import { ReadModels } from '../reading/read-models.js';
import { SETTINGS, type Settings } from '../settings.js';
import { STORE } from '../store/store.token.js';
import { ABOUT_DOCUMENT, PLACES_OF_MEMBER } from './documents.queries.js';
import type { DocumentReference, NewDocument } from './documents.schema.js';

const NOBODY = '00000000-0000-4000-8000-000000000000';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Texts and photographs: kept encrypted under their subject's key, given out to those who stand to the subject. */
@Injectable()
export class DocumentsService {
  private readonly vault: Vault;

  constructor(
    @Inject(STORE) store: Store,
    @Inject(SETTINGS) { dataDir, independentLan }: Settings,
    private readonly reading: ReadModels,
    private readonly standings: Standings,
    private readonly readings: PersonalReadings,
  ) {
    this.vault = documentVault({ keysDir: join(dataDir, 'keys'), table: documentTable(store), independentLan });
  }

  async put(caller: Caller, document: NewDocument): Promise<DocumentReference> {
    const standing = await this.standingTo(caller, document.subject);
    if (!mayWrite(standing))
      throw isConcerned(standing) || standing.administrator ? new Problem('FORBIDDEN') : notFound();
    const content = 'text' in document ? Buffer.from(document.text) : Buffer.from(document.base64, 'base64');
    const { subject, contentType: mediaType, secrecy } = document;
    const kept = await this.vault.put({ subject, mediaType, secrecy, content, by: caller.person });
    if (kept.outcome === 'SECRECY_REFUSED') throw new Problem('SECRECY_REFUSED', { secrecy });
    return { ...kept.reference };
  }

  /** The content, for whoever stands to its subject or wrote it. */
  async get(caller: Caller, id: string): Promise<{ readonly mediaType: string; readonly content: Buffer }> {
    const about = UUID.test(id) ? await this.reading.first<{ subject: string; by: string }>(ABOUT_DOCUMENT, id) : null;
    // What is not there takes as long to answer as what is out of reach.
    const standing = await this.standingTo(caller, about?.subject ?? NOBODY);
    if (about === null) throw notFound();
    if (about.by !== caller.person && !isConcerned(standing) && !standing.administrator) throw notFound();
    const found = await this.vault.get(id);
    if (found.outcome === 'ERASED') throw new Problem('DOCUMENT_ERASED');
    if (found.outcome === 'UNKNOWN') throw notFound();
    if (about.by !== caller.person) await this.readings.note(caller, standing, 'document', id);
    return found;
  }

  private async standingTo(caller: Caller, subject: string): Promise<Standing> {
    if (!UUID.test(subject)) return this.standings.toOrganisation(caller, subject);
    const place = await this.reading.first<{ organisation: string; residence: readonly string[] }>(
      PLACES_OF_MEMBER,
      subject,
    );
    return this.standings.toMemberAt(caller, subject, place);
  }
}

const isConcerned = ({ own, above, belongs, self }: Standing): boolean =>
  own.length > 0 || above.length > 0 || self || belongs;

/** Auditors and administrators read; they write nothing about anybody. */
function mayWrite({ own, above, residence, belongs, self }: Standing): boolean {
  return self || belongs || [...own, ...above, ...residence].some((role) => role !== 'INSPECTION_COMMISSION');
}
