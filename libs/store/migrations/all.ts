import { Accounts1764000000004 } from './accounts.js';
import { Cases1764000000002 } from './cases.js';
import { Checkpoints1764000000013 } from './checkpoints.js';
import { Delegations1764000000014 } from './delegations.js';
import { Documents1764000000005 } from './documents.js';
import { Events1764000000001 } from './events.js';
import { ReadingLists1764000000012 } from './reading-lists.js';
import { OlderStore1764000000020 } from './older-store.js';
import { Registry1764000000003 } from './registry.js';
import { TokenAudit1764000000010 } from './token-audit.js';

/** Every migration of this program, oldest first. */
export const MIGRATIONS = [
  Events1764000000001,
  Cases1764000000002,
  Registry1764000000003,
  Accounts1764000000004,
  Documents1764000000005,
  TokenAudit1764000000010,
  ReadingLists1764000000012,
  Checkpoints1764000000013,
  Delegations1764000000014,
  OlderStore1764000000020,
];
