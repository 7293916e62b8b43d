/** A typed event as EPCIS 2.0 XML, its fields in the order of the schema: what the XML reader reads back to the same event. */
import {
  BIZ_STEPS,
  type EpcisEvent,
  DISPOSITIONS,
  ERROR_REASONS,
  type Extension,
  type NamespacePrefixes,
  PARTY_TYPES,
  TRANSACTION_TYPES,
  type Vocabulary,
} from '@theriac/domain/epcis';
import { writeExtensions, writeOwnExtensions } from './write-extensions';
import { writeSensorElement } from './write-sensor';
import { decimalOf, escapeXml } from './xml-text';

type EventOf<Type extends EpcisEvent['type']> = Partial<Omit<Extract<EpcisEvent, { type: Type }>, 'type'>>;

/** Every field that an event of some type has. */
type Fields = EventOf<'ObjectEvent'> & EventOf<'AggregationEvent'> & EventOf<'TransformationEvent'>;
type Field = Exclude<keyof Fields, 'extensions'>;
type Write<Name extends Field> = (
  value: NonNullable<Fields[Name]>,
  name: Name,
  prefixes: NamespacePrefixes,
) => string | Iterable<string>;

const BEGINNING = [
  ...(['eventTime', 'recordTime', 'eventTimeZoneOffset'] as const),
  ...(['eventID', 'errorDeclaration', 'certificationInfo'] as const),
];
const WHERE = ['bizStep', 'disposition', 'readPoint', 'bizLocation'] as const;
const PARTIES = ['sourceList', 'destinationList', 'sensorElementList', 'persistentDisposition'] as const;

/** The fields of each event, in the schema's order. */
const ORDER: Readonly<Record<EpcisEvent['type'], readonly Field[]>> = {
  ObjectEvent: ['epcList', 'action', ...WHERE, 'bizTransactionList', 'quantityList', ...PARTIES, 'ilmd'],
  AggregationEvent: [
    ...(['parentID', 'childEPCs', 'action'] as const),
    ...WHERE,
    ...(['bizTransactionList', 'childQuantityList'] as const),
    ...PARTIES,
  ],
  AssociationEvent: [
    ...(['parentID', 'childEPCs', 'childQuantityList', 'action'] as const),
    ...WHERE,
    'bizTransactionList',
    ...PARTIES,
  ],
  TransactionEvent: [
    ...(['bizTransactionList', 'parentID', 'epcList', 'action'] as const),
    ...WHERE,
    'quantityList',
    ...PARTIES,
  ],
  TransformationEvent: [
    ...(['inputEPCList', 'inputQuantityList', 'outputEPCList', 'outputQuantityList', 'transformationID'] as const),
    ...WHERE,
    'bizTransactionList',
    ...PARTIES,
    'ilmd',
  ],
};

/** Lists that say nothing when they are empty, and that the schema wants filled. */
const NEVER_EMPTY: ReadonlySet<Field> = new Set([
  'bizTransactionList',
  'sourceList',
  'destinationList',
  'sensorElementList',
]);

const WRITERS: { readonly [Name in Field]: Write<Name> } = {
  eventTime: text,
  recordTime: text,
  eventTimeZoneOffset: text,
  eventID: text,
  transformationID: text,
  parentID: text,
  action: text,
  bizStep: (value) => wordElement('bizStep', BIZ_STEPS, value),
  disposition: (value) => wordElement('disposition', DISPOSITIONS, value),
  errorDeclaration: ({ declarationTime, reason, correctiveEventIDs, extensions }, name, prefixes) => [
    `<${name}>`,
    element('declarationTime', declarationTime),
    reason === undefined ? '' : wordElement('reason', ERROR_REASONS, reason),
    ...(correctiveEventIDs === undefined
      ? []
      : textList('correctiveEventIDs', 'correctiveEventID', correctiveEventIDs)),
    writeOwnExtensions(extensions, prefixes),
    `</${name}>`,
  ],
  certificationInfo: (values, name) => element(name, values[0] ?? ''),
  epcList: epcs,
  childEPCs: epcs,
  inputEPCList: epcs,
  outputEPCList: epcs,
  quantityList: quantities,
  childQuantityList: quantities,
  inputQuantityList: quantities,
  outputQuantityList: quantities,
  readPoint: place,
  bizLocation: place,
  bizTransactionList: (values, name) =>
    list(name, values, ({ type, bizTransaction }) => typed('bizTransaction', TRANSACTION_TYPES, type, bizTransaction)),
  sourceList: (values, name) => list(name, values, ({ type, source }) => typed('source', PARTY_TYPES, type, source)),
  destinationList: (values, name) =>
    list(name, values, ({ type, destination }) => typed('destination', PARTY_TYPES, type, destination)),
  persistentDisposition: ({ set = [], unset = [] }, name) => [
    `<${name}>`,
    ...set.map((value) => wordElement('set', DISPOSITIONS, value)),
    ...unset.map((value) => wordElement('unset', DISPOSITIONS, value)),
    `</${name}>`,
  ],
  sensorElementList: (values, name, prefixes) => list(name, values, (one) => writeSensorElement(one, prefixes)),
  ilmd: (fields, name, prefixes) => `<${name}>${writeExtensions(fields, prefixes)}</${name}>`,
};

/** The event in pieces: one that names hundreds of thousands of packs is written in turns. */
export function* writeXmlEvent(event: EpcisEvent, prefixes: NamespacePrefixes): Generator<string> {
  yield `<${event.type}>`;
  const fields: Fields = event;
  for (const name of [...BEGINNING, ...ORDER[event.type]]) yield* field(name, fields[name], prefixes);
  const extensions = [...(event.extensions ?? []), ...otherCertificates(event)];
  yield `${writeOwnExtensions(extensions, prefixes)}</${event.type}>\n`;
}

/** The schema has room for one, JSON for several: the others stand as extensions. */
function otherCertificates({ certificationInfo = [] }: EpcisEvent): Extension[] {
  return certificationInfo
    .slice(1)
    .map((value) => ({ namespace: 'https://ref.gs1.org/epcis/', name: 'certificationInfo', value }));
}

function field<Name extends Field>(name: Name, value: Fields[Name], prefixes: NamespacePrefixes): Iterable<string> {
  if (value === undefined || (NEVER_EMPTY.has(name) && Array.isArray(value) && value.length === 0)) return [];
  const written = WRITERS[name](value, name, prefixes);
  return typeof written === 'string' ? [written] : written;
}

function text(value: string, name: string): string {
  return element(name, value);
}

/** EPCs that one piece holds. */
const PIECE = 2_000;

function* epcs(values: readonly string[], name: string): Generator<string> {
  yield `<${name}>`;
  for (let at = 0; at < values.length; at += PIECE) {
    yield values
      .slice(at, at + PIECE)
      .map((value) => element('epc', value))
      .join('');
  }
  yield `</${name}>`;
}

function quantities(values: NonNullable<Fields['quantityList']>, name: string): Iterable<string> {
  return list(
    name,
    values,
    ({ epcClass, quantity, uom }) =>
      `<quantityElement>${element('epcClass', epcClass)}` +
      (quantity === undefined ? '' : element('quantity', decimalOf(quantity))) +
      `${uom === undefined ? '' : element('uom', uom)}</quantityElement>`,
  );
}

function place(
  { id, extensions }: NonNullable<Fields['readPoint']>,
  name: string,
  prefixes: NamespacePrefixes,
): string {
  return `<${name}>${element('id', id)}${writeOwnExtensions(extensions, prefixes)}</${name}>`;
}

function list<T>(name: string, values: readonly T[], write: (value: T) => string): Iterable<string> {
  return [`<${name}>`, ...values.map(write), `</${name}>`];
}

function textList(name: string, each: string, values: readonly string[]): Iterable<string> {
  return list(name, values, (value) => element(each, value));
}

function typed(name: string, vocabulary: Vocabulary, type: string | undefined, value: string): string {
  const attribute = type === undefined ? '' : ` type="${escapeXml(wordUri(vocabulary, type))}"`;
  return `<${name}${attribute}>${escapeXml(value)}</${name}>`;
}

function wordElement(name: string, vocabulary: Vocabulary, word: string): string {
  return element(name, wordUri(vocabulary, word));
}

/** XML has no bare words. */
function wordUri({ words, spellings }: Vocabulary, word: string): string {
  return words.has(word) ? `${spellings[0] ?? ''}${word}` : word;
}

function element(name: string, value: string): string {
  return `<${name}>${escapeXml(value)}</${name}>`;
}
