/** A pack was handed over, whatever the ledger thinks of it: what has happened is recorded, and at worst flagged. */
import type { Actor, Decision, Digest, Guard, Instant } from '../../ledger';
import { handsOf, type PackStatus } from '../container';
import { stopOf } from '../recall';
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
  const flagged = (flags: readonly HandOverFlag[], pack: ReportedHandOver['pack']) => ({
    state: {
      pack,
      handOver:
        flags.length === 0 ? undefined : { gtin, lot, digest: packDigest, place, flags: [...flags], changedAt: now },
    },
    event: told(now, flags),
  });
  if (part === undefined) return flagged(['unknown-serial'], undefined);
  const known = requireKnown(situation);
  const commitment = commitActor(digest, opening, by);
  const status = statusOf(known);
  const own = status?.state === 'supplied' && status.by === commitment ? status : undefined;
  if (own?.handedOverAt !== undefined) return { repeated: told(own.handedOverAt, []) };
  const flags = own === undefined ? flagsOf(known, status, by, now) : [];
  if (!isOursToChange(known, own, flags)) return flagged(flags, undefined);
  const next: PackStatus = { state: 'supplied', at: own?.at ?? now, by: commitment, handedOverAt: now };
  const state = { ...ownState(known, packDigest, now), status: next };
  return flagged(flags, { state, guard: guardedByHolder(by) });
}

/** The pack itself changes unless another has a say in its key, or in its state. */
function isOursToChange(known: KnownPack, own: PackStatus | undefined, flags: readonly HandOverFlag[]): boolean {
  if (own !== undefined) return true;
  return statusOf(known) === undefined && (known.pack === undefined || flags.length === 0);
}

/** Everything that the ledger would have refused it for. */
function flagsOf(known: KnownPack, status: PackStatus | undefined, by: Actor, now: Instant): HandOverFlag[] {
  const custody = custodyOf(known, by);
  const all: Readonly<Record<Exclude<HandOverFlag, 'unknown-serial'>, boolean>> = {
    'already-supplied': status?.state === 'supplied',
    'not-active': status !== undefined && status.state !== 'supplied',
    expired: hasExpired(known, now),
    'lot-stopped': stopOf(known.stopLists, known.lot.lot) !== undefined,
    'on-its-way': custody === 'on-its-way-to-you',
    'not-holder': custody === 'elsewhere',
  };
  return Object.entries(all).flatMap(([flag, isSo]) => (isSo ? [flag as HandOverFlag] : []));
}
