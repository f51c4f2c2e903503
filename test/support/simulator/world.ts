import { below, oneOf, randomOf, type Random } from '../../../apps/cli/scenario/generate/random.js';
import type { decide } from '../../../libs/domain/handling/handle.js';
import type { Actor } from '../../../libs/domain/handling/world.js';
import { cycleCase } from '../../../libs/domain/ids.js';
import type { Rulebook } from '../../../libs/domain/rulebook.js';
import { Cast } from './cast.js';
import { CYCLE, deed, type Deed } from './deeds.js';
import { hostileCommand } from './hostile.js';
import { Ledger } from './ledger.js';
import { mischief } from './mischief.js';
import { Procedures, type Workflows } from './procedures.js';
import { drawnRules } from './drawn-rules.js';
import { Violation } from './violation.js';
import { Crashed, SimulatedStore, type Planned, type Sent } from './store.js';

const PATIENCE = 10_000;

/** What is tried: the workflows, and the rules unless others take their place. */
export interface Parts {
  readonly workflows: Workflows;
  readonly rules?: typeof decide;
}

/** The store of one year, everyone in it, and what everyone was told. */
export class World {
  readonly random: Random;
  readonly store: SimulatedStore;
  readonly ledger = new Ledger();
  readonly procedures: Procedures;
  readonly faults = new Map<string, number>();
  /** Steps that the procedure recorded, and commands that people sent. */
  commands = 0;
  private readonly onTheWay: Planned[] = [];
  private readonly again: Sent[] = [];

  constructor(
    readonly seed: string,
    readonly index: number,
    rulebook: Rulebook,
    { workflows, rules }: Parts,
  ) {
    this.random = randomOf(seed, index);
    const drawn = drawnRules(this.random, rulebook);
    this.store = new SimulatedStore(new Cast(this.random), drawn, '2018-11-05T02:00:00.000Z', rules);
    this.procedures = new Procedures(this, workflows);
  }

  /** In a hostile world no workflow runs: whoever has the procedure's account records what he likes. */
  get hostile(): boolean {
    return this.index % 4 === 3;
  }

  /** Everything has been closed. */
  get isOver(): boolean {
    const { cases } = this.store;
    return cases.size > 0 && [...cases.values()].every(({ closed }) => closed);
  }

  async open(): Promise<void> {
    const [root, secretary] = [this.store.cast.tree.root, this.secretary()];
    const at = { case: cycleCase(CYCLE) };
    const enteredAfterwards = this.random() < 0.2;
    await this.send({
      command: { ...at, type: 'createCycle', year: 2018, root, timetable: {}, enteredAfterwards },
      actor: secretary,
    });
    await this.send({ command: { ...at, type: 'openCycle' }, actor: secretary });
  }

  private secretary(): Actor & { readonly kind: 'PERSON' } {
    const { everyone, tree } = this.store.cast;
    const found = everyone.find(({ posts }) =>
      posts.some(({ role, organisation }) => role === 'OFFICE' && organisation === tree.root),
    );
    if (found === undefined) throw new Error('the root has no office');
    return found;
  }

  /** One thing happens, whatever it is. */
  async happens(): Promise<void> {
    const { random, store } = this;
    const draw = random() * 100;
    if (draw < 20) await this.try(deed(random, store));
    else if (draw < 28) await this.try(mischief(random, store));
    else if (draw < 54) await this.arrive();
    else if (draw < 57) await this.askAgain();
    else if (draw < 58) await this.reuse();
    else if (draw < 59) await this.timePasses();
    else if (draw < 59.05 && this.index % 5 === 0) await this.askToClose();
    else if (this.hostile) await this.attack();
    else await this.procedures.happens();
  }

  /** No more accidents: everything that is under way arrives, and people do what they are asked until nobody is. */
  async comesToRest(): Promise<'CLOSED' | 'STUCK'> {
    for (let idle = 0, tried = 0; idle < 3 && tried < PATIENCE; tried += 1) {
      while (this.onTheWay.length > 0) await this.commit(this.onTheWay.shift());
      while (this.again.length > 0) await this.send(this.again.shift());
      if (this.hostile) return 'STUCK';
      await this.procedures.rest();
      const next = deed(this.random, this.store) ?? this.goOnWithout();
      if (next !== undefined) {
        await this.send(next);
        idle = 0;
      } else {
        // What stands still is told once more, and once more after all timers have fired
        idle += 1;
        this.store.now += 60 * 86_400_000;
        await this.procedures.sweep();
      }
    }
    return this.store.openCases().length === 0 ? 'CLOSED' : 'STUCK';
  }

  /** A committee whose child was closed before it had a class does not wait for it for ever: its secretary says so. */
  private goOnWithout(): Deed | undefined {
    for (const caseId of this.store.openCases().filter((each) => each.startsWith('committee/'))) {
      const { closedChildren, settled, goOnWithout } = this.store.procedure(caseId);
      const child = closedChildren.find((each) => !(each in settled) && !goOnWithout.includes(each));
      if (child !== undefined)
        return { command: { type: 'goOnWithoutChild', case: caseId, child }, actor: this.clerk() };
    }
    return undefined;
  }

  private clerk(): Deed['actor'] {
    const found = this.store.cast.everyone.find(({ posts }) => posts.some(({ role }) => role === 'CLERK'));
    if (found === undefined) throw new Error('there is no clerk');
    return found;
  }

  private async try(next: Deed | undefined): Promise<void> {
    if (next !== undefined) this.onTheWay.push(await this.store.plan(this.sent(next)));
  }

  /** Sends a command and hears its answer. */
  async send(
    next: { readonly command: Sent['command']; readonly actor: Actor; readonly id?: string } | undefined,
  ): Promise<void> {
    if (next !== undefined) await this.commit(await this.store.plan(this.sent(next)));
  }

  /** One of those on the way arrives: others may have come before it. */
  private async arrive(): Promise<void> {
    const [planned] = this.onTheWay.splice(below(this.random, this.onTheWay.length), 1);
    if (planned === undefined) return;
    const draw = this.random();
    if (draw < 0.05) return await this.lose(planned, true, 'a process died between deciding and recording');
    if (draw < 0.1) return await this.lose(planned, false, 'an answer was lost');
    await this.commit(planned);
    if (draw < 0.15) {
      this.count('a command came twice');
      await this.commit(planned);
    }
  }

  /** The sender never hears what came of it, and asks again with the same id. */
  private async lose(planned: Planned, crash: boolean, what: string): Promise<void> {
    this.count(what);
    this.ledger.enter(planned, 'UNKNOWN');
    try {
      await this.store.commit(planned, crash);
    } catch (error) {
      if (!(error instanceof Crashed)) throw error;
    }
    this.again.push(planned);
  }

  private async askAgain(): Promise<void> {
    const [sent] = this.again.splice(below(this.random, this.again.length), 1);
    if (sent !== undefined) await this.send(sent);
  }

  /** An id that was answered comes back: with the same command, or with another one. */
  private async reuse(): Promise<void> {
    const known = [...this.ledger.values()];
    const old = known.length === 0 ? undefined : known[below(this.random, known.length)];
    if (old === undefined || old.sent.actor.kind !== 'PERSON') return;
    if (this.random() < 0.6) return await this.send(old.sent);
    this.count('an id was used for another command');
    const other = { id: old.sent.id, ...mischief(this.random, this.store) };
    const handled = await this.store.commit(await this.store.plan(other));
    if (old.handled !== 'UNKNOWN') return this.ledger.refuses(old, other, handled);
    if (!this.ledger.gives(old, other, handled)) return;
    const at = this.again.findIndex(({ id }) => id === old.sent.id);
    if (at >= 0) this.again.splice(at, 1);
  }

  /** What no procedure would ask may end in a transaction that fails: then nothing is recorded. */
  private async attack(): Promise<void> {
    const before = this.store.events.length;
    try {
      await this.send(hostileCommand(this.random, this.store));
    } catch (error) {
      if (error instanceof Violation || this.store.events.length > before) throw error;
      this.count('a transaction of a hostile worker failed');
    }
  }

  private async timePasses(): Promise<void> {
    this.store.now += oneOf(this.random, [60_000, 3_600_000, 86_400_000, 5 * 86_400_000]);
    await this.procedures.tick();
  }

  private async askToClose(): Promise<void> {
    const cases = this.store.openCases();
    // Of one organisation, or of the whole tree
    const tops = cases.filter((each) => this.store.procedure(each).opened?.parent === cycleCase(CYCLE));
    const from = this.random() < 0.3 ? tops : cases;
    const caseId = from[below(this.random, from.length)];
    if (caseId === undefined) return;
    await this.send({ command: { type: 'requestClosing', case: caseId, reason: 'X' }, actor: this.clerk() });
  }

  private async commit(planned: Planned | undefined): Promise<void> {
    if (planned !== undefined) this.ledger.hear(planned, await this.store.commit(planned));
  }

  private sent(next: { readonly command: Sent['command']; readonly actor: Actor; readonly id?: string }): Sent {
    this.commands += 1;
    return { id: next.id ?? `c${this.commands}`, command: next.command, actor: next.actor };
  }

  count(fault: string): void {
    this.faults.set(fault, (this.faults.get(fault) ?? 0) + 1);
  }

  wrong(what: string): never {
    throw new Violation(what);
  }
}
