/** The CBV 2.0 hash of an event, and what makes an event one and the same wherever it is met. */
import { fromHex, toHex } from '../../ledger/bytes';
import type { Digest } from '../../ledger/digest';
import type { Instant } from '../../ledger/instant';
import type { Turns } from '../../ledger/turns';
import type { EpcisEvent } from '../event.schema';
import { roundedInstantOfEventTime } from '../event-time';
import { eventText } from './event-text';

/**
 * What an event is, apart from how it was written and who recorded it. The hash leaves the error declaration out, so an
 * event and each of its error declarations share it; what tells them apart is when the declaration was made.
 */
export interface EventIdentity {
  /** SHA-256, 32 bytes. */
  readonly hash: Uint8Array;
  /** Undefined for an event that declares no error. */
  readonly declaredAt: Instant | undefined;
}

const utf8 = new TextEncoder();

/** An event's identity, with pauses: one event may name hundreds of thousands of packs. */
export function* identifyEvent(event: EpcisEvent, digest: Digest): Turns<EventIdentity> {
  const declaration = event.errorDeclaration;
  const running = digest.runningSha256();
  for (const piece of yield* eventText(event)) {
    running.update(utf8.encode(piece));
    yield;
  }
  return {
    hash: running.digest(),
    declaredAt: declaration === undefined ? undefined : roundedInstantOfEventTime(declaration.declarationTime),
  };
}

/** A hash in the form of RFC 6920 that the CBV gives it: `ni:///sha-256;{hex}?ver=CBV2.0`. */
export function eventHashUri(hash: Uint8Array): string {
  return `ni:///sha-256;${toHex(hash)}?ver=CBV2.0`;
}

/** The hash that such a text names; undefined for any other text. */
export function hashOfUri(uri: string): Uint8Array | undefined {
  const hex = /^ni:\/\/\/sha-256;([0-9a-f]{64})\?ver=CBV2\.0$/.exec(uri)?.[1];
  return hex === undefined ? undefined : fromHex(hex);
}
