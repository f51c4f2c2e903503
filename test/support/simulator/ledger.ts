import type { Handled } from '../../../libs/store/envelope.js';
import type { Sent } from './store.js';
import { Violation } from './violation.js';

/** What a command came to, as far as whoever sent it knows. */
export interface Entry {
  readonly sent: Sent;
  readonly handled: Handled | 'UNKNOWN';
}

/** What everyone was told, by the id of what he sent. */
export class Ledger extends Map<string, Entry> {
  enter({ id, command, actor }: Sent, handled: Entry['handled']): void {
    if (actor.kind === 'PERSON') this.set(id, { sent: { id, command, actor }, handled });
  }

  /** An answer arrives; one that was heard before must be the same. */
  hear(sent: Sent, handled: Handled): void {
    const before = this.get(sent.id)?.handled ?? 'UNKNOWN';
    if (before === 'UNKNOWN') return this.enter(sent, handled);
    const [was, is] = [before, { ...handled, replayed: before.replayed }].map((each) => JSON.stringify(each));
    if (was !== is) throw new Violation(`the answer to ${sent.id} changed: ${was} became ${JSON.stringify(handled)}`);
  }

  /** An id that was answered is refused to another command. */
  refuses({ sent }: Entry, other: Sent, handled: Handled): void {
    const same = other.actor === sent.actor && JSON.stringify(other.command) === JSON.stringify(sent.command);
    if (!same && !isRefusedId(handled)) throw new Violation(`id ${sent.id} was taken for another command`);
  }

  /** An id whose command never arrived is free: the other command has it now, unless the first had arrived. */
  gives({ sent }: Entry, other: Sent, handled: Handled): boolean {
    if (isRefusedId(handled)) return false;
    this.set(sent.id, { sent: other, handled });
    return true;
  }
}

const isRefusedId = (handled: Handled): boolean =>
  handled.outcome === 'REJECTED' && handled.code === 'IDEMPOTENCY_KEY_REUSED';
