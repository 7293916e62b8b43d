/** The one secret of a batch, of which all its salts are made: with it dies every way to guess what a leaf commits to. */
import { type Digest, hmacUnder, toHex } from '../../ledger';
import { type RecordVersion, SALT_BYTES } from './record-leaf';

/** 256 bits, drawn for each batch. */
export const BATCH_SECRET_BYTES = 32;

const utf8 = new TextEncoder();

/** What is made of a batch's secret. Who knows one salt learns nothing of another. */
export interface BatchSalts {
  record(of: RecordVersion): string;
  class(name: string): string;
  /** Of how many entries there are: of a class's records, or, without a class, of the batch's classes. */
  count(ofClass: string): string;
  /** A hash that stands for no entry, and looks like that of one. */
  filler(ofClass: string, index: number): Uint8Array;
}

/** The name under which a batch counts its own classes: no class is called so. */
export const BATCH_LEVEL = '';

/** The salts of a batch. */
export function batchSalts(digest: Digest, secret: Uint8Array): BatchSalts {
  if (secret.length !== BATCH_SECRET_BYTES) throw new RangeError(`the secret must have ${BATCH_SECRET_BYTES} bytes`);
  const hmac = hmacUnder(digest, secret);
  const drawn = (...use: readonly string[]): Uint8Array => hmac(utf8.encode(use.join('\u0000')));
  const salt = (...use: readonly string[]): string => toHex(drawn(...use).subarray(0, SALT_BYTES));
  return {
    record: ({ record, version }) => salt('record', record, String(version)),
    class: (name) => salt('class', name),
    count: (ofClass) => salt('count', ofClass),
    filler: (ofClass, index) => drawn('filler', ofClass, String(index)),
  };
}
