/** Opening a packing: the maker fixes the list of containers before the first is claimed. */
import { type Actor, type Decision, type Digest, type Instant, invalidInput, refuseUnless, toHex } from '../../ledger';
import type { Part } from '../part.schema';
import type { PackingOpened } from './packing.events';
import { packsOnList, readPackingList } from './packing-list';
import type { OpenPacking, Packing } from './packing.schema';

/** What the ledger holds about a packing that is to be opened. */
export interface OpeningSituation {
  readonly part: Part;
  /** The packing with this id, if there is one. */
  readonly packing: Packing | undefined;
}

/** What opening a packing writes. */
export interface OpenedPacking {
  readonly packing: Packing;
  /** As it was sent. */
  readonly list: Uint8Array;
}

/**
 * Opens a packing. The same again is a success, also after the close.
 *
 * @param list the packing list; see `packing-list.ts`
 * @throws LedgerError PRODUCT_NOT_OWNED, PART_INCOMPLETE, SITE_MISSING, PACKING_ALREADY_OPENED, PACKING_ABANDONED,
 * INVALID_INPUT
 */
export function openPacking(
  digest: Digest,
  { part, packing }: OpeningSituation,
  command: OpenPacking,
  list: Uint8Array,
  by: Actor,
  now: Instant,
): Decision<OpenedPacking, PackingOpened> {
  refuseUnless(part.maker === by.organisation, 'PRODUCT_NOT_OWNED', 'the part is another organisation’s');
  const listHash = toHex(digest.sha256(list));
  if (packing !== undefined) {
    const isSame = packing.registration === command.registration && packing.listHash === listHash;
    refuseUnless(isSame, 'PACKING_ALREADY_OPENED', 'the packing id stands for another part or list');
    refuseUnless(packing.abandoned === undefined, 'PACKING_ABANDONED', 'pack anew under another id');
    return { repeated: opened(packing) };
  }
  refuseUnless(part.state === 'sealed', 'PART_INCOMPLETE', 'a part is packed when it is sealed');
  refuseUnless(by.site !== undefined, 'SITE_MISSING', 'who packs does it at a site');
  const containers = readPackingList(list);
  const packs = packsOnList(containers);
  if (packs > part.packs) throw invalidInput([{ field: 'transient[list]', rule: `the part has ${part.packs} packs` }]);
  const { gtin, lot } = part;
  const begun: Packing = {
    ...command,
    ...{ gtin, lot, packs, listHash },
    holder: { organisation: by.organisation, site: by.site },
    containers: containers.length,
    ...{ claims: [], isClosed: false, openedAt: now, changedAt: now },
  };
  return { state: { packing: begun, list }, event: opened(begun) };
}

function opened({ packing, registration, gtin, lot, holder, containers, packs, openedAt }: Packing): PackingOpened {
  return {
    type: 'PackingOpened',
    version: 1,
    at: openedAt,
    packing,
    registration,
    gtin,
    lot,
    holder,
    containers,
    packs,
  };
}
