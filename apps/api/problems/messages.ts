import { MESSAGES_EN } from './messages.en.js';
import { MESSAGES_VI } from './messages.vi.js';

export interface Message {
  readonly vi: string;
  readonly en: string;
}

/** What a code says, in both languages; an unknown one says itself, so that nothing is hidden. */
export function messageOf(code: string): Message {
  return { vi: MESSAGES_VI[code] ?? code, en: MESSAGES_EN[code] ?? code };
}
