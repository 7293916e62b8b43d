/** EPCs: URNs and Digital Links, and the GS1 keys behind them. */
export * from './epc-key';
export { writeEpcLink } from './epc-link';
export { writeEpcUrn } from './epc-urn';
export * from './read-epc';
