/** The standard's fields as XML writes them, in the names and types of its JSON form. */
import { extensionsOf } from './xml-extensions';
import { attributeOf, type XmlElement } from './xml-element';
import type { XmlPlaces } from './xml-places';
import { sensorElementOf } from './xml-sensor';

type Read = (element: XmlElement, places: XmlPlaces) => unknown;

const SCHEMA_INSTANCE = 'http://www.w3.org/2001/XMLSchema-instance';

/** How each element is read that is not a plain text. Names that are not here are texts, or refused by the schema. */
const READERS: Readonly<Record<string, Read>> = {
  bizStep: wordOf,
  disposition: wordOf,
  reason: wordOf,
  epcList: listOf('epc', textOf),
  childEPCs: listOf('epc', textOf),
  inputEPCList: listOf('epc', textOf),
  outputEPCList: listOf('epc', textOf),
  quantityList: listOf('quantityElement', objectOf),
  childQuantityList: listOf('quantityElement', objectOf),
  inputQuantityList: listOf('quantityElement', objectOf),
  outputQuantityList: listOf('quantityElement', objectOf),
  quantity: numberOf,
  readPoint: objectOf,
  bizLocation: objectOf,
  bizTransactionList: listOf('bizTransaction', typedText),
  sourceList: listOf('source', typedText),
  destinationList: listOf('destination', typedText),
  errorDeclaration: objectOf,
  correctiveEventIDs: listOf('correctiveEventID', textOf),
  certificationInfo: (element, places) => [textOf(element, places)],
  persistentDisposition: persistentDispositionOf,
  sensorElementList: listOf('sensorElement', sensorElementOf),
  ilmd: ({ children }) => extensionsOf(children.flatMap((child) => (isWrapper(child) ? child.children : [child]))),
};

/** Elements that only wrap what later versions of the standard added: what they hold counts as the owner's own. */
const WRAPPERS = new Set(['extension', 'baseExtension']);

/** Fields that are plain texts; with those above they are all that the standard names. */
const TEXTS = new Set(
  ['eventTime', 'recordTime', 'eventTimeZoneOffset', 'eventID', 'action', 'parentID', 'transformationID'].concat([
    'epcClass',
    'uom',
    'id',
    'declarationTime',
  ]),
);

/** An object from an element's children; what the standard does not name becomes `extensions`. */
export function objectOf(owner: XmlElement, places: XmlPlaces): Record<string, unknown> {
  const fields = new Map<string, unknown>();
  const elements = new Map<string, XmlElement>();
  const others: XmlElement[] = [];
  for (const [child, isWrapped] of membersOf(owner.children)) {
    if (isExtension(child, isWrapped)) {
      others.push(child);
      continue;
    }
    elements.set(child.name, child);
    places.within(child.name, () => {
      if (fields.has(child.name)) places.fault('must stand once only');
      // Set by us below: an element of the document must not pass as it.
      if (child.name === 'extensions') places.fault('is an unknown field');
      if (!isNil(child)) fields.set(child.name, (READERS[child.name] ?? textOf)(child, places));
    });
  }
  if (owner.text !== '') places.fault('must hold elements and no text');
  if (others.length > 0) fields.set('extensions', extensionsOf(others));
  places.note(owner, elements);
  return Object.fromEntries(fields);
}

/** Another's namespace; or an unknown name in a wrapper, where the schema leaves room for later versions. */
function isExtension({ uri, name }: XmlElement, isWrapped: boolean): boolean {
  return uri !== '' || (isWrapped && !Object.hasOwn(READERS, name) && !TEXTS.has(name));
}

/** The children, those in wrappers as if they stood here, and whether they stood in one. */
function* membersOf(children: readonly XmlElement[], isWrapped = false): Generator<[XmlElement, boolean]> {
  for (const child of children) {
    if (isWrapper(child)) yield* membersOf(child.children, true);
    else yield [child, isWrapped];
  }
}

function textOf({ text, children }: XmlElement, places: XmlPlaces): string {
  if (children.length > 0) places.fault('must hold a text and no elements');
  return text;
}

/** XML has no bare words: a vocabulary's word is written as URN or web address. */
function wordOf(element: XmlElement, places: XmlPlaces): string {
  const text = textOf(element, places);
  if (!text.includes(':')) places.fault('must be a URI');
  return text;
}

function numberOf(element: XmlElement, places: XmlPlaces): number {
  const text = textOf(element, places);
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(text)) places.fault('must be a decimal number');
  return Number(text);
}

function listOf(name: string, read: Read): Read {
  return (owner, places) => {
    const elements = unwrapped(owner.children);
    places.note(owner, elements);
    if (owner.text !== '') places.fault('must hold elements and no text');
    return elements.map((element, index) =>
      places.within(index, () => {
        if (element.uri !== '' || element.name !== name) places.fault(`must be ${name}`);
        return read(element, places);
      }),
    );
  };
}

/** `<source type="…">urn:…</source>` is `{ type, source }`. */
function typedText(element: XmlElement, places: XmlPlaces): Record<string, unknown> {
  const type = attributeOf(element, 'type');
  if (type?.includes(':') === false)
    places.within('type', () => {
      places.fault('must be a URI');
    });
  return { [element.name]: textOf(element, places), ...(type === undefined ? {} : { type }) };
}

/** `<set>` and `<unset>` stand beside one another, any number of each. */
function persistentDispositionOf(owner: XmlElement, places: XmlPlaces): Record<string, unknown> {
  const named = (name: string): string[] =>
    owner.children.filter((child) => child.uri === '' && child.name === name).map((child) => wordOf(child, places));
  if (owner.children.some(({ uri, name }) => uri !== '' || (name !== 'set' && name !== 'unset'))) {
    places.fault('must hold set and unset only');
  }
  return Object.fromEntries(
    ['set', 'unset'].map((name) => [name, named(name)] as const).filter(([, list]) => list.length > 0),
  );
}

function unwrapped(children: readonly XmlElement[]): readonly XmlElement[] {
  // Most lists have no wrapper in them, and are long.
  return children.some(isWrapper) ? Array.from(membersOf(children), ([child]) => child) : children;
}

function isWrapper({ uri, name }: XmlElement): boolean {
  return uri === '' && WRAPPERS.has(name);
}

function isNil({ attributes }: XmlElement): boolean {
  return attributes.some(
    ({ uri, name, value }) => uri === SCHEMA_INSTANCE && name === 'nil' && /^(?:true|1)$/.test(value),
  );
}
