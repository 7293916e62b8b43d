/** Opening a registration: the maker fixes a part's manifest before the first page is written. */
import { type Actor, type Decision, type Digest, type Instant, LedgerError, refuseUnless } from '../ledger';
import { type Lot, type LotPart, MOST_PARTS } from './lot.schema';
import { manifestRoot, packsIn } from './manifest';
import type { Part, PartManifest, RegisterPart } from './part.schema';
import type { Product } from './product.schema';
import type { PartRegistered } from './supply.events';

/** What the ledger holds about a part that is to be registered. */
export interface PartSituation {
  readonly product: Product;
  readonly lot: Lot | undefined;
  /** The part with this registration id, if there is one. */
  readonly part: Part | undefined;
}

/** What opening a registration writes. */
export interface OpenedRegistration {
  readonly lot: Lot;
  readonly part: Part;
  readonly manifest: PartManifest;
}

/**
 * Opens a registration. The same again is a success, also after the seal.
 *
 * @throws LedgerError PRODUCT_NOT_OWNED, LOT_MISMATCH, LOT_FULL, PART_ALREADY_REGISTERED, PART_ABANDONED
 */
export function registerPart(
  digest: Digest,
  { product, lot, part }: PartSituation,
  command: RegisterPart,
  by: Actor,
  now: Instant,
): Decision<OpenedRegistration, PartRegistered> {
  refuseUnless(product.organisation === by.organisation, 'PRODUCT_NOT_OWNED', 'the product is another organisation’s');
  const asked = partOf(digest, command, by.organisation, now);
  if (part !== undefined) return { repeated: repeatOf(part, lot, asked, command) };
  const opened = lotWith(lot, command, asked, now);
  return {
    state: { lot: opened, part: asked, manifest: { registration: command.registration, pages: command.manifest } },
    event: registered(asked, opened),
  };
}

function partOf(digest: Digest, command: RegisterPart, maker: string, now: Instant): Part {
  const { registration, gtin, lot, manifest } = command;
  return {
    registration,
    gtin,
    lot,
    maker,
    packs: packsIn(manifest),
    pages: manifest.length,
    root: manifestRoot(digest, manifest),
    state: 'registering',
    registeredAt: now,
    changedAt: now,
  };
}

function repeatOf(part: Part, lot: Lot | undefined, asked: Part, command: RegisterPart): PartRegistered {
  const isSame = part.gtin === asked.gtin && part.lot === asked.lot && part.root === asked.root;
  refuseUnless(isSame, 'PART_ALREADY_REGISTERED', 'the registration id stands for another lot or manifest');
  refuseUnless(part.state !== 'abandoned', 'PART_ABANDONED', 'register it anew under another id');
  if (lot === undefined) throw new LedgerError('BROKEN_STATE', 'a part stands without its lot');
  refuseOtherTerms(lot, command);
  return registered(part, lot);
}

/** The lot with one more part. A lot whose every registration was abandoned binds nothing: it begins anew. */
function lotWith(lot: Lot | undefined, command: RegisterPart, part: Part, now: Instant): Lot {
  const { registration, packs, pages, maker } = part;
  const added: LotPart = { registration, packs, pages, isSealed: false };
  if (lot === undefined || lot.parts.length === 0) {
    const { gtin, lot: number, expiry, secretCommitment } = command;
    return { gtin, lot: number, expiry, maker, secretCommitment, parts: [added], changedAt: now };
  }
  refuseOtherTerms(lot, command);
  refuseUnless(lot.parts.length < MOST_PARTS, 'LOT_FULL', `the lot has ${MOST_PARTS} parts`);
  return { ...lot, parts: [...lot.parts, added], changedAt: now };
}

function refuseOtherTerms(lot: Lot, command: RegisterPart): void {
  refuseUnless(lot.expiry === command.expiry, 'LOT_MISMATCH', `the lot’s expiry is ${lot.expiry}`);
  refuseUnless(lot.secretCommitment === command.secretCommitment, 'LOT_MISMATCH', 'the lot has another secret');
}

function registered(part: Part, { expiry, secretCommitment }: Lot): PartRegistered {
  const { registration, gtin, lot, maker, packs, pages, root, registeredAt } = part;
  const terms = { gtin, lot, expiry, maker, secretCommitment };
  return { type: 'PartRegistered', version: 1, at: registeredAt, registration, ...terms, packs, pages, root };
}
