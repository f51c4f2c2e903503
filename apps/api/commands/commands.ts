import { Inject, Injectable } from '@nestjs/common';
import type { PersonCommand } from '../../../libs/domain/handling/world.js';
import type { Json } from '../../../libs/domain/rejection.js';
import { handleCommand, tryCommand } from '../../../libs/store/handle-command.js';
import type { Store } from '../../../libs/store/store.js';
import { Problem } from '../problems/problem.js';
import { STORE } from '../store/store.token.js';
import type { Order } from './order.js';

export interface CommandAnswer {
  readonly commandId: string;
  readonly [key: string]: Json;
}

/** Hands what people ask to the one handler that decides it and records it. */
@Injectable()
export class Commands {
  constructor(@Inject(STORE) private readonly store: Store) {}

  async handle(
    order: Order,
    command: PersonCommand,
    { rulebook }: { readonly rulebook?: string } = {},
  ): Promise<CommandAnswer> {
    const { commandId, person, route } = order;
    const pinned = rulebook === undefined ? {} : { rulebook };
    const payload = { ...command, ...pinned };
    const envelope = { commandId, route, payload, command, actor: { kind: 'PERSON', person }, ...pinned } as const;
    const handled = await (order.validateOnly ? tryCommand : handleCommand)(this.store, envelope);
    switch (handled.outcome) {
      case 'ACCEPTED':
        return { ...handled.answer, commandId };
      case 'REJECTED':
        throw new Problem(handled.code, handled.details);
    }
  }
}
