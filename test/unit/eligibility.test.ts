import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decidersOf, type OrgNode } from '../../libs/domain/eligibility/deciders.js';
import { unclassifiedOrganisationReason, unclassifiedReason } from '../../libs/domain/eligibility/eligibility.js';
import type { Rulebook } from '../../libs/domain/rulebook.js';
import { loadRulebook } from '../../libs/rulebook/load-rulebook.js';

const dir = fileURLToPath(new URL('../../rulebooks', import.meta.url));
const rs2018 = loadRulebook('rs-2018', dir);
const rs2025 = loadRulebook('rs-2025', dir);
const member = { admittedOn: '2000-01-01', exempt: false, suspended: false };

describe('a member without a class', () => {
  it.each([
    ['2018-06-30', null],
    ['2018-07-01', null],
    ['2018-07-02', 'UNDER_6_MONTHS'],
    ['2018-12-31', 'UNDER_6_MONTHS'],
    [null, null],
  ])('admitted on %s: %s', (admittedOn, reason) => {
    expect(unclassifiedReason({ ...member, admittedOn }, rs2018, '2018-12-31')).toBe(reason);
  });

  it('is exempt, whatever else holds', () => {
    const facts = { admittedOn: '2018-12-01', exempt: true, suspended: true };
    expect(unclassifiedReason(facts, rs2018, '2018-12-31')).toBe('EXEMPT');
  });

  it('is suspended from RS-2019 on, not in RS-2018', () => {
    const facts = { ...member, suspended: true };
    expect(unclassifiedReason(facts, rs2018, '2018-12-31')).toBeNull();
    expect(unclassifiedReason(facts, rs2025, '2025-12-31')).toBe('SUSPENDED');
  });
});

describe('an organisation without a class', () => {
  it.each([
    ['2018-07-01', null],
    ['2018-07-02', 'ORG_UNDER_6_MONTHS'],
    [null, null],
  ])('founded on %s: %s', (foundedOn, reason) => {
    expect(unclassifiedOrganisationReason({ foundedOn }, rs2018, '2018-12-31')).toBe(reason);
  });

  it('is never so where the rulebook has no such rule', () => {
    const none = { eligibility: { ...rs2018.eligibility, organisationMinimumMonths: null } };
    expect(unclassifiedOrganisationReason({ foundedOn: '2018-12-01' }, none, '2018-12-31')).toBeNull();
  });

  const young = (...predecessors: readonly (string | null)[]) => ({
    foundedOn: '2025-08-15',
    predecessors: predecessors.map((foundedOn) => ({ foundedOn })),
  });
  it.each<[string, ReturnType<typeof young>, string | null]>([
    ['none', young(), 'ORG_UNDER_6_MONTHS'],
    ['one that is as young', young('2025-08-01'), 'ORG_UNDER_6_MONTHS'],
    ['one of 1/7', young('2025-07-01'), null],
    ['one that is old, beside a young one', young('2025-08-01', '1990-02-03'), null],
    ['one that has always been', young(null), null],
  ])('counts its predecessors where the rulebook says so: %s', (_, facts, reason) => {
    expect(unclassifiedOrganisationReason(facts, rs2025, '2025-12-31')).toBe(reason);
    // RS-2018 knows no such rule.
    expect(unclassifiedOrganisationReason(facts, rs2018, '2025-12-31')).toBe('ORG_UNDER_6_MONTHS');
  });
});

const committee = (id: string, parent: string | null, grassroots = false): OrgNode => ({
  id,
  parent,
  tier: { code: 'any', kind: 'COMMITTEE', grassroots },
});
const cell = (id: string, parent: string | null, grassroots = false): OrgNode => ({
  id,
  parent,
  tier: { code: 'any', kind: 'CELL', grassroots },
});
const decide = (nodes: readonly OrgNode[], id: string, rulebook: Pick<Rulebook, 'deciders'> = rs2018) => {
  const lookup = (wanted: string) => nodes.find((node) => node.id === wanted);
  const org = lookup(id);
  if (org === undefined) throw new Error(id);
  return decidersOf(org, lookup, rulebook);
};

describe('who decides', () => {
  const district = [
    committee('huyện', null),
    committee('xã', 'huyện', true),
    cell('thôn', 'xã'),
    committee('bộ phận', 'xã'),
    cell('tổ', 'bộ phận'),
    cell('cơ quan', 'huyện', true),
  ];

  it.each<[string, string, string | null, readonly string[], readonly string[]]>([
    ['thôn', 'xã', 'xã', [], []],
    ['tổ', 'xã', 'xã', ['bộ phận'], ['bộ phận']],
    ['bộ phận', 'xã', 'xã', [], []],
    ['cơ quan', 'cơ quan', 'huyện', [], []],
    ['xã', 'xã', 'huyện', [], []],
    ['huyện', 'huyện', null, [], []],
  ])('of %s: members by %s, itself by %s', (id, members, organisation, between, betweenOrganisation) => {
    expect(decide(district, id)).toEqual({ members, organisation, between, betweenOrganisation });
  });

  it('is a lone cell itself, and nobody for its own class', () => {
    expect(decide([cell('lẻ', null)], 'lẻ')).toEqual({
      members: 'lẻ',
      organisation: null,
      between: [],
      betweenOrganisation: [],
    });
  });

  it('is the commune directly under a province', () => {
    const tree = [committee('tỉnh', null), committee('xã', 'tỉnh', true), cell('thôn', 'xã')];
    expect(decide(tree, 'thôn')).toMatchObject({ members: 'xã', organisation: 'xã' });
    expect(decide(tree, 'xã')).toMatchObject({ organisation: 'tỉnh' });
  });

  it('passes over any number of tiers in between, lowest first', () => {
    const tree = [
      committee('A', null),
      committee('B', 'A', true),
      committee('C', 'B'),
      committee('D', 'C'),
      cell('E', 'D'),
    ];
    expect(decide(tree, 'E')).toEqual({
      members: 'B',
      organisation: 'B',
      between: ['D', 'C'],
      betweenOrganisation: ['D', 'C'],
    });
  });

  it('is the cell itself for its members where no grassroots organisation is above, and the superior for its class', () => {
    const tree = [committee('A', null), committee('B', 'A'), cell('C', 'B')];
    expect(decide(tree, 'C')).toEqual({ members: 'C', organisation: 'B', between: [], betweenOrganisation: [] });
  });

  it('follows another rule of the rulebook', () => {
    const bySuperior = {
      deciders: {
        ...rs2018.deciders,
        members: 'SUPERIOR',
        organisations: { ...rs2018.deciders.organisations, BELOW_GRASSROOTS: 'SELF' },
      },
    } as const;
    expect(decide(district, 'tổ', bySuperior)).toMatchObject({ members: 'bộ phận', organisation: 'tổ', between: [] });
    expect(decide(district, 'huyện', bySuperior)).toMatchObject({ members: 'huyện' });
  });

  it('takes a cell with no grassroots organisation above for one, and looks above a grassroots organisation for its own class', () => {
    const { organisations } = rs2018.deciders;
    const tree = [committee('A', null, true), committee('B', 'A'), committee('C', 'B', true), cell('D', null)];
    const itself = {
      deciders: { ...rs2018.deciders, organisations: { ...organisations, ABOVE_GRASSROOTS: 'SELF' } },
    } as const;
    expect(decide([committee('A', null), cell('D', 'A')], 'D', itself).organisation).toBe('A');
    const nearest = {
      deciders: { ...rs2018.deciders, organisations: { ...organisations, GRASSROOTS: 'GRASSROOTS' } },
    } as const;
    expect(decide(tree, 'C', nearest)).toMatchObject({ members: 'C', organisation: 'A', betweenOrganisation: ['B'] });
  });

  it('refuses a tree that bites its tail or hangs in the air', () => {
    expect(() => decide([committee('A', 'B'), committee('B', 'A')], 'A')).toThrow('its own superior');
    expect(() => decide([cell('A', 'nowhere')], 'A')).toThrow('unknown organisation');
  });

  it('is always the organisation itself or one above it, with all others in between', () => {
    const chain = fc.array(fc.boolean(), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(chain, (grassroots) => {
        const nodes = grassroots.map((flag, index) =>
          (index === grassroots.length - 1 ? cell : committee)(
            String(index),
            index === 0 ? null : String(index - 1),
            flag,
          ),
        );
        const last = nodes.length - 1;
        const { members, organisation, between } = decide(nodes, String(last));
        const nearest = grassroots.lastIndexOf(true);
        expect(members).toBe(String(nearest === -1 ? last : nearest));
        expect(organisation === null).toBe(last === 0);
        expect(organisation).not.toBe(String(last));
        expect(between).toHaveLength(Math.max(last - Number(members) - 1, 0));
      }),
    );
  });
});
