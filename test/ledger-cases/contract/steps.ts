/** What a case has the contract do: a list of steps, run in one transaction, each with an answer. */

/** One access to the ledger: a verb and its arguments, as they travel. */
export type Step = readonly [verb: string, ...args: string[]];

/** A page of a range. */
export interface Page {
  readonly keys: readonly string[];
  /** Where the next page begins; empty at the end. */
  readonly bookmark: string;
}

/** Reads a key; answers its value, empty when there is none. */
export const get = (key: string): Step => ['get', key];
/** Writes a key. */
export const put = (key: string, value: string): Step => ['put', key, value];
/** Deletes a key. */
export const remove = (key: string): Step => ['remove', key];
/** Reads a key's endorsement policy; answers base64, empty when there is none. */
export const getPolicy = (key: string): Step => ['getPolicy', key];
/** Sets a key's endorsement policy, a serialised SignaturePolicyEnvelope. */
export const setPolicy = (key: string, policy: Uint8Array): Step => [
  'setPolicy',
  key,
  Buffer.from(policy).toString('base64'),
];
/** Reads a range to its end; answers its keys as JSON. */
export const range = (start: string, end: string): Step => ['range', start, end];
/** Reads the first row of a range and closes it; answers its key. */
export const firstOf = (start: string, end: string): Step => ['firstOf', start, end];
/** Reads a page of a range; answers a {@link Page} as JSON. */
export const page = (start: string, end: string, size: number, bookmark = ''): Step => [
  'page',
  start,
  end,
  String(size),
  bookmark,
];
/** Writes a composite key. */
export const putComposite = (type: string, attribute: string, value: string): Step => [
  'putComposite',
  type,
  attribute,
  value,
];
/** Reads the composite keys of a type; answers their first attributes as JSON. */
export const rangeComposite = (type: string): Step => ['rangeComposite', type];
/** Sets the transaction's event. */
export const emit = (name: string, payload: string): Step => ['emit', name, payload];
/** Answers a transient value. */
export const transient = (name: string): Step => ['transient', name];
/** Answers the transaction's timestamp in milliseconds. */
export const time = (): Step => ['time'];
/** Writes what no other endorser will write. */
export const putRandom = (key: string): Step => ['putRandom', key];
/** Throws. */
export const fail = (message: string): Step => ['fail', message];

/** Reads a private key; answers its value, empty when there is none. */
export const getPrivate = (collection: string, key: string): Step => ['getPrivate', collection, key];
/** Reads the hash of a private key's value; answers hex, empty when there is none. */
export const getHash = (collection: string, key: string): Step => ['getHash', collection, key];
/** Writes a private key. */
export const putPrivate = (collection: string, key: string, value: string): Step => [
  'putPrivate',
  collection,
  key,
  value,
];
/** Writes a transient value under a private key. */
export const putTransient = (collection: string, key: string, name: string): Step => [
  'putTransient',
  collection,
  key,
  name,
];
/** Deletes a private key. */
export const removePrivate = (collection: string, key: string): Step => ['removePrivate', collection, key];
/** Purges a private key. */
export const purge = (collection: string, key: string): Step => ['purge', collection, key];
/** Reads a private key's endorsement policy; answers base64, empty when there is none. */
export const getPrivatePolicy = (collection: string, key: string): Step => ['getPrivatePolicy', collection, key];
/** Sets a private key's endorsement policy, a serialised SignaturePolicyEnvelope. */
export const setPrivatePolicy = (collection: string, key: string, policy: Uint8Array): Step => [
  'setPrivatePolicy',
  collection,
  key,
  Buffer.from(policy).toString('base64'),
];
/** Reads a range of private keys to its end; answers its keys as JSON. */
export const privateRange = (collection: string, start: string, end: string): Step => [
  'privateRange',
  collection,
  start,
  end,
];
/** Writes a private composite key. */
export const putPrivateComposite = (collection: string, type: string, attribute: string, value: string): Step => [
  'putPrivateComposite',
  collection,
  type,
  attribute,
  value,
];
/** Reads the private composite keys of a type; answers their first attributes as JSON. */
export const privateRangeComposite = (collection: string, type: string): Step => [
  'privateRangeComposite',
  collection,
  type,
];
