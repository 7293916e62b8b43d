/** What a captured event is called on the ledger: nobody who lacks its key can tell which event it is. */
import type { EventIdentity } from '../../epcis';
import { concatBytes, type Digest } from '../../ledger';

/** Bytes of a capture secret, of an event's key and of its id. */
export const EVENT_ID_BYTES = 32;

const utf8 = new TextEncoder();

/**
 * An event's own key: HMAC-SHA-256 of its identity under the capturing organisation's secret. Who is handed it can check
 * this one event's id; it tells nothing of other events, nor of the secret.
 */
export function eventKey(digest: Digest, captureSecret: Uint8Array, identity: EventIdentity): Uint8Array {
  return digest.hmacSha256(captureSecret, bytesOf(identity));
}

/**
 * An event's id on the ledger: HMAC-SHA-256 of its identity under its own key. A bare hash could be tried out, serial by
 * serial, against what the ledger shows.
 */
export function eventLedgerId(digest: Digest, key: Uint8Array, identity: EventIdentity): Uint8Array {
  return digest.hmacSha256(key, bytesOf(identity));
}

/** The hash has one length always, so that the moment of declaration needs nothing before it. */
function bytesOf({ hash, declaredAt }: EventIdentity): Uint8Array {
  return concatBytes(hash, utf8.encode(declaredAt ?? ''));
}
