/** Reading EPCIS documents from outside. */
export * from './epcis-limits';
export { isEpcisContentType, readEpcisDocument } from './read-epcis-document';
export type { EpcisFormat, ReadEnd, ReadEvent, ReadFault, ReadItem } from './read-item';
