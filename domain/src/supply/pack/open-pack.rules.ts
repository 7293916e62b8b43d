/** A pack is opened for a part-fill: supplied once, at the first; later fills draw on it at the same site. */
import { type Actor, type Decision, type Digest, type Instant, refuseUnless } from '../../ledger';
import type { PackStatus } from '../container';
import { type ActorOpening, commitActor } from './actor-commitment';
import { guardedByHolder } from './pack-guard';
import { type KnownPack, ownState, type PackSituation, requireKnown, statusOf } from './pack-situation';
import type { PackOpened } from './pack.events';
import { MOST_FILLS, type OpenPack, type Pack } from './pack.schema';
import { requireGood, requireSuppliable } from './suppliable';

type Opened = NonNullable<Pack['opened']>;

/** What the ledger holds about a pack that is to be opened. */
export interface OpeningPackSituation extends PackSituation {
  /** Units of the product's packs. */
  readonly packSize: number;
}

/**
 * Draws units for a fill. The same fill again is a success.
 *
 * @throws LedgerError PACK_NOT_FOUND, SITE_MISSING, PACK_ALREADY_SUPPLIED when that was elsewhere, PACK_NOT_ACTIVE,
 * PACK_EXPIRED, NOT_HOLDER, UNITS_EXCEEDED
 */
export function openPack(
  digest: Digest,
  situation: OpeningPackSituation,
  command: OpenPack,
  opening: ActorOpening,
  by: Actor,
  now: Instant,
): Decision<Pack, PackOpened> {
  const known = requireKnown(situation);
  const commitment = commitActor(digest, opening, by);
  const status = statusOf(known);
  const before = openedHere(known, commitment);
  const drawn = before?.fills.findIndex(({ fill }) => fill === command.fill) ?? -1;
  if (before !== undefined && drawn >= 0) return { repeated: opened(known.lot, before, drawn) };
  // What was handed over whole is gone; what was only supplied here may still be opened.
  const isSuppliedHere = status?.state === 'supplied' && status.by === commitment && status.handedOverAt === undefined;
  if (before !== undefined || isSuppliedHere) requireGood(known, now);
  else requireSuppliable(known, by, now);
  const after = draw(before ?? { size: situation.packSize, left: situation.packSize, fills: [] }, command, now);
  const next: PackStatus = { ...(status ?? { state: 'supplied', at: now, by: commitment }), handedOverAt: now };
  return {
    state: { ...ownState(known, command.digest, now), status: next, opened: after },
    event: opened(known.lot, after, after.fills.length - 1),
    guard: guardedByHolder(by),
  };
}

/** What is left in a pack that this very site opened. */
function openedHere({ pack }: KnownPack, commitment: string): Opened | undefined {
  return pack?.status?.state === 'supplied' && pack.status.by === commitment ? pack.opened : undefined;
}

function draw({ size, left, fills }: Opened, { fill, units }: OpenPack, now: Instant): Opened {
  refuseUnless(units <= left, 'UNITS_EXCEEDED', `${left} of ${size} units are left in the pack`);
  refuseUnless(fills.length < MOST_FILLS, 'UNITS_EXCEEDED', `a pack is drawn on at most ${MOST_FILLS} times`);
  return { size, left: left - units, fills: [...fills, { fill, units, at: now }] };
}

/** The n-th fill, and what was left after it. */
function opened({ gtin, lot }: Pick<Pack, 'gtin' | 'lot'>, { size, fills }: Opened, nth: number): PackOpened {
  const until = fills.slice(0, nth + 1);
  const last = until.at(-1);
  if (last === undefined) throw new RangeError('there is no such fill');
  const left = until.reduce((rest, { units }) => rest - units, size);
  return { type: 'PackOpened', version: 1, at: last.at, gtin, lot, units: last.units, left };
}
