/** A pack was handed over, whatever the ledger thinks of it: what has happened is recorded, and at worst flagged. */
import type { Actor, Decision, Digest, Guard, Instant } from '../../ledger';
import { handsOf, type PackStatus } from '../container';
import { type ActorOpening, commitActor } from './actor-commitment';
import type { HandOver, HandOverFlag } from './hand-over.schema';
import { guardedByHolder } from './pack-guard';
import {
  custodyOf,
  hasExpired,
  type KnownPack,
  ownState,
  type PackSituation,
  requireKnown,
  statusOf,
} from './pack-situation';
import type { HandOverReported } from './pack.events';
import type { Pack, PackRef } from './pack.schema';

/** What the ledger holds about a pack whose hand-over is reported. */
export interface ReportSituation extends PackSituation {
  /** The hand-over that was reported from this place before, if one was. */
  readonly reported: HandOver | undefined;
}

/** What a report writes: the pack when it is the reporter's or nobody's own yet, the hand-over when it is flagged. */
export interface ReportedHandOver {
  readonly pack: { readonly state: Pack; readonly guard: Guard } | undefined;
  readonly handOver: HandOver | undefined;
}

/**
 * Records a hand-over. The same again is a success.
 *
 * @throws LedgerError SITE_MISSING
 */
export function reportHandOver(
  digest: Digest,
  situation: ReportSituation,
  { gtin, lot, digest: packDigest }: PackRef,
  opening: ActorOpening,
  by: Actor,
  now: Instant,
): Decision<ReportedHandOver, HandOverReported> {
  const place = handsOf(by);
  const { reported, part } = situation;
  const told = (at: Instant, flags: readonly HandOverFlag[]): HandOverReported => ({
    ...{ type: 'HandOverReported', version: 1, at, gtin, lot, place },
    flags: [...flags],
  });
  if (reported !== undefined) return { repeated: told(reported.changedAt, reported.flags) };
  const flagged = (flags: HandOverFlag[]): HandOver | undefined =>
    flags.length === 0 ? undefined : { gtin, lot, digest: packDigest, place, flags, changedAt: now };
  if (part === undefined)
    return { state: { pack: undefined, handOver: flagged(['unknown-serial']) }, event: told(now, ['unknown-serial']) };
  const known = requireKnown(situation);
  const commitment = commitActor(digest, opening, by);
  const status = statusOf(known);
  const isOwn = status?.state === 'supplied' && status.by === commitment;
  if (isOwn && status.handedOverAt !== undefined) return { repeated: told(status.handedOverAt, []) };
  const flags = flagsOf(known, isOwn ? undefined : status, by, now);
  const isFree = status === undefined && (known.pack === undefined || flags.length === 0);
  const next: PackStatus = { state: 'supplied', at: status?.at ?? now, by: commitment, handedOverAt: now };
  const pack = { state: { ...ownState(known, packDigest, now), status: next }, guard: guardedByHolder(by) };
  return { state: { pack: isOwn || isFree ? pack : undefined, handOver: flagged(flags) }, event: told(now, flags) };
}

/** Everything that the ledger would have refused it for. */
function flagsOf(known: KnownPack, status: PackStatus | undefined, by: Actor, now: Instant): HandOverFlag[] {
  const custody = custodyOf(known, by);
  const all: Readonly<Record<Exclude<HandOverFlag, 'unknown-serial'>, boolean>> = {
    'already-supplied': status?.state === 'supplied',
    'not-active': status !== undefined && status.state !== 'supplied',
    expired: hasExpired(known, now),
    'on-its-way': custody === 'on-its-way-to-you',
    'not-holder': custody === 'elsewhere',
  };
  return Object.entries(all).flatMap(([flag, isSo]) => (isSo ? [flag as HandOverFlag] : []));
}
