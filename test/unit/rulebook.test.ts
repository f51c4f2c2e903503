import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { contentHash } from '../../libs/rulebook/content-hash.js';
import { loadCalendar } from '../../libs/rulebook/load-calendar.js';
import { loadRulebook } from '../../libs/rulebook/load-rulebook.js';
import { isTree, mergeSupplement, type Tree } from '../../libs/rulebook/merge.js';
import { RulebookError } from '../../libs/rulebook/rulebook-error.js';

const shipped = fileURLToPath(new URL('../../rulebooks', import.meta.url));

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

  it('with points that do not come to a hundred, or points under DEGREES', () => {
    const points = parse(readFileSync(join(shipped, 'rs-2025.yaml'), 'utf8'));
    const { criteria } = loadRulebook('rs-2025', shipped).assessment.members;
    write('rs-2025', changed(points, ['assessment', 'members', 'criteria'], criteria.slice(1)));
    expect(failure(() => loadRulebook('rs-2025', dir)).message).toContain('points come to 85');
    write('rs-2018', changed(base(), ['assessment', 'members', 'criteria'], criteria));
    expect(failure(() => loadRulebook('rs-2018', dir)).message).toContain('points come to 100');
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

describe('a calendar', () => {
  const source = { document: 'x' };
  const off = { on: '2018-12-31', name: 'Nghỉ hoán đổi', source };
  const makeUp = { on: '2019-01-05', instead: '2018-12-31', source };

  it.each<[string, Tree, string]>([
    [
      'a Sunday to make up on',
      { daysOff: [off], makeUpDays: [{ ...makeUp, on: '2019-01-06' }] },
      'calendar.vn.makeUpDays.0.on',
    ],
    ['nothing to make up for', { daysOff: [], makeUpDays: [makeUp] }, 'calendar.vn.makeUpDays.0.instead'],
    [
      'a month-day that is none',
      { everyYear: [{ ...off, on: '13-01' }], daysOff: [off], makeUpDays: [] },
      'calendar.vn.everyYear.0.on',
    ],
  ])('is refused with %s', (_name, content, where) => {
    write('calendar.vn', { everyYear: [], ...content });
    expect(failure(() => loadCalendar(dir)).message).toContain(where);
  });

  it('loads otherwise', () => {
    write('calendar.vn', { everyYear: [], daysOff: [off], makeUpDays: [makeUp] });
    expect(loadCalendar(dir).makeUpDays).toEqual([makeUp]);
  });
});
