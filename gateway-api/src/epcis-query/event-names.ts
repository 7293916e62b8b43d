/** What events are found by: everything that one names, under what it is to the event. */

/** What a name is to an event, as the index stores it. Numbers are never given out again. */
export const NAMED = {
  type: 1,
  action: 2,
  bizStep: 3,
  disposition: 4,
  readPoint: 5,
  bizLocation: 6,
  eventID: 7,
  transformationID: 8,
  /** Type, a space, and the paper: `po urn:…`. */
  bizTransaction: 9,
  source: 10,
  destination: 11,
  setDisposition: 12,
  unsetDisposition: 13,
  /** The moment of the declaration, in UTC. */
  errorDeclaration: 14,
  errorReason: 15,
  correctiveEventID: 16,
  /** Namespace, `#`, name, a space, and the value. */
  ilmd: 17,
  extension: 18,
  /** Attribute, a space, and the value. */
  sensor: 19,

  /** Objects that are no packs: containers, assets, whatever has a URI. */
  epc: 30,
  childEPC: 31,
  parentID: 32,
  inputEPC: 33,
  outputEPC: 34,

  /** The products of the EPCs above, each once: a pattern over serials finds an event without reading all its packs. */
  epcProduct: 40,
  childEPCProduct: 41,
  parentIDProduct: 42,
  inputEPCProduct: 43,
  outputEPCProduct: 44,

  epcClass: 50,
  childEPCClass: 51,
  inputEPCClass: 52,
  outputEPCClass: 53,
} as const;

/** What a name is to an event. */
export type NameKind = keyof typeof NAMED;

/** What an EPC is to an event. */
export type EpcKind = 'epc' | 'childEPC' | 'parentID' | 'inputEPC' | 'outputEPC';

/** Every way in which an event names single objects. */
export const EPC_KINDS: readonly EpcKind[] = ['epc', 'childEPC', 'parentID', 'inputEPC', 'outputEPC'];

/** Every way in which an event names classes of objects. */
export const CLASS_KINDS: readonly NameKind[] = ['epcClass', 'childEPCClass', 'inputEPCClass', 'outputEPCClass'];

/** The kind under which the products of EPCs stand. */
export function productKind(kind: EpcKind): NameKind {
  return `${kind}Product`;
}

/** What is hashed of an EPC: the EPC as it is named, and what it is to the event. */
export function hashedName(kind: EpcKind, name: string): string {
  return pair(String(NAMED[kind]), name);
}

/** Two parts of a name; the first has no space in it. */
export function pair(first: string, second: string): string {
  return `${first} ${second}`;
}

/** A field of somebody's own namespace, as the first part of a name. */
export function fieldName(namespace: string, name: string): string {
  return `${namespace}#${name}`;
}
