/** Everything that an event names, for the index: one by one, since an event may name 300,000 packs. */
import {
  type EpcisEvent,
  type Extension,
  instantOfEventTime,
  type ObjectEvent,
  type SensorElement,
} from '@theriac/domain/epcis';
import { epcReader } from '@theriac/domain/gs1';
import { nameOfEpc, nameOfKey } from './epc-name';
import { type EpcKind, fieldName, type NameKind, pair } from './event-names';

/** A name, and what it is to the event. */
export type EventName = readonly [kind: NameKind, name: string];

/** The names of an event but for its EPCs; one may come twice. */
export function* namesOfEvent(event: EpcisEvent): Generator<EventName> {
  for (const [kind, name] of plainNames(event)) if (name !== undefined) yield [kind, name];
  for (const word of event.persistentDisposition?.set ?? []) yield ['setDisposition', word];
  for (const word of event.persistentDisposition?.unset ?? []) yield ['unsetDisposition', word];
  yield* papersAndParties(event);
  yield* errorNames(event);
  yield* fieldNames('extension', event.extensions);
  if ('ilmd' in event) yield* fieldNames('ilmd', event.ilmd);
  for (const element of event.sensorElementList ?? []) yield* sensorNames(element);
  yield* classNamesOf(event);
}

/** What an event names once at most. */
function plainNames(event: EpcisEvent): readonly (readonly [NameKind, string | undefined])[] {
  const { type, eventID, bizStep, disposition, readPoint, bizLocation } = event;
  return [
    ['type', type],
    ['action', 'action' in event ? event.action : undefined],
    ['bizStep', bizStep],
    ['disposition', disposition],
    ['readPoint', readPoint && nameOfEpc(readPoint.id)],
    ['bizLocation', bizLocation && nameOfEpc(bizLocation.id)],
    ['eventID', eventID],
    ['transformationID', 'transformationID' in event ? event.transformationID : undefined],
  ];
}

/** How many EPCs an event lists. */
export function countEpcs(event: EpcisEvent): number {
  return listsOf(event).reduce((count, [, list]) => count + (list?.length ?? 0), 0);
}

function* papersAndParties({ bizTransactionList, sourceList, destinationList }: EpcisEvent): Generator<EventName> {
  for (const { type = '', bizTransaction } of bizTransactionList ?? [])
    yield ['bizTransaction', pair(type, bizTransaction)];
  for (const { type, source } of sourceList ?? []) yield ['source', pair(type, nameOfEpc(source))];
  for (const { type, destination } of destinationList ?? []) yield ['destination', pair(type, nameOfEpc(destination))];
}

function* errorNames({ errorDeclaration }: EpcisEvent): Generator<EventName> {
  if (errorDeclaration === undefined) return;
  const { declarationTime, reason, correctiveEventIDs = [] } = errorDeclaration;
  yield ['errorDeclaration', instantOfEventTime(declarationTime)];
  if (reason !== undefined) yield ['errorReason', reason];
  for (const id of correctiveEventIDs) yield ['correctiveEventID', id];
}

function* fieldNames(kind: 'ilmd' | 'extension', fields: readonly Extension[] = []): Generator<EventName> {
  for (const { namespace, name, value } of fields) {
    // Fields within fields are not found by their values.
    const text = typeof value === 'object' ? '' : String(value);
    yield [kind, pair(fieldName(namespace, name), text)];
  }
}

/** What of a sensor's metadata and reports an event is found by. */
export const SENSOR_ATTRIBUTES = [
  ...(['type', 'exception', 'deviceID', 'dataProcessingMethod', 'microorganism', 'chemicalSubstance'] as const),
  ...(['bizRules', 'stringValue', 'booleanValue', 'hexBinaryValue', 'uriValue'] as const),
];
/** The moments among them. */
export const SENSOR_TIMES = ['time', 'startTime', 'endTime'] as const;

function* sensorNames({ sensorMetadata = {}, sensorReport }: SensorElement): Generator<EventName> {
  for (const part of [sensorMetadata, ...sensorReport] as Readonly<Record<string, string | boolean | undefined>>[]) {
    for (const attribute of SENSOR_ATTRIBUTES) {
      const value = part[attribute];
      if (value !== undefined) yield ['sensor', pair(attribute, String(value))];
    }
    for (const attribute of SENSOR_TIMES) {
      const value = part[attribute];
      if (typeof value === 'string') yield ['sensor', pair(attribute, instantOfEventTime(value))];
    }
  }
}

function* classNamesOf(event: EpcisEvent): Generator<EventName> {
  if ('quantityList' in event) yield* classNames('epcClass', event.quantityList);
  if ('childQuantityList' in event) yield* classNames('childEPCClass', event.childQuantityList);
  if ('inputQuantityList' in event) yield* classNames('inputEPCClass', event.inputQuantityList);
  if ('outputQuantityList' in event) yield* classNames('outputEPCClass', event.outputQuantityList);
}

function* classNames(kind: NameKind, quantities: ObjectEvent['quantityList'] = []): Generator<EventName> {
  for (const { epcClass } of quantities) yield [kind, nameOfEpc(epcClass)];
}

/** An EPC that an event lists. */
export interface ListedEpc {
  readonly kind: EpcKind;
  readonly uri: string;
  readonly name: string;
  /** The name of its product, of a pack whose predecessor in the list is of another; an EPC that is no pack has none. */
  readonly product?: string;
  readonly isPack: boolean;
}

/** The EPCs that an event lists, one by one. */
export function* epcsOfEvent(event: EpcisEvent): Generator<ListedEpc> {
  const read = epcReader();
  const parents = 'parentID' in event && event.parentID !== undefined ? [event.parentID] : [];
  for (const [kind, list = []] of [...listsOf(event), ['parentID', parents] as const]) {
    let last: string | undefined;
    for (const uri of list) {
      const epc = read(uri);
      if (!epc.ok || epc.key.kind !== 'sgtin') {
        yield { kind, uri, name: epc.ok ? nameOfKey(epc.key) : uri, isPack: false };
        continue;
      }
      const { gtin } = epc.key;
      const product = gtin === last ? {} : { product: nameOfKey({ kind: 'gtin', gtin }) };
      last = gtin;
      yield { kind, uri, name: nameOfKey(epc.key), isPack: true, ...product };
    }
  }
}

interface EpcLists {
  readonly epcList?: readonly string[] | undefined;
  readonly childEPCs?: readonly string[] | undefined;
  readonly inputEPCList?: readonly string[] | undefined;
  readonly outputEPCList?: readonly string[] | undefined;
}

function listsOf(event: EpcLists): readonly (readonly [EpcKind, readonly string[] | undefined])[] {
  return [
    ['epc', event.epcList],
    ['childEPC', event.childEPCs],
    ['inputEPC', event.inputEPCList],
    ['outputEPC', event.outputEPCList],
  ];
}
