import { z } from 'zod';
import { applies, code, degree, qualityClass, ratio, source, wording } from './parts.schema.js';

const bounds = {
  fact: code,
  is: z.boolean().exactOptional(),
  atLeast: z.number().exactOptional(),
  above: z.number().exactOptional(),
  atMost: z.number().exactOptional(),
  below: z.number().exactOptional(),
};

const shareOf = z.enum(['MEMBERS', 'SUBORDINATES']);

const condition = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('DEGREES'), of: z.enum(['TASK', 'GENERAL', 'ALL']), atLeast: degree, ...applies }),
    z.strictObject({ kind: z.literal('POINTS'), from: z.number(), below: z.number().exactOptional(), ...applies }),
    z.strictObject({
      kind: z.literal('RESULT'),
      whenUnknown: z.enum(['NOT_MET', 'NOT_APPLICABLE']),
      ...bounds,
      ...applies,
    }),
    z.strictObject({
      kind: z.literal('SHARE'),
      of: shareOf,
      inClassOrBetter: qualityClass,
      atLeast: ratio,
      ...applies,
    }),
  ])
  .meta({ id: 'Condition' });

const criterion = z.strictObject({
  id: code,
  name: wording,
  group: z.enum(['TASK', 'GENERAL']),
  ...applies,
  maxPoints: z.int().positive().exactOptional(),
  source,
});

const classRule = z.strictObject({ class: qualityClass, conditions: z.array(condition).min(1), source });

const automatic = {
  id: code,
  class: qualityClass,
  effect: z.enum(['APPLY', 'WEIGH']),
  exceptions: z.array(z.strictObject({ fact: code, effect: z.enum(['LIFT', 'WEIGH']) })),
  source,
  ...applies,
};

const automaticRule = z.union([
  z.strictObject({ ...automatic, ...bounds }),
  z.strictObject({
    ...automatic,
    share: z.strictObject({ of: shareOf, inClassOrWorse: qualityClass, above: ratio }),
  }),
]);

/** How evidence becomes a class, for one population. */
export const assessment = z
  .strictObject({
    method: z.enum(['DEGREES', 'POINTS']),
    criteria: z.array(criterion),
    classes: z.array(classRule).min(1),
    automatic: z.array(automaticRule),
  })
  .superRefine((rules, context) => {
    const once = (path: string, keys: readonly string[]): void => {
      keys.forEach((key, index) => {
        if (keys.indexOf(key) !== index)
          context.addIssue({ code: 'custom', path: [path, index], message: `«${key}» stands twice` });
      });
    };
    once(
      'criteria',
      rules.criteria.map(({ id }) => id),
    );
    once(
      'classes',
      rules.classes.map((rule) => rule.class),
    );
    once(
      'automatic',
      rules.automatic.map(({ id }) => id),
    );
    const asked = rules.method === 'DEGREES' ? 'DEGREES' : 'POINTS';
    rules.classes.forEach((rule, index) => {
      if (!rule.conditions.some(({ kind }) => kind === asked))
        context.addIssue({
          code: 'custom',
          path: ['classes', index, 'conditions'],
          message: `no condition of kind ${asked}`,
        });
    });
    if (rules.criteria.length === 0)
      context.addIssue({ code: 'custom', path: ['criteria'], message: 'there are none' });
    for (const [whom, points] of pointsOf(rules.criteria))
      if (points !== (rules.method === 'POINTS' ? 100 : 0))
        context.addIssue({
          code: 'custom',
          path: ['criteria'],
          message: `points${whom} come to ${points}; POINTS need 100, DEGREES have none`,
        });
    const tests = [
      ...rules.automatic.flatMap((rule, index) =>
        'share' in rule ? [] : [{ test: rule, path: ['automatic', index] }],
      ),
      ...rules.classes.flatMap((rule, index) =>
        rule.conditions.flatMap((one, at) =>
          one.kind === 'RESULT' ? [{ test: one, path: ['classes', index, 'conditions', at] }] : [],
        ),
      ),
    ];
    for (const { test, path } of tests) {
      const numeric = [test.atLeast, test.above, test.atMost, test.below].some((bound) => bound !== undefined);
      if (numeric === (test.is !== undefined))
        context.addIssue({
          code: 'custom',
          path,
          message: 'compare the fact with `is`, or with bounds, and with one of them only',
        });
    }
  });

type Criteria = readonly z.infer<typeof criterion>[];

/** The whole of the sheet, for those of whom no fact is known and for those of whom one is. */
function pointsOf(criteria: Criteria): readonly (readonly [string, number])[] {
  const facts = criteria.flatMap(({ onlyIf, unless }) => [onlyIf ?? [], unless ?? []].flat());
  const sheet = (known: string | null): number =>
    criteria
      .filter(
        ({ onlyIf, unless }) =>
          (onlyIf === undefined || onlyIf === known) && (unless === undefined || unless !== known),
      )
      .reduce((sum, { maxPoints = 0 }) => sum + maxPoints, 0);
  return [['', sheet(null)] as const, ...[...new Set(facts)].map((fact) => [` (${fact})`, sheet(fact)] as const)];
}
