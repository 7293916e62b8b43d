/**
 * The text that the CBV 2.0 takes an event's hash of: its fields in one order and one spelling, whichever way they came.
 * Where the standard's words and its reference implementation (epcis-event-hash-generator 1.9.3) differ, this is as the
 * implementation: `type=` stands before its value, parents before EPCs; papers, sources, destinations and ILMD are
 * sorted in among the extensions; a lot `007` is the number 7.
 */
import type { z } from 'zod';
import { linkWriter } from '../../gs1/epc/canonical-link';
import { sortInTurns } from '../../ledger/sort-in-turns';
import type { Turns } from '../../ledger/turns';
import { BIZ_STEPS, DISPOSITIONS, PARTY_TYPES, TRANSACTION_TYPES } from '../cbv';
import type { locationSchema, quantityElementSchema } from '../event-parts.schema';
import type { EpcisEvent } from '../event.schema';
import { roundedInstantOfEventTime } from '../event-time';
import { canonicalNumber, canonicalText, canonicalWord } from './canonical-value';
import { extensionTexts, placeExtensions } from './extension-text';
import { fieldOf, type HashText, pair, sorted } from './hash-text';
import { sensorText } from './sensor-text';

/** EPCs that are written before a pause: some milliseconds. An event may name hundreds of thousands. */
const EPCS_A_TURN = 4_000;

type KeyOf<T> = T extends unknown ? keyof T : never;
type FieldOf<T, K> = T extends unknown ? (K extends keyof T ? T[K] : undefined) : never;
/** An event whose fields may be asked for whatever its type is. */
type AnyEvent = { readonly [K in KeyOf<EpcisEvent>]?: FieldOf<EpcisEvent, K> | undefined };

/** The text of an event, in pieces of bounded length and with pauses. */
export function* eventText(event: EpcisEvent): Turns<readonly string[]> {
  const any: AnyEvent = event;
  const places = [locationText('readPoint', any.readPoint), locationText('bizLocation', any.bizLocation)];
  const sensors = sensorsText(any.sensorElementList);
  return [
    pair('eventType', any.type),
    pair('eventTime', roundedInstantOfEventTime(event.eventTime)),
    text('eventTimeZoneOffset', any.eventTimeZoneOffset),
    sorted((any.certificationInfo ?? []).map((each) => text('certificationInfo', each))),
    text('parentID', any.parentID),
    ...(yield* epcsText('epcList', any.epcList)),
    ...(yield* epcsText('inputEPCList', any.inputEPCList)),
    ...(yield* epcsText('childEPCs', any.childEPCs)),
    quantitiesText('quantityList', any.quantityList),
    quantitiesText('childQuantityList', any.childQuantityList),
    quantitiesText('inputQuantityList', any.inputQuantityList),
    ...(yield* epcsText('outputEPCList', any.outputEPCList)),
    quantitiesText('outputQuantityList', any.outputQuantityList),
    text('action', any.action),
    text('transformationID', any.transformationID),
    pair('bizStep', any.bizStep === undefined ? undefined : canonicalWord(BIZ_STEPS, any.bizStep)),
    pair('disposition', any.disposition === undefined ? undefined : canonicalWord(DISPOSITIONS, any.disposition)),
    persistentDispositionText(any.persistentDisposition),
    ...places.map((place) => place.text),
    sensors.text,
    sorted([...places.flatMap(({ rest }) => rest), ...sensors.rest, ...unorderedTexts(any)]),
  ];
}

/** What the reference implementation finds in no order. */
function unorderedTexts(event: AnyEvent): string[] {
  const { bizTransactionList = [], sourceList = [], destinationList = [], ilmd } = event;
  const papers = bizTransactionList.map(({ type, bizTransaction }) =>
    typed(TRANSACTION_TYPES, type, text('bizTransaction', bizTransaction)),
  );
  const sources = sourceList.map(({ type, source }) => typed(PARTY_TYPES, type, text('source', source)));
  const destinations = destinationList.map(({ type, destination }) =>
    typed(PARTY_TYPES, type, text('destination', destination)),
  );
  return [
    ...listText('bizTransactionList', papers),
    ...listText('sourceList', sources),
    ...listText('destinationList', destinations),
    ...(ilmd === undefined ? [] : [`ilmd${sorted(extensionTexts(ilmd))}`]),
    ...extensionTexts(event.extensions),
  ];
}

function typed(vocabulary: typeof PARTY_TYPES, type: string | undefined, value: string): string {
  return pair('type', type === undefined ? undefined : canonicalWord(vocabulary, type)) + value;
}

function listText(name: string, elements: readonly string[]): string[] {
  return elements.length === 0 ? [] : [name + sorted(elements)];
}

function text(name: string, value: string | undefined): string {
  return pair(name, value === undefined ? undefined : canonicalText(value));
}

function* epcsText(name: string, epcs: readonly string[] = []): Turns<readonly string[]> {
  const links = yield* sortInTurns(yield* linksOf(epcs));
  const pieces = links.length === 0 ? [] : [name];
  while (links.length > 0) {
    // Out of the list, so that no more than a piece of it is in memory twice.
    pieces.push(links.splice(0, EPCS_A_TURN).join(''));
    yield;
  }
  return pieces;
}

function* linksOf(epcs: readonly string[]): Turns<string[]> {
  const write = linkWriter();
  const links: string[] = [];
  for (const epc of epcs) {
    links.push(`epc=${write(epc)}`);
    if (links.length % EPCS_A_TURN === 0) yield;
  }
  return links;
}

function quantitiesText(name: string, quantities: readonly z.infer<typeof quantityElementSchema>[] = []): string {
  const elements = quantities.map(({ epcClass, quantity, uom }) => {
    const number = quantity === undefined ? undefined : canonicalNumber(quantity);
    return `quantityElement${text('epcClass', epcClass)}${pair('quantity', number)}${text('uom', uom)}`;
  });
  return fieldOf(name, sorted(elements), []).text;
}

function persistentDispositionText(disposition: AnyEvent['persistentDisposition']): string {
  const { set = [], unset = [] } = disposition ?? {};
  const words = (name: string, list: readonly string[]): string =>
    sorted(list.map((word) => pair(name, canonicalWord(DISPOSITIONS, word))));
  return fieldOf('persistentDisposition', words('set', set) + words('unset', unset), []).text;
}

function locationText(name: string, location: z.infer<typeof locationSchema> | undefined): HashText {
  if (location === undefined) return { text: '', rest: [] };
  const own = placeExtensions(location.extensions, 1);
  return fieldOf(name, text('id', location.id) + own.inside, own.rest);
}

function sensorsText(elements: AnyEvent['sensorElementList'] = []): HashText {
  const sensors = elements.map(sensorText);
  return fieldOf(
    'sensorElementList',
    sorted(sensors.map((sensor) => sensor.text)),
    sensors.flatMap(({ rest }) => rest),
  );
}
