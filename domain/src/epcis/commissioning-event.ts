/** What a commissioning event says of packs: lot, expiry and serials, or why the ledger cannot use it. */
import { type CalendarDate, calendarDateSchema } from '../gs1/calendar-date';
import { epcReader, type Sgtin } from '../gs1/epc';
import { type LotNumber, lotNumberSchema } from '../gs1/lot-number';
import type { Turns } from '../ledger/turns';
import type { EpcisEvent, ObjectEvent } from './event.schema';
import { CBV_MASTER_DATA, type ExtensionValue, valuesOf } from './extension';

/** Packs that are read, or filed, before a pause: some milliseconds. An event may name hundreds of thousands. */
export const PACKS_A_TURN = 4_000;

/** Whether an event commissions objects at all. */
export function isCommissioning(event: EpcisEvent): event is ObjectEvent {
  return event.type === 'ObjectEvent' && event.action === 'ADD' && event.bizStep === 'commissioning';
}

/** An event that does not, in words. */
export function whatItIs(event: EpcisEvent): string {
  const action = event.type === 'TransformationEvent' ? '' : ` ${event.action}`;
  return `is ${event.type}${action} and commissions no packs`;
}

/** Lot and expiry from the event's ILMD, or what is wrong with them. */
export function masterDataOf({ ilmd = [] }: ObjectEvent): { lot: LotNumber; expiry: CalendarDate } | string {
  const [lotValue, ...otherLots] = valuesOf(ilmd, CBV_MASTER_DATA, 'lotNumber');
  const [expiryValue, ...otherExpiries] = valuesOf(ilmd, CBV_MASTER_DATA, 'itemExpirationDate');
  if (lotValue === undefined) return `has no lot number in its ILMD${hintAt(ilmd, 'lotNumber')}`;
  if (expiryValue === undefined) return `has no expiry date in its ILMD${hintAt(ilmd, 'itemExpirationDate')}`;
  if (otherLots.length > 0 || otherExpiries.length > 0) return 'names a lot number or an expiry date twice in its ILMD';
  const lot = lotNumberSchema.safeParse(lotValue);
  if (!lot.success) return `has a lot number that ${lot.error.issues[0]?.message ?? 'is refused'}`;
  const expiry = expiryOf(expiryValue);
  return expiry.ok ? { lot: lot.data, expiry: expiry.date } : expiry.reason;
}

function hintAt(ilmd: NonNullable<ObjectEvent['ilmd']>, name: string): string {
  const isElsewhere = ilmd.some((extension) => extension.name === name);
  return isElsewhere ? ` (its ${name} stands in another namespace than ${CBV_MASTER_DATA})` : '';
}

type Expiry = { ok: true; date: CalendarDate } | { ok: false; reason: string };

function expiryOf(value: ExtensionValue): Expiry {
  const text = typeof value === 'string' ? value : '';
  // xsd:date may carry a zone, which says nothing about a day printed on a pack.
  const day = /^(\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})?$/.exec(text)?.[1];
  if (day?.endsWith('-00') === true || /^\d{4}00$/.test(text)) {
    return { ok: false, reason: 'has an expiry date with day 00, which new registrations may not have' };
  }
  if (day === undefined) return { ok: false, reason: 'has an expiry that is no date written YYYY-MM-DD' };
  const date = calendarDateSchema.safeParse(day);
  return date.success ? { ok: true, date: date.data } : { ok: false, reason: 'has an expiry date that does not exist' };
}

/**
 * The packs that an event names, or why they cannot be registered. Containers beside them are left out: they begin on the
 * ledger when they are filled.
 */
export function* packsOf({ epcList = [] }: ObjectEvent): Turns<readonly Sgtin[] | string> {
  const read = epcReader();
  const packs: Sgtin[] = [];
  let containers = 0;
  for (const [index, uri] of epcList.entries()) {
    const epc = read(uri);
    if (!epc.ok) return `names at epcList[${index}] no serialised pack: it ${epc.rule}`;
    if (epc.key.kind === 'sscc') containers += 1;
    else if (epc.key.kind === 'sgtin') packs.push(epc.key);
    else return `names at epcList[${index}] no serialised pack but a ${epc.key.kind}`;
    if (index % PACKS_A_TURN === PACKS_A_TURN - 1) yield;
  }
  if (packs.length > 0) return packs;
  return containers > 0 ? 'commissions containers only, which begin when they are filled' : 'names no serialised packs';
}
