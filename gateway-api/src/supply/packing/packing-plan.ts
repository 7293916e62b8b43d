/** What a packing writes to the ledger, worked out anew from own data whenever it is needed: nothing of it is kept. */
import { setImmediate } from 'node:timers/promises';
import type { Sscc } from '@theriac/domain/gs1';
import { compareBytes, LedgerError } from '@theriac/domain/ledger';
import {
  digestsOf,
  isLoose,
  loosePage,
  type NumberedPage,
  PACK_DIGEST_BYTES,
  packDigests,
  PACKING_ENTRY_BYTES,
  packingEntryAt,
  packingEntryOf,
  pageOf,
  pagesFor,
  placeOnPage,
  writePackingList,
} from '@theriac/domain/supply';
import { nodeDigest } from '../node-digest';
import type { LotSecretStore } from '../lot-secrets/lot-secrets.store';
import type { RegistrationStore } from '../registration/registrations.store';
import type { PackingPageStore } from './packing-pages.store';
import type { PackInContainer, PackingRow, PackingStore } from './packings.store';

/** Packs whose digests are made before other requests have their turn: some 10 ms. */
const PACKS_A_TURN = 2_000;

/** What a packing writes. */
export interface PackingPlan {
  /** See `packing-list.ts` of the domain. */
  readonly list: Uint8Array;
  readonly containers: number;
  /** How many pages the part has. */
  readonly partPages: number;
  /** By number: the packing's own entries, all other packs loose. */
  readonly pages: ReadonlyMap<number, Uint8Array>;
}

/** What planning needs. */
export interface PlanningParts {
  readonly packings: PackingStore;
  readonly pages: PackingPageStore;
  readonly registrations: RegistrationStore;
  readonly secrets: LotSecretStore;
}

interface FiledPack {
  readonly digest: Uint8Array;
  readonly sscc: Sscc;
}

/**
 * @throws LedgerError SERVICE_UNAVAILABLE while the part is being registered or its pages have not arrived here;
 * PART_ABANDONED when it was refused; BROKEN_STATE when own data are incomplete
 */
export async function planPacking(row: PackingRow, parts: PlanningParts): Promise<PackingPlan> {
  const registration = await parts.registrations.find(row.registration);
  const held = await parts.secrets.find(row);
  if (registration === undefined || held === undefined)
    throw new LedgerError('BROKEN_STATE', 'a packing stands without its registration or its lot’s secret');
  if (registration.state === 'refused') throw new LedgerError('PART_ABANDONED', 'the part was refused by the ledger');
  if (registration.state === 'registering')
    throw new LedgerError('SERVICE_UNAVAILABLE', 'the part is still being registered');
  const partPages = pagesFor(registration.packs);
  const counts = new Map<Sscc, number>();
  const filed = new Map<number, FiledPack[]>();
  for await (const some of parts.packings.packs(row)) {
    for (const [, sscc] of some) counts.set(sscc, (counts.get(sscc) ?? 0) + 1);
    await filePacks(some, held.secret, row, partPages, filed);
  }
  const pages = await ownEntries(row, filed, parts.pages);
  const list = writePackingList([...counts].map(([sscc, packs]) => ({ sscc, packs })));
  return { list, containers: counts.size, partPages, pages };
}

async function filePacks(
  all: readonly PackInContainer[],
  secret: Uint8Array,
  { gtin }: PackingRow,
  partPages: number,
  filed: Map<number, FiledPack[]>,
): Promise<void> {
  for (let at = 0; at < all.length; at += PACKS_A_TURN) {
    const turn = all.slice(at, at + PACKS_A_TURN);
    const serials = turn.map(([serial]) => serial);
    let index = 0;
    for (const digest of digestsOf(packDigests(nodeDigest, secret, gtin, serials))) {
      const sscc = turn[index]?.[1];
      index += 1;
      if (sscc === undefined) continue;
      const number = pageOf(digest, partPages);
      const page = filed.get(number) ?? [];
      page.push({ digest, sscc });
      filed.set(number, page);
    }
    await setImmediate();
  }
}

async function ownEntries(
  { registration }: PackingRow,
  filed: ReadonlyMap<number, readonly FiledPack[]>,
  store: PackingPageStore,
): Promise<Map<number, Uint8Array>> {
  const digests = await store.digests(registration, [...filed.keys()]);
  const pages = new Map<number, Uint8Array>();
  for (const [number, packs] of filed) {
    const page = digests.get(number);
    if (page === undefined)
      throw new LedgerError('SERVICE_UNAVAILABLE', 'the pages of the part have not arrived here yet');
    const entries = loosePage(page.length / PACK_DIGEST_BYTES);
    for (const { digest, sscc } of packs) {
      const place = placeOnPage(page, digest);
      if (place === undefined) throw new LedgerError('BROKEN_STATE', 'a page lacks a pack of the serial index');
      entries.set(packingEntryOf(sscc), place * PACKING_ENTRY_BYTES);
    }
    pages.set(number, entries);
  }
  return pages;
}

/**
 * A page with a packing's own entries beside those that stand on it already.
 *
 * @throws LedgerError PACK_ALREADY_PACKED when one of its packs is in another container
 */
export function packedOver(number: number, own: Uint8Array, stood: Uint8Array | undefined): NumberedPage {
  if (stood === undefined) return { number, bytes: own };
  const bytes = Uint8Array.from(stood);
  for (let index = 0; index < own.length / PACKING_ENTRY_BYTES; index += 1) {
    const [entry, old] = [packingEntryAt(own, index), packingEntryAt(bytes, index)];
    if (isLoose(entry) || compareBytes(entry, old) === 0) continue;
    if (!isLoose(old)) throw new LedgerError('PACK_ALREADY_PACKED', `page ${number} has a pack that is packed already`);
    bytes.set(entry, index * PACKING_ENTRY_BYTES);
  }
  return { number, bytes };
}
