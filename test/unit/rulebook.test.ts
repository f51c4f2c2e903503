import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { STEP_NAMES } from '../../libs/domain/procedure/steps.js';
import { contentHash } from '../../libs/rulebook/content-hash.js';
import { rulebookJsonSchema } from '../../libs/rulebook/json-schema.js';
import { listRulebooks, loadRulebook } from '../../libs/rulebook/load-rulebook.js';
import { isTree, mergeSupplement, type Tree } from '../../libs/rulebook/merge.js';
import { RulebookError } from '../../libs/rulebook/rulebook-error.js';

const shipped = fileURLToPath(new URL('../../rulebooks', import.meta.url));
const ids = ['rs-2018', 'rs-2018-ha-giang', 'rs-2025'];

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rulebook-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});

const base = (): Tree => parse(readFileSync(join(shipped, 'rs-2018.yaml'), 'utf8'));
const write = (id: string, content: unknown): void => writeFileSync(join(dir, `${id}.yaml`), stringify(content));
const title = { vi: 'Phụ lục', en: 'Supplement' };

function failure(run: () => unknown): RulebookError {
  try {
    run();
  } catch (error) {
    if (error instanceof RulebookError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

/** A copy of a tree with one value replaced, or taken away where `value` is undefined. */
function changed(tree: Tree, path: readonly string[], value: unknown): Tree {
  const [key = '', ...rest] = path;
  const child = tree[key];
  const next = rest.length === 0 ? value : changed(isTree(child) ? child : {}, rest, value);
  const { [key]: _old, ...others } = tree;
  return next === undefined ? others : { ...others, [key]: next };
}

describe('the rulebooks that are shipped', () => {
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

describe('a content hash', () => {
  it('is SHA-256 over RFC 8785: keys sorted, no blanks, however the content is laid out', () => {
    // printf '{"a":[1,"ệ"],"b":0.2}' | sha256sum
    const known = '3fc149798b787404d08565b1ace79617472bb801e904cdd41b1719f3bdab2203';
    expect(contentHash({ b: 0.2, a: [1, 'ệ'] })).toBe(known);
    expect(contentHash({ a: [1, 'ệ'], b: 0.2 })).toBe(known);
  });

  it('does not change with the order of keys, comments or aliases of the file', () => {
    write('rs-2018', Object.fromEntries(Object.entries(base()).reverse()));
    expect(loadRulebook('rs-2018', dir).hash).toBe(loadRulebook('rs-2018', shipped).hash);
  });

  it('changes with any value', () => {
    write('rs-2018', changed(base(), ['ceiling', 'members', 'ratio'], 0.2001));
    expect(loadRulebook('rs-2018', dir).hash).not.toBe(loadRulebook('rs-2018', shipped).hash);
  });
});

describe('a rulebook is refused', () => {
  const ceiling = ['ceiling', 'members'];
  it.each<[string, readonly string[], unknown]>([
    ['with an unknown key', ['ceiling', 'members', 'ratoi'], 0.2],
    ['without a key', ['ballot', 'mode'], undefined],
    ['with a ratio above one', [...ceiling, 'ratio'], 20],
    ['with a ratio of five decimals', [...ceiling, 'ratio'], 0.20001],
    ['without a source', [...ceiling, 'source'], undefined],
    [
      'with like groups outside their scope',
      [...ceiling, 'likeGroups'],
      [{ code: 'a', name: title, source: { document: 'x' } }],
    ],
    ['with the scope LIKE_GROUP and no groups', [...ceiling, 'scope'], 'LIKE_GROUP'],
    ['with an exception below the rule', [...ceiling, 'exceptionRatio'], 0.1],
    [
      'with an unknown step',
      ['procedure', 'timetable', 'LUNCH'],
      { workingDays: 1, escalatesTo: 'OFFICE', source: { document: 'x' } },
    ],
    ['with half a working day', ['procedure', 'timetable', 'MEETING', 'workingDays'], 0.5],
    ['reminding after the end', ['procedure', 'remindAt'], 1],
    ['with no criteria', ['assessment', 'members', 'criteria'], []],
    ['with another method than its conditions', ['assessment', 'members', 'method'], 'POINTS'],
    ['with an unknown class', ['classes', 'SUPERB'], title],
    ['with a date that is none', ['documents'], [{ number: '1', issuer: 'x', date: '2018-02-30' }]],
  ])('%s', (_name, path, value) => {
    write('rs-2018', changed(base(), path, value));
    const error = failure(() => loadRulebook('rs-2018', dir));
    expect(error.code).toBe('RULEBOOK_INVALID');
    expect(error.message).toContain(`rs-2018.${path[0] ?? ''}`);
    expect(error.path[0]).toBe(path[0]);
  });

  it('with one criterion twice, or a fact compared both ways', () => {
    const { members } = loadRulebook('rs-2018', shipped).assessment;
    write(
      'rs-2018',
      changed(base(), ['assessment', 'members', 'criteria'], [...members.criteria, members.criteria[0]]),
    );
    expect(failure(() => loadRulebook('rs-2018', dir)).message).toContain(
      'assessment.members.criteria.7: «politics-morality» stands twice',
    );
    write('rs-2018', changed(base(), ['assessment', 'members', 'automatic'], [{ ...members.automatic[0], below: 3 }]));
    expect(failure(() => loadRulebook('rs-2018', dir)).path).toEqual(['assessment', 'members', 'automatic', 0]);
  });

  it('all faults at once', () => {
    write('rs-2018', changed(changed(base(), ['ballot', 'mode'], 'LOUD'), ['retentionYears', 'years'], 0));
    const { message } = failure(() => loadRulebook('rs-2018', dir));
    expect(message).toContain('rs-2018.ballot.mode');
    expect(message).toContain('rs-2018.retentionYears.years');
  });

  it.each<[string, string, string]>([
    ['missing', 'rs-1999', 'RULEBOOK_NOT_FOUND'],
    ['a path and no id', '../rs-2018', 'RULEBOOK_NOT_FOUND'],
    ['no YAML', 'rs-broken', 'RULEBOOK_UNREADABLE'],
    ['a key twice', 'rs-twice', 'RULEBOOK_UNREADABLE'],
    ['no map', 'rs-list', 'RULEBOOK_UNREADABLE'],
    ['under another name', 'rs-other', 'RULEBOOK_ID_MISMATCH'],
  ])('%s', (_name, id, code) => {
    writeFileSync(join(dir, 'rs-broken.yaml'), 'id: [');
    writeFileSync(join(dir, 'rs-twice.yaml'), 'id: rs-twice\nid: rs-twice\n');
    writeFileSync(join(dir, 'rs-list.yaml'), '- 1\n');
    write('rs-other', base());
    expect(failure(() => loadRulebook(id, dir)).code).toBe(code);
  });
});

describe('a supplement', () => {
  beforeEach(() => write('rs-2018', base()));
  const source = { document: '01-HD/TU' };
  const supplement = (content: Tree, id = 'rs-local', over = 'rs-2018'): void =>
    write(id, { id, extends: over, title, ...content });

  it('changes what it names and nothing else, over any number of levels', () => {
    supplement({ ceiling: { members: { ratio: 0.15, source } } });
    supplement({ procedure: { timetable: { MEETING: { workingDays: 9, source } } } }, 'rs-district', 'rs-local');
    const [central, district] = [loadRulebook('rs-2018', dir), loadRulebook('rs-district', dir)];
    expect(district.ceiling.members).toEqual({ ...central.ceiling.members, ratio: 0.15, source });
    expect(district.procedure.timetable.MEETING).toEqual({
      ...central.procedure.timetable.MEETING,
      workingDays: 9,
      source,
    });
    expect(district.procedure.timetable.HEAD).toEqual(central.procedure.timetable.HEAD);
    expect(district.ceiling.organisations).toEqual(central.ceiling.organisations);
  });

  it('replaces a source whole: what was uncertain does not stay so', () => {
    supplement({ ceiling: { members: { ratio: 0.15, source } } });
    expect(loadRulebook('rs-local', dir).ceiling.members.source).toEqual(source);
  });

  it('replaces lists whole', () => {
    supplement({ papers: { members: ['SELF_REVIEW'], source } });
    expect(loadRulebook('rs-local', dir).papers.members).toEqual(['SELF_REVIEW']);
  });

  it.each<[string, Tree, readonly string[]]>([
    ['a value', { ceiling: { members: { ratio: 0.15 } } }, ['ceiling', 'members', 'ratio']],
    [
      'a value whose source stands further out',
      { deciders: { organisations: { GRASSROOTS: 'SELF' } } },
      ['deciders', 'organisations', 'GRASSROOTS'],
    ],
    ['a value whose source stands by name', { eligibility: { minimumMonths: 3 } }, ['eligibility', 'minimumMonths']],
    ['a list', { papers: { members: ['SELF_REVIEW'] } }, ['papers', 'members']],
  ])('must cite where it changes %s', (_name, content, path) => {
    supplement(content);
    const error = failure(() => loadRulebook('rs-local', dir));
    expect([error.code, error.path]).toEqual(['SUPPLEMENT_WITHOUT_SOURCE', path]);
  });

  it('may change by name with the source of that name', () => {
    supplement({ eligibility: { minimumMonths: 3, sources: { minimumMonths: source } } });
    expect(loadRulebook('rs-local', dir).eligibility).toMatchObject({
      minimumMonths: 3,
      sources: { minimumMonths: source },
    });
  });

  it('is checked as the whole that it makes', () => {
    supplement({ ceiling: { members: { enforcement: 'SHOUT', source } } });
    expect(failure(() => loadRulebook('rs-local', dir)).message).toContain('rs-local.ceiling.members.enforcement');
  });

  it('needs something to extend, and not itself', () => {
    supplement({}, 'rs-a', 'rs-b');
    supplement({}, 'rs-b', 'rs-a');
    supplement({}, 'rs-c', 'rs-none');
    expect(failure(() => loadRulebook('rs-a', dir)).code).toBe('RULEBOOK_EXTENDS_ITSELF');
    expect(failure(() => loadRulebook('rs-c', dir)).code).toBe('RULEBOOK_NOT_FOUND');
  });

  it('leaves what it extends untouched', () => {
    const under = { a: { b: 1 }, documents: [1] };
    expect(mergeSupplement(under, { a: { b: 2 }, documents: [2] })).toEqual({ a: { b: 2 }, documents: [1, 2] });
    expect(under).toEqual({ a: { b: 1 }, documents: [1] });
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
      expect(schema.safeParse({ ...(isTree(content) ? content : {}), titel: title }).success).toBe(false);
    }
  });
});
