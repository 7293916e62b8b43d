/** What a chaincode may ask of state, public or of one collection, while it runs. */
import type { RangeCursor } from './range-cursor';

/** The public state. */
export interface StateAccess {
  /** A key's value. */
  value(key: string): Uint8Array | undefined;
  /** A key's endorsement policy. */
  policy(key: string): Uint8Array | undefined;
  /** Writes a value; undefined deletes the key. */
  write(key: string, value: Uint8Array | undefined): void;
  /** Writes a key's endorsement policy; undefined removes it. */
  writePolicy(key: string, policy: Uint8Array | undefined): void;
  /** Opens a range; `isPage` when the contract asked for a page of it. */
  range(start: string, end: string, isPage: boolean): RangeCursor;
}

/** A collection of private data. */
export interface CollectionAccess extends StateAccess {
  /** The hash of a key's value. */
  hash(key: string): Uint8Array | undefined;
  /** Deletes a key, and its history. */
  purge(key: string): void;
}
