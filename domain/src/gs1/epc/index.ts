/** EPCs: URNs and Digital Links, and the GS1 keys behind them. */
export * from './epc-key';
export { epcReader } from './epc-reader';
export { canonicalLink, linkWriter } from './canonical-link';
export { writeEpcLink } from './epc-link';
export { writeEpcUrn } from './epc-urn';
export * from './read-epc';
