import { ApplicationFailure } from '@temporalio/common';
import { below } from '../../../apps/cli/scenario/generate/random.js';
import { packView, viewOf } from '../../../libs/domain/handling/handle.js';
import { WORKFLOW_OF, type CaseInput, type CaseView, type Look } from '../../../libs/domain/ports.js';
import type { ProcedureCommand } from '../../../libs/domain/procedure/commands.js';
import { unpackView } from '../../../libs/domain/procedure/pack-view.js';
import { isSame } from '../../../libs/store/audit/is-same.js';
import { worldOf } from '../../../libs/store/loaded.js';
import { InProcessRun, type Asked } from './runtime.js';
import type { World } from './world.js';

// What the workflow sees by itself
const MOVED = ['CASE_MOVED', 'CASE_CLOSING', 'CASE_CLOSED'];

/** The workflows by their names. */
export type Workflows = Readonly<Record<string, (input: CaseInput) => Promise<void>>>;

/** The workflows of one world, told and stopped as badly as it comes; the work of worker, relay and sweeper. */
export class Procedures {
  private readonly runs = new Map<string, InProcessRun>();
  /** Runs that were ended by hand or elsewhere while their worker slept: they go on for a while and nobody heeds them. */
  private readonly ghosts: InProcessRun[] = [];
  private readonly told: string[] = [];

  constructor(
    private readonly world: World,
    private readonly workflows: Workflows,
  ) {}

  /** One thing happens to the procedure. */
  async happens(): Promise<void> {
    const { random, store } = this.world;
    this.told.push(...store.outbox.splice(0));
    const draw = random() * 100;
    if (draw < 30) await this.relay();
    else if (draw < 92) await this.answerOne([...this.runs.values()]);
    else if (draw < 96) await this.answerOne(this.ghosts);
    else if (draw < 97) await this.forge();
    else if (draw < 98) await this.terminate();
    else if (draw < 99) this.suggestNewRun();
    else this.sweepLate();
  }

  /** Everything that is asked is answered, everything that is to be told is told. */
  async rest(): Promise<void> {
    this.ghosts.splice(0);
    for (;;) {
      this.told.push(...this.world.store.outbox.splice(0));
      const next = this.told.shift();
      if (next !== undefined) await this.tell(next);
      const run = [...this.runs.values()].find(({ asked }) => asked.size > 0);
      if (run !== undefined) await this.answer(run, false);
      if (next === undefined && run === undefined) return;
    }
  }

  /** Has every open case told, and lets time do its work. */
  async sweep(): Promise<void> {
    this.told.push(...this.world.store.openCases());
    await this.rest();
    await this.tick();
    await this.rest();
    this.check();
  }

  async tick(): Promise<void> {
    for (const run of this.runs.values()) {
      run.tick(this.world.store.now);
      await this.goOn(run);
    }
  }

  /** What stands open is what the procedure waits for, and each run has seen all that there is to see. */
  private check(): void {
    for (const caseId of this.world.store.openCases()) {
      const run = this.runs.get(caseId);
      if (run === undefined || run.ended !== null) return this.world.wrong(`${caseId} is open and has no run`);
      const seen = run.handlers.get('view')?.() as CaseView | undefined;
      if (!isSame(seen, this.view(caseId))) this.world.wrong(`the run of ${caseId} has not seen the last of it`);
    }
  }

  private view(caseId: string): CaseView {
    return unpackView(packView(viewOf(caseId, worldOf(this.world.store.loadCase(caseId)))));
  }

  private async relay(): Promise<void> {
    const { random } = this.world;
    const [caseId] = this.told.splice(below(random, this.told.length), 1);
    if (caseId === undefined) return;
    const draw = random();
    if (draw < 0.03) return this.world.count('a signal was lost');
    await this.tell(caseId);
    if (draw < 0.1) {
      this.world.count('a signal came twice');
      await this.tell(caseId);
    }
  }

  /** Signals the run of a case, starting one where none runs. */
  private async tell(caseId: string): Promise<void> {
    let run = this.runs.get(caseId);
    if (run === undefined || run.ended !== null) run = this.begin(caseId);
    run.signal('caseChanged');
    await this.goOn(run);
  }

  private begin(caseId: string): InProcessRun {
    const kind = caseId.startsWith('cycle/') ? 'CYCLE' : caseId.startsWith('cell/') ? 'CELL' : 'COMMITTEE';
    const workflow = this.workflows[WORKFLOW_OF[kind]];
    if (workflow === undefined) throw new Error(`no workflow for ${caseId}`);
    const run = new InProcessRun(caseId);
    this.runs.set(caseId, run);
    run.start(workflow);
    return run;
  }

  private async goOn(run: InProcessRun): Promise<void> {
    await run.settle();
    const [alarm] = run.alarms;
    if (alarm !== undefined) this.world.wrong(`${run.caseId}: ${alarm}`);
    if (run.ended === null || this.runs.get(run.caseId) !== run) return;
    if (run.ended.as === 'FAILED') this.world.wrong(`the run of ${run.caseId} failed: ${String(run.ended.error)}`);
    if (run.ended.as === 'RENEWED') await this.goOn(this.begin(run.caseId));
    else if (!this.world.store.procedure(run.caseId).closed)
      this.world.wrong(`the run of ${run.caseId} ended before its case`);
  }

  private async answerOne(runs: readonly InProcessRun[]): Promise<void> {
    const busy = runs.filter(({ asked }) => asked.size > 0);
    const run = busy[below(this.world.random, busy.length)];
    if (run !== undefined) await this.answer(run, true);
  }

  /** Does what a run has asked: mostly once, sometimes not yet, twice, or without its hearing of it. */
  private async answer(run: InProcessRun, badly: boolean): Promise<void> {
    const [asked] = run.asked;
    if (asked === undefined) return;
    const draw = badly ? this.world.random() : 1;
    if (draw < 0.04) return this.world.count('an activity failed before its work');
    if (draw < 0.12) {
      this.world.count(draw < 0.08 ? 'an activity failed after its work' : 'an activity ran twice');
      await this.perform(asked).catch(() => undefined);
      if (draw < 0.08) return;
    }
    const answered = await this.perform(asked).then(
      (result) => () => asked.answer(result),
      (error: unknown) => () => asked.fail(error),
    );
    run.asked.delete(asked);
    answered();
    await this.goOn(run);
  }

  /** As activities/procedure.activities.ts does it: what records answers with the case. */
  private async perform({ name, args }: Asked): Promise<Look> {
    const [first, second] = args;
    if (name === 'openCases') {
      for (const child of second as readonly string[])
        await this.record({ type: 'openCase', case: String(first), child });
      return this.look(String(first));
    }
    if (name === 'look') return this.look(String(first));
    const at = name === 'settle' ? { case: String(first) } : (first as { readonly case: string });
    await this.record({ type: name, ...at } as ProcedureCommand);
    return this.look(at.case);
  }

  private look(caseId: string): Look {
    const { store } = this.world;
    if (store.procedure(caseId).opened === null) throw ApplicationFailure.nonRetryable(caseId, 'NOT_FOUND');
    return { version: store.version(caseId), view: packView(viewOf(caseId, worldOf(store.loadCase(caseId)))) };
  }

  private async record(command: ProcedureCommand): Promise<void> {
    const { store } = this.world;
    this.world.commands += 1;
    const sent = { id: `p${this.world.commands}`, command, actor: { kind: 'PROCEDURE' } as const };
    const handled = await store.commit(await store.plan(sent));
    if (handled.outcome === 'ACCEPTED' || MOVED.includes(handled.code)) return;
    throw ApplicationFailure.nonRetryable(`${command.type}: ${handled.code}`, handled.code);
  }

  /** A signal that nobody had to send. */
  private async forge(): Promise<void> {
    const { random, store } = this.world;
    const cases = [...store.cases.keys()].filter((caseId) => store.procedure(caseId).opened !== null);
    const caseId = cases[below(random, cases.length)];
    if (caseId === undefined) return;
    this.world.count('a signal was forged');
    await this.tell(caseId);
  }

  private async terminate(): Promise<void> {
    const { random } = this.world;
    const running = [...this.runs.values()].filter(({ ended }) => ended === null);
    const run = running[below(random, running.length)];
    if (run === undefined) return;
    this.world.count('a run was ended by hand');
    this.runs.delete(run.caseId);
    if (random() < 0.5) this.ghosts.push(run);
    if (this.ghosts.length > 3) this.ghosts.shift();
  }

  private suggestNewRun(): void {
    const running = [...this.runs.values()].filter(({ ended }) => ended === null);
    const run = running[below(this.world.random, running.length)];
    if (run === undefined) return;
    this.world.count('a run grew long');
    run.long = true;
  }

  private sweepLate(): void {
    this.world.count('the sweeper came');
    this.told.push(...this.world.store.openCases());
  }
}
