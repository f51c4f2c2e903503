import { Inject, Injectable } from '@nestjs/common';
import type { RegistryImport } from '../../../libs/domain/registry/import.js';
import { importRegistry } from '../../../libs/store/registry/import-registry.js';
import type { Store } from '../../../libs/store/store.js';
import { Callers } from '../access/callers.js';
import { Tree } from '../access/tree.js';
import type { Sent } from '../commands/order.js';
import { messageOf } from '../problems/messages.js';
import { Problem } from '../problems/problem.js';
import { STORE } from '../store/store.token.js';
import type { Imported, RegistryRows } from './imports.schema.js';

@Injectable()
export class ImportsService {
  constructor(
    @Inject(STORE) private readonly store: Store,
    private readonly callers: Callers,
    private readonly tree: Tree,
  ) {}

  /** Takes over the registry's rows, all or none; importing the same rows again changes nothing. */
  async import({ commandId, person }: Sent, rows: RegistryRows, dryRun: boolean): Promise<Imported> {
    const result = await importRegistry(this.store, { commandId, person, dryRun }, importOf(rows));
    switch (result.outcome) {
      case 'KEY_REUSED':
        throw new Problem('IDEMPOTENCY_KEY_REUSED', { commandId });
      case 'REFUSED':
        throw new Problem('IMPORT_INVALID', {
          errors: result.errors.map(({ sheet, row, field, code }) => ({
            table: tableOf(sheet),
            row,
            field,
            code,
            reason: messageOf(code).vi,
          })),
        });
      case 'IMPORTED': {
        // Posts and the tree may have changed for anybody.
        this.callers.clear();
        this.tree.forget();
        return { dryRun, imported: countsOf(rows), members: { ...result.people } };
      }
    }
  }
}

// The registry calls a table and a field by other names than the contract.
function importOf({ asOf, members, discipline, ...rows }: RegistryRows): RegistryImport {
  return {
    ...rows,
    members: members.map((member) => ({ from: asOf, ...member })),
    disciplines: discipline.map(({ violationTo, ...one }) => ({ ...one, violationUntil: violationTo })),
  };
}

const tableOf = (sheet: keyof RegistryImport): string => (sheet === 'disciplines' ? 'discipline' : sheet);

function countsOf({ asOf: _, ...tables }: RegistryRows): Record<string, number> {
  return Object.fromEntries(Object.entries(tables).map(([table, rows]) => [table, rows.length]));
}
