import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { criteriaFor } from '../../libs/domain/assessment/conditions.js';
import type { Facts } from '../../libs/domain/assessment/facts.js';
import { STEP_NAMES } from '../../libs/domain/procedure/steps.js';
import { rulebookJsonSchema } from '../../libs/rulebook/json-schema.js';
import { listRulebooks, loadRulebook } from '../../libs/rulebook/load-rulebook.js';
import { isTree } from '../../libs/rulebook/merge.js';

const shipped = fileURLToPath(new URL('../../rulebooks', import.meta.url));
const ids = ['rs-2014', 'rs-2018', 'rs-2018-ha-giang', 'rs-2019', 'rs-2019-hai-vong', 'rs-2023', 'rs-2025'];

/** A cycle is pinned to the hash of its rulebook: a book that cycles may stand on never changes, it gets a successor. */
const PINNED: Readonly<Record<string, string>> = {
  'rs-2018': 'e6617871617bc575dc05445bdd36c11b9302b7cce5a23ec89d3f80602fe93c60',
  'rs-2018-ha-giang': 'dcce0769fb269fc1dd885c8955b5e021a3ff46c1d5f58782f6c975342387d251',
};

describe('the rulebooks that are shipped', () => {
  it.each(Object.entries(PINNED))('%s is what it was when it was issued', (id, hash) => {
    expect(loadRulebook(id, shipped).hash).toBe(hash);
  });

  it('all load, each with a hash of its own', () => {
    const listed = listRulebooks(shipped);
    expect(listed.map(({ id }) => id)).toEqual(ids);
    expect(new Set(listed.map(({ hash }) => hash)).size).toBe(ids.length);
    for (const { hash } of listed) expect(hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each(ids)('%s gives every step that asks somebody its working days', (id) => {
    const asking = STEP_NAMES.filter((name) => !name.startsWith('AWAIT_'));
    expect(Object.keys(loadRulebook(id, shipped).procedure.timetable).sort()).toEqual([...asking].sort());
  });

  it('Hà Giang extends RS-2018: warns, truncates, and is otherwise the same', () => {
    const [central, local] = [loadRulebook('rs-2018', shipped), loadRulebook('rs-2018-ha-giang', shipped)];
    expect(local.ceiling.members).toMatchObject({ ratio: 0.2, base: 'GOOD_ONLY', enforcement: 'WARN' });
    expect(local.ceiling.organisations).toMatchObject({ ratio: 0.2, enforcement: 'WARN' });
    expect(local.statistics.members).toMatchObject({ decimals: 0, mode: 'TRUNCATE' });
    expect(local.statistics.organisations).toMatchObject({ decimals: 1, mode: 'TRUNCATE' });
    expect(local.documents.map(({ number }) => number)).toEqual(['132-QĐ/TW', '16-HD/BTCTW', '06-HD/TU']);
    expect(local.ceiling.members.source.document).toBe('06-HD/TU');
    expect(local.assessment).toEqual(central.assessment);
    expect(local.procedure).toEqual(central.procedure);
    expect(central.ceiling.members.enforcement).toBe('BLOCK');
  });

  it('RS-2025 has points to a hundred, like groups and an exception up to 25 %', () => {
    const { assessment, ceiling } = loadRulebook('rs-2025', shipped);
    const pointsOf = (wanted: string, facts: Facts): number =>
      criteriaFor(assessment.members, facts).reduce(
        (sum, { group, maxPoints = 0 }) => sum + (group === wanted ? maxPoints : 0),
        0,
      );
    for (const facts of [{}, { leader: true }, { outsidePoliticalSystem: true }])
      expect([pointsOf('GENERAL', facts), pointsOf('TASK', facts)]).toEqual([30, 70]);
    for (const rules of [ceiling.members, ceiling.organisations])
      expect(rules).toMatchObject({ ratio: 0.2, base: 'GOOD_ONLY', scope: 'LIKE_GROUP', exceptionRatio: 0.25 });
  });

  it('leave no number without a document behind it', () => {
    const unsourced = (tree: unknown, path: string, cited: boolean): readonly string[] => {
      if (typeof tree === 'number') return cited ? [] : [path];
      if (typeof tree !== 'object' || tree === null) return [];
      const here = cited || 'source' in tree || 'sources' in tree;
      return Object.entries(tree).flatMap(([key, value]) => unsourced(value, `${path}.${key}`, here));
    };
    expect(ids.flatMap((id) => unsourced(loadRulebook(id, shipped), id, false))).toEqual([]);
  });
});

describe('the published JSON Schema', () => {
  const published: unknown = JSON.parse(readFileSync(join(shipped, 'rulebook.schema.json'), 'utf8'));

  it('is in step with the program (else: node dist/libs/rulebook/publish-schema.js rulebooks/rulebook.schema.json)', () => {
    expect(published).toEqual(JSON.parse(JSON.stringify(rulebookJsonSchema())));
  });

  it('takes every shipped file and refuses a misspelt key', () => {
    const schema = z.fromJSONSchema(rulebookJsonSchema());
    const files = readdirSync(shipped).filter((file) => file.startsWith('rs-') && file.endsWith('.yaml'));
    expect(files).toHaveLength(ids.length);
    for (const file of files) {
      const content: unknown = parse(readFileSync(join(shipped, file), 'utf8'));
      expect(schema.safeParse(content).success).toBe(true);
      expect(schema.safeParse({ ...(isTree(content) ? content : {}), titel: 'x' }).success).toBe(false);
    }
  });
});
