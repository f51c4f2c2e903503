import { describe, expect, it } from '@jest/globals';
import { openReview } from '../../libs/domain/procedure/opening.js';
import { decideImport } from '../../libs/domain/registry/decide.js';
import { evolveRegistry, initialRegistry } from '../../libs/domain/registry/evolve.js';
import type { Imported, KnownRegistry, RegistryImport } from '../../libs/domain/registry/import.js';
import { loadRulebook } from '../../libs/rulebook/load-rulebook.js';
import * as scene from '../support/cell-of-four.js';

const NOBODY: KnownRegistry = { tiers: new Map(), organisations: new Map(), people: new Map(), today: '2025-12-01' };
const tier = { code: 'COMMUNE', name: 'Xã', parents: [], kind: 'COMMITTEE', grassroots: true } as const;
const old = (id: string) => ({ id, name: id, tier: 'COMMUNE', parent: null });
const merged = (predecessors: readonly string[]): RegistryImport => ({
  tiers: [tier],
  organisations: [old('xa-a'), old('xa-b'), { ...old('xa-moi'), foundedOn: '2025-08-15', predecessors }],
});
const imported = (rows: RegistryImport, known: KnownRegistry = NOBODY): Imported => {
  const decided = decideImport(rows, known, () => 'p');
  if (!('events' in decided)) throw new Error(JSON.stringify(decided));
  return decided;
};

describe('whom an organisation succeeds', () => {
  it('is recorded with it, changed by naming others, and left alone when nothing is said', () => {
    const { events } = imported(merged(['xa-a']));
    const own = events.filter(({ subject }) => subject === 'xa-moi').map(({ event }) => event);
    expect(own).toContainEqual({ type: 'PredecessorsNamed', organisation: 'xa-moi', predecessors: ['xa-a'] });
    const state = own.reduce(evolveRegistry, initialRegistry);
    const registered = (id: string) =>
      evolveRegistry(initialRegistry, {
        type: 'OrganisationRegistered',
        organisation: id,
        tier: 'COMMUNE',
        parent: null,
        foundedOn: null,
      });
    const known: KnownRegistry = {
      ...NOBODY,
      tiers: new Map([[tier.code, tier]]),
      organisations: new Map([
        ['xa-moi', state],
        ['xa-a', registered('xa-a')],
        ['xa-b', registered('xa-b')],
      ]),
    };
    expect(imported(merged(['xa-a']), known).events).toEqual([]);
    expect(imported(merged(['xa-a', 'xa-b']), known).events.map(({ event }) => event)).toEqual([
      { type: 'PredecessorsNamed', organisation: 'xa-moi', predecessors: ['xa-a', 'xa-b'] },
    ]);
    const silent = merged([]).organisations?.map(({ predecessors: _, ...row }) => row) ?? [];
    expect(imported({ organisations: silent }, known).events).toEqual([]);
  });

  it.each([
    [['xa-moi'], 'OWN_PREDECESSOR'],
    [['xa-a', 'xa-a'], 'DUPLICATE'],
    [['xa-khac'], 'UNKNOWN_ORGANISATION'],
  ])('is refused as %j', (predecessors, code) => {
    expect(decideImport(merged(predecessors), NOBODY, () => 'p')).toEqual([
      { sheet: 'organisations', row: 3, field: 'predecessors', code },
    ]);
  });

  it('decides whether a young organisation has a class, where the rulebook counts it', () => {
    const young = { ...scene.CELL_NODE, foundedOn: '2025-08-15' };
    const successor = { ...young, predecessors: [{ id: 'chi-bo-cu', foundedOn: null }] };
    const opened = (rulebook: string, organisation: typeof young) =>
      openReview(
        { ...scene.CELL_SNAPSHOT, organisation },
        {
          cycle: '2025',
          year: 2025,
          enteredAfterwards: false,
          parent: 'x',
          rulebook: loadRulebook(rulebook, 'rulebooks'),
        },
      ).map(({ event }) => event);
    expect(opened('rs-2025', young)).toContainEqual({ type: 'OrganisationUnclassified', reason: 'ORG_UNDER_6_MONTHS' });
    const followed = opened('rs-2025', successor);
    expect(followed).not.toContainEqual(expect.objectContaining({ type: 'OrganisationUnclassified' }));
    expect(followed).toContainEqual(
      expect.objectContaining({ type: 'OrganisationReviewOpened', predecessors: ['chi-bo-cu'] }),
    );
    expect(opened('rs-2019', successor)).toContainEqual({
      type: 'OrganisationUnclassified',
      reason: 'ORG_UNDER_6_MONTHS',
    });
  });
});
