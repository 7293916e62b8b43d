/** The end of a registration: sealed, when every page is written, or abandoned before that. */
import { type Actor, type Decision, type Instant, refuseUnless } from '../ledger';
import type { Lot } from './lot.schema';
import type { Part } from './part.schema';
import type { PartAbandoned, PartSealed } from './supply.events';

/** A part and the lot that it belongs to: they change together. */
export interface PartOfLot {
  readonly part: Part;
  readonly lot: Lot;
}

/**
 * Seals a part. The same again is a success.
 *
 * @param unwritten how many batches have no receipt yet
 * @throws LedgerError PRODUCT_NOT_OWNED, PART_ABANDONED, PART_INCOMPLETE
 */
export function sealPart(
  { part, lot }: PartOfLot,
  unwritten: number,
  by: Actor,
  now: Instant,
): Decision<PartOfLot, PartSealed> {
  refuseUnlessMaker(part, by);
  refuseUnless(part.state !== 'abandoned', 'PART_ABANDONED', 'the registration was abandoned');
  if (part.state === 'sealed') return { repeated: sealed(part) };
  refuseUnless(unwritten === 0, 'PART_INCOMPLETE', `${unwritten} batches of pages are still missing`);
  const whole: Part = { ...part, state: 'sealed', changedAt: now };
  const parts = lot.parts.map((one) => (one.registration === part.registration ? { ...one, isSealed: true } : one));
  return { state: { part: whole, lot: { ...lot, parts, changedAt: now } }, event: sealed(whole) };
}

/**
 * Abandons a registration: its part leaves the lot, its id stays used. The same again is a success.
 *
 * @throws LedgerError PRODUCT_NOT_OWNED, PART_ALREADY_SEALED
 */
export function abandonPart({ part, lot }: PartOfLot, by: Actor, now: Instant): Decision<PartOfLot, PartAbandoned> {
  refuseUnlessMaker(part, by);
  refuseUnless(part.state !== 'sealed', 'PART_ALREADY_SEALED', 'a sealed part stays');
  if (part.state === 'abandoned') return { repeated: abandoned(part) };
  const left: Part = { ...part, state: 'abandoned', changedAt: now };
  const parts = lot.parts.filter((one) => one.registration !== part.registration);
  return { state: { part: left, lot: { ...lot, parts, changedAt: now } }, event: abandoned(left) };
}

function refuseUnlessMaker(part: Part, by: Actor): void {
  refuseUnless(part.maker === by.organisation, 'PRODUCT_NOT_OWNED', 'the part is another organisation’s');
}

function sealed({ registration, gtin, lot, maker, packs, root, changedAt }: Part): PartSealed {
  return { type: 'PartSealed', version: 1, at: changedAt, registration, gtin, lot, maker, packs, root };
}

function abandoned({ registration, gtin, lot, maker, packs, changedAt }: Part): PartAbandoned {
  return { type: 'PartAbandoned', version: 1, at: changedAt, registration, gtin, lot, maker, packs };
}
