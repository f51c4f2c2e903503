import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readScenario, parseScenario } from '../../apps/cli/scenario/format/read-scenario.js';
import type { Scenario } from '../../apps/cli/scenario/format/scenario.schema.js';
import { tallyOf, votesFor } from '../../apps/cli/scenario/generate/ballots.js';
import { makePlan } from '../../apps/cli/scenario/generate/make-plan.js';
import type { Plan } from '../../apps/cli/scenario/generate/plan.js';
import { randomOf } from '../../apps/cli/scenario/generate/random.js';
import { gradesFor } from '../../apps/cli/scenario/generate/self-assessment.js';
import { shareOut } from '../../apps/cli/scenario/generate/share-out.js';
import { assess } from '../../libs/domain/assessment/assess.js';
import { majorityBase, votedClass } from '../../libs/domain/ballot/majority.js';
import { tallyProblem } from '../../libs/domain/ballot/tally.js';
import { checkCeiling, countClasses } from '../../libs/domain/ceiling/ceiling.js';
import { QUALITY_CLASSES } from '../../libs/domain/classes.js';
import type { Rulebook } from '../../libs/domain/rulebook.js';
import { listRulebooks, loadRulebook } from '../../libs/rulebook/load-rulebook.js';

const folder = fileURLToPath(new URL('../../', import.meta.url));
const rulebooks = new Map(
  listRulebooks(`${folder}rulebooks`).map(({ id }) => [id, loadRulebook(id, `${folder}rulebooks`)]),
);
const rulebook = (id: string): Rulebook => {
  const found = rulebooks.get(id);
  if (found === undefined) throw new Error(id);
  return found;
};
const planOf = (scenario: Scenario): Plan => makePlan(scenario, rulebook(scenario.rulebook));
const shipped = (name: string): Plan => planOf(readScenario(`${folder}scenarios/${name}.yaml`));
const classesOf = ({ members }: Plan) => members.flatMap(({ wanted }) => (wanted === null ? [] : [wanted]));

describe('the members of Bắc Mê 2018', () => {
  const plan = shipped('bac-me-2018');

  it('are as many as the article counts, and wanted as it classifies them', () => {
    expect(plan.members).toHaveLength(3_820);
    expect(countClasses(classesOf(plan))).toEqual({ EXCELLENT: 581, GOOD: 2_656, COMPLETED: 396, NOT_COMPLETED: 10 });
  });

  it('stand in 59 grassroots organisations, 214 cells beneath them, and 36 grassroots cells', () => {
    const tiers = plan.organisations.map(({ tier }) => tier);
    expect(tiers.filter(({ grassroots }) => grassroots)).toHaveLength(59);
    expect(tiers.filter(({ code }) => code === 'CELL')).toHaveLength(214);
    const cells = plan.organisations.filter(({ tier }) => tier.kind === 'CELL').map(({ id }) => id);
    expect(plan.members.every(({ organisation }) => cells.includes(organisation))).toBe(true);
  });

  it('leave the excellent organisations without a low class', () => {
    const parents = new Map(plan.organisations.map(({ id, parent, tier }) => [id, tier.grassroots ? id : parent]));
    const excellent = plan.organisations.filter(({ wanted, tier }) => tier.grassroots && wanted === 'EXCELLENT');
    expect(excellent).toHaveLength(14);
    const ids = excellent.map(({ id }) => id);
    const low = plan.members.filter(({ wanted }) => wanted === 'COMPLETED' || wanted === 'NOT_COMPLETED');
    expect(low.filter(({ organisation }) => ids.includes(parents.get(organisation) ?? ''))).toEqual([]);
  });

  it('are the same each time, down to the names', () => {
    expect(shipped('bac-me-2018')).toEqual(plan);
  });

  it('move by one when one is overridden: nobody makes up for it', () => {
    const scenario = readScenario(`${folder}scenarios/bac-me-2018.yaml`);
    const good = plan.members.find(({ wanted }) => wanted === 'GOOD')?.number ?? 0;
    const altered = planOf({ ...scenario, overrides: [...scenario.overrides, { number: good, class: 'EXCELLENT' }] });
    expect(countClasses(classesOf(altered))).toEqual({
      EXCELLENT: 582,
      GOOD: 2_655,
      COMPLETED: 396,
      NOT_COMPLETED: 10,
    });
  });
});

describe('an aim', () => {
  it('keeps to the ceiling of each grassroots organisation where there is room', () => {
    const plan = shipped('xa-mau');
    const rules = rulebook('rs-2018').ceiling.members;
    const units = [['thon-dong', 'thon-tay'], ['truong-mau']];
    for (const cells of units) {
      const own = plan.members.filter(({ organisation }) => cells.includes(organisation));
      expect(checkCeiling(rules, countClasses(own.flatMap(({ wanted }) => wanted ?? []))).exceeded).toBe(false);
    }
  });

  it('is met as far as there are members, whatever the tree', () => {
    const text = (extra: string) => `{ scenario: s, title: S, rulebook: rs-2018, year: 2018, ${extra} }`;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 70 }), (size, excellent) => {
        const tree = `tree: { tier: CELL, members: ${size} }, aim: { members: { EXCELLENT: ${excellent} } }`;
        const counts = countClasses(classesOf(planOf(parseScenario(text(tree), 's'))));
        expect(counts.EXCELLENT).toBe(Math.min(size, excellent));
        expect(counts.GOOD).toBe(size - Math.min(size, excellent));
      }),
    );
  });
});

describe('what follows from a wanted class', () => {
  const wanted = fc.constantFrom(...QUALITY_CLASSES);

  it('degrees or points from which the rulebook concludes it', () => {
    fc.assert(
      fc.property(
        wanted,
        fc.constantFrom('rs-2018', 'rs-2025'),
        fc.boolean(),
        fc.integer(),
        (aim, id, leader, seed) => {
          const rules = rulebook(id).assessment.members;
          const { degrees, points, results } = gradesFor(rules, aim, { leader }, randomOf(seed));
          const evidence = { degrees, ...(points === null ? {} : { points }), facts: { ...results, leader } };
          expect(assess(rules, evidence).outcome).toBe(aim);
        },
      ),
    );
  });

  it('ballots that balance and carry it under every majority base', () => {
    fc.assert(
      fc.property(
        wanted,
        fc.integer({ min: 1, max: 200 }),
        fc.nat(),
        fc.nat(3),
        fc.integer(),
        (aim, convened, away, invalid, seed) => {
          const majority = Math.floor(convened / 2) + 1;
          const present = Math.max(majority, convened - away);
          const turnout = { convened, present, invalid: Math.min(invalid, present - majority) };
          const tally = tallyOf(turnout);
          const votes = votesFor(aim, turnout, randomOf(seed));
          expect(tallyProblem(tally, [votes])).toBeNull();
          for (const base of ['CONVENED_EFFECTIVE', 'PRESENT', 'VALID'] as const) {
            const rules = { ...rulebook('rs-2018').ballot, majorityBase: base };
            const attendance = { convenedOfficial: convened, presentOfficial: present, valid: tally.valid };
            expect(votedClass(rules, votes, majorityBase(rules, attendance))).toEqual({ class: aim, tie: false });
          }
        },
      ),
    );
  });

  it('whole shares that add up', () => {
    fc.assert(
      fc.property(
        fc.nat(5_000),
        fc.array(fc.double({ min: 0.1, max: 9, noNaN: true }), { minLength: 1 }),
        (total, weights) => {
          const shares = shareOut(total, weights);
          expect(shares.reduce((sum, share) => sum + share, 0)).toBe(total);
        },
      ),
    );
  });
});
