/** Bounds for documents from outside: what a hostile one may cost. */

/** How large a document, and each thing in it, may be. */
export interface EpcisLimits {
  readonly bytes: number;
  /** Elements within elements, or values within values. */
  readonly depth: number;
  /** Elements of XML, or values of JSON, in the whole document. */
  readonly nodes: number;
  /** Characters of one text or attribute value. */
  readonly textLength: number;
  /** Attributes of one element, or fields of one object. */
  readonly fields: number;
  /** Faults that are told of one document; reading ends at the last. */
  readonly faults: number;
  /** Milliseconds of parsing after which other requests get their turn. */
  readonly turn: number;
}

/** 20 MB hold some 350,000 serials; a document of nothing but tiny elements is refused before its tree outgrows memory. */
export const DEFAULT_LIMITS: EpcisLimits = {
  bytes: 20 * 1024 * 1024,
  depth: 32,
  nodes: 1_000_000,
  textLength: 65_536,
  fields: 256,
  faults: 100,
  turn: 10,
};
