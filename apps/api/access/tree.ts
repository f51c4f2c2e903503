import { Injectable } from '@nestjs/common';
import { cellCase, committeeCase, cycleStream, memberStream } from '../../../libs/domain/ids.js';
import { ReadModels } from '../reading/read-models.js';
import { remembered } from './remembered.js';
import { DOWNWARDS, OPEN_CASE, PLACE_OF_MEMBER, RESIDENCES, ROOT_OF_CYCLE, UPWARDS } from './tree.queries.js';

/** Where a member is reviewed in a cycle, and the organisations that answer for where he lives. */
export interface Place {
  readonly organisation: string;
  readonly caseId: string;
  readonly residence: readonly string[];
}

const MOMENTS = 3_000;
const FOR_GOOD = 3_600_000;

/** Where things stand in the tree of organisations and of cases; what never changes is remembered, the rest for moments. */
@Injectable()
export class Tree {
  private readonly paths = remembered((organisation: string) => this.ids(UPWARDS, organisation), MOMENTS);
  private readonly residences = remembered((key: string) => this.ids(RESIDENCES, ...key.split('/')), MOMENTS);
  private readonly roots = remembered((cycle: string) => this.loadRoot(cycle), FOR_GOOD);
  private readonly cases = remembered((key: string) => this.loadCase(key), FOR_GOOD);

  constructor(private readonly reading: ReadModels) {}

  /** The organisation and those above it, nearest first; empty when there is none of that id. */
  upwards(organisation: string): Promise<readonly string[]> {
    return this.paths.get(organisation);
  }

  /** These organisations and all beneath them. */
  downwards(organisations: readonly string[]): Promise<readonly string[]> {
    return organisations.length === 0 ? Promise.resolve([]) : this.ids(DOWNWARDS, organisations);
  }

  /** The organisation that a cycle was created for; null without such a cycle. */
  rootOf(cycle: string): Promise<string | null> {
    return this.roots.get(cycle);
  }

  /** The case of an organisation in a cycle; null as long as it is not open. */
  caseOf(cycle: string, organisation: string): Promise<string | null> {
    return this.cases.get(`${cycle}/${organisation}`);
  }

  placeOf(cycle: string, member: string): Promise<Place | null> {
    return this.reading.first<Place>(PLACE_OF_MEMBER, memberStream(cycle, member));
  }

  /** Where members of an organisation live, as far as their residence comments are due in the cycle. */
  residenceOrganisations(cycle: string, organisation: string): Promise<readonly string[]> {
    return this.residences.get(`${cycle}/${organisation}`);
  }

  /** After an import. */
  forget(): void {
    this.paths.clear();
  }

  private async ids(query: typeof UPWARDS, ...values: readonly unknown[]): Promise<readonly string[]> {
    const rows = await this.reading.rows<{ id: string }>(query, ...values);
    return rows.map(({ id }) => id);
  }

  private async loadRoot(cycle: string): Promise<string | null> {
    const row = await this.reading.first<{ root: string | null }>(ROOT_OF_CYCLE, cycleStream(cycle));
    return row?.root ?? null;
  }

  private async loadCase(key: string): Promise<string | null> {
    const [cycle = '', organisation = ''] = key.split('/');
    const [id] = await this.ids(OPEN_CASE, [cellCase(cycle, organisation), committeeCase(cycle, organisation)]);
    return id ?? null;
  }
}
