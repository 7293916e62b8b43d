/** Reading EPCIS documents from outside. */
export * from './epcis-limits';
export { isEpcisContentType, readEpcisDocument } from './read-epcis-document';
export type { EpcisFormat, ReadEnd, ReadEvent, ReadFault, ReadItem } from './read-item';
export { JsonTokens } from './json/json-tokens';
export { JsonTree, type StreamedList } from './json/json-tree';
export { DocumentRefusal } from './read-item';
export { textPieces } from './text-pieces';
