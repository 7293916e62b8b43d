/** The same event with its identifiers written as Digital Links or as EPC URNs. */
import { type CompanyPrefix, isGlnUnder, isGtinUnder, isSsccUnder } from '../gs1/company-prefix';
import { type EpcKey, epcReader, writeEpcLink, writeEpcUrn } from '../gs1/epc';
import type { EpcisEvent } from './event.schema';

/** How the caller wants identifiers written (EPCIS 2.0, header `GS1-EPC-Format`). */
export const EPC_FORMATS = ['No_Preference', 'Always_GS1_Digital_Link', 'Always_EPC_URN', 'Never_Translates'] as const;

/** How the caller wants identifiers written. */
export type EpcFormat = (typeof EPC_FORMATS)[number];

/** Rewrites one identifier; what it cannot, it leaves as it is. */
export type EpcTranslator = (uri: string) => string;

/**
 * A translator to a format; none where identifiers stay as they were captured.
 *
 * @param prefixes company prefixes that are known: a key alone does not tell where its prefix ends, and its URN needs that
 */
export function epcTranslator(format: EpcFormat, prefixes: readonly CompanyPrefix[]): EpcTranslator | undefined {
  if (format === 'No_Preference' || format === 'Never_Translates') return undefined;
  const read = epcReader();
  const isUrn = format === 'Always_EPC_URN';
  return (uri) => {
    if (uri.startsWith('urn:') === isUrn) return uri;
    const epc = read(uri);
    if (!epc.ok) return uri;
    if (!isUrn) return writeEpcLink(epc.key);
    const prefix = prefixes.find((each) => isUnder(each, epc.key));
    return prefix === undefined ? uri : writeEpcUrn(epc.key, prefix);
  };
}

function isUnder(prefix: CompanyPrefix, key: EpcKey): boolean {
  if (key.kind === 'sscc') return isSsccUnder(prefix, key.sscc);
  if (key.kind === 'sgln' || key.kind === 'pgln') return isGlnUnder(prefix, key.gln);
  return isGtinUnder(prefix, key.gtin);
}

interface Identifiers {
  parentID?: string | undefined;
  epcList?: string[] | undefined;
  childEPCs?: string[] | undefined;
  inputEPCList?: string[] | undefined;
  outputEPCList?: string[] | undefined;
  quantityList?: Quantity[] | undefined;
  childQuantityList?: Quantity[] | undefined;
  inputQuantityList?: Quantity[] | undefined;
  outputQuantityList?: Quantity[] | undefined;
}

interface Quantity {
  epcClass: string;
}

const EPC_LISTS = ['epcList', 'childEPCs', 'inputEPCList', 'outputEPCList'] as const;
const QUANTITY_LISTS = ['quantityList', 'childQuantityList', 'inputQuantityList', 'outputQuantityList'] as const;

/** The event with every identifier of objects, places and parties translated. */
export function withTranslatedEpcs(event: EpcisEvent, translate: EpcTranslator): EpcisEvent {
  const translated = { ...event };
  const lists: Identifiers = translated;
  for (const name of EPC_LISTS) if (lists[name] !== undefined) lists[name] = lists[name].map(translate);
  for (const name of QUANTITY_LISTS) {
    if (lists[name] === undefined) continue;
    lists[name] = lists[name].map((one) => ({ ...one, epcClass: translate(one.epcClass) }));
  }
  if (lists.parentID !== undefined) lists.parentID = translate(lists.parentID);
  const { readPoint, bizLocation, sourceList, destinationList } = event;
  if (readPoint !== undefined) translated.readPoint = { ...readPoint, id: translate(readPoint.id) };
  if (bizLocation !== undefined) translated.bizLocation = { ...bizLocation, id: translate(bizLocation.id) };
  if (sourceList !== undefined)
    translated.sourceList = sourceList.map((one) => ({ ...one, source: translate(one.source) }));
  if (destinationList !== undefined) {
    translated.destinationList = destinationList.map((one) => ({ ...one, destination: translate(one.destination) }));
  }
  return translated;
}
