import type { Wording } from '../../../libs/domain/source.js';
import type { Asks } from '../../../libs/domain/people.js';
import { namesOf } from './names.js';
import type { ReadModels } from './read-models.js';

interface Acted {
  readonly actor: string;
  readonly recorder: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Names of everyone who acted or recorded, and of the organisations of bodies. */
export function namesIn(
  models: ReadModels,
  acted: readonly Acted[],
  organisations: readonly string[] = [],
): Promise<ReadonlyMap<string, string>> {
  const actors = [...new Set(acted.flatMap(({ actor, recorder }) => [actor, recorder]))];
  const people = actors.filter((actor) => UUID.test(actor));
  const bodies = actors.flatMap((actor) => actor.split('@').slice(1));
  return namesOf(models, people, [...new Set([...bodies, ...organisations])]);
}

const words = (vi: string, en: string): Wording => ({ vi, en });

const BODY_WORDS: Readonly<Record<Asks, Wording>> = {
  MEMBER: words('Đảng viên', 'Member'),
  CELL_SECRETARY: words('Bí thư chi bộ', 'Cell secretary'),
  CELL: words('Chi bộ', 'Cell'),
  RESIDENCE_SECRETARY: words('Bí thư chi bộ nơi cư trú', 'Secretary where the member lives'),
  RESIDENCE_COMMITTEE: words('Cấp ủy nơi cư trú', 'Committee where the member lives'),
  COMMITTEE: words('Cấp ủy', 'Committee'),
  ORG_DEPT: words('Ban tổ chức', 'Organisation Board'),
  OFFICE: words('Văn phòng cấp ủy', 'Office'),
  STANDING_COMMITTEE: words('Ban thường vụ', 'Standing committee'),
  EXECUTIVE_COMMITTEE: words('Ban chấp hành', 'Executive committee'),
  LEADERSHIP_COLLECTIVE: words('Tập thể lãnh đạo', 'Leadership collective'),
  NOBODY: words('–', '–'),
};

/** Whom a step asks. */
export const bodyWords = (asks: string): Wording => BODY_WORDS[asks as Asks] ?? words(asks, asks);

/** A body, a person or the procedure, as an event names who acted. */
export function actorWords(actor: string, names: ReadonlyMap<string, string>): Wording {
  if (actor === 'procedure') return words('Quy trình (máy)', 'Procedure (machine)');
  const [asks = '', organisation] = actor.split('@');
  if (organisation === undefined) return words(names.get(actor) ?? actor, names.get(actor) ?? actor);
  const body = bodyWords(asks);
  const name = names.get(organisation) ?? organisation;
  return words(`${body.vi}, ${name}`, `${body.en}, ${name}`);
}
