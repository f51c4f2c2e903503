import type { Asks } from '../libs/domain/people.js';
import type { CaseView } from '../libs/domain/ports.js';
import { OWN, OWN_SUBJECT, type PassId } from '../libs/domain/procedure/passes.js';
import { everyLineAnswered, everyPartDone, furtherPasses, resubmits, type FurtherPass } from './answers.js';
import type { Case } from './case.js';

/** How an organisation comes to its own class. */
export interface OwnClassRoad {
  /** Who votes on the class. */
  readonly asks: Asks;
  /** Who decides on it where nobody else does (a root that the rulebook classifies). */
  readonly decides: Asks;
  readonly opens?: (view: CaseView) => boolean;
}

/** True when this organisation gets a class of its own: not the young, and the root only if the rulebook says so. */
export const hasOwnClass = ({ ownClassDue, bodies }: CaseView): boolean =>
  ownClassDue && bodies.organisationDecidedBy !== null;

/** The organisation's own class: proposed by itself, decided by its superior. */
export async function ownClass(organisation: Case, { opens, ...road }: OwnClassRoad): Promise<void> {
  await propose(organisation, road, OWN, opens === undefined ? {} : { opens });
}

async function propose(
  organisation: Case,
  road: OwnClassRoad,
  pass: PassId,
  delay: Pick<OwnClassRoad, 'opens'> = {},
): Promise<void> {
  await organisation.step({
    pass,
    name: 'OWN_CLASS',
    subjects: OWN_SUBJECT,
    asks: road.asks,
    ...delay,
    until: everyPartDone,
    submits: () => ({ pass, subjects: OWN_SUBJECT, appraise: true }),
  });
  await awaitDecision(organisation, road, pass);
}

async function awaitDecision(organisation: Case, road: OwnClassRoad, pass: PassId): Promise<void> {
  const line = { pass, subjects: OWN_SUBJECT, until: everyLineAnswered, submits: resubmits(pass) };
  const answer =
    organisation.view.bodies.organisationDecidedBy === organisation.id
      ? await organisation.step({ ...line, name: 'DECISION', asks: road.decides, mayReturnTo: OWN_CLASS_RETURNS })
      : await organisation.step({ ...line, name: 'AWAIT_DECISION', asks: 'NOBODY' });
  await Promise.all(furtherPasses(pass, answer).map((next) => goOn(organisation, road, next)));
}

/** Where a superior may send an organisation's own class back to. */
export const OWN_CLASS_RETURNS = ['OWN_CLASS'] as const;

async function goOn(organisation: Case, road: OwnClassRoad, { pass, step }: FurtherPass): Promise<void> {
  if (step === 'OWN_CLASS') await propose(organisation, road, pass);
  else await awaitDecision(organisation, road, pass);
}
