/** The part of `DrugSupply`'s façade about packings: a maker puts packs of a part into containers. */
import {
  type AbandonPacking,
  type ClaimContainers,
  type ContainersClaimed,
  containersClaimedSchema,
  type NumberedPage,
  type OpenPacking,
  type PackingAbandoned,
  packingAbandonedSchema,
  type PackingClosed,
  packingClosedSchema,
  type PackingOpened,
  packingOpenedSchema,
  type PackingPagesWritten,
  packingPagesWrittenSchema,
  type WritePackingPages,
} from '@theriac/domain/supply';
import type { Caller } from '../../caller';
import type { ChannelLedger, Committed } from '../../ledger';
import { SUPPLY_CONTRACT } from '../supply.client';

/** What the contract does with packings; errors and `reference` as `SupplyClient` says. */
export class PackingClient {
  constructor(private readonly ledger: ChannelLedger) {}

  /** A maker fixes which containers a packing fills. @param list see `writePackingList` */
  openPacking(
    caller: Caller,
    command: OpenPacking,
    list: Uint8Array,
    reference: string,
  ): Promise<Committed<PackingOpened>> {
    const transaction = `${SUPPLY_CONTRACT}:OpenPacking`;
    return this.ledger.submit(caller, transaction, command, packingOpenedSchema, { transient: { list }, reference });
  }

  /** Claims the next batch of a packing's containers. */
  claimContainers(caller: Caller, command: ClaimContainers, reference: string): Promise<Committed<ContainersClaimed>> {
    const transaction = `${SUPPLY_CONTRACT}:ClaimContainers`;
    return this.ledger.submit(caller, transaction, command, containersClaimedSchema, { reference });
  }

  /** Writes a batch's packing pages. @throws LedgerError PACK_ALREADY_PACKED also when a page was changed meanwhile */
  writePackingPages(
    caller: Caller,
    command: WritePackingPages,
    pages: readonly NumberedPage[],
    reference: string,
  ): Promise<Committed<PackingPagesWritten>> {
    const transient = Object.fromEntries(pages.map(({ number, bytes }) => [String(number), bytes]));
    const transaction = `${SUPPLY_CONTRACT}:WritePackingPages`;
    return this.ledger.submit(caller, transaction, command, packingPagesWrittenSchema, { transient, reference });
  }

  /** A packing is whole. @throws LedgerError PACKING_INCOMPLETE */
  closePacking(caller: Caller, packing: string, reference: string): Promise<Committed<PackingClosed>> {
    const transaction = `${SUPPLY_CONTRACT}:ClosePacking`;
    return this.ledger.submit(caller, transaction, { packing }, packingClosedSchema, { reference });
  }

  /** Takes the next batch of a packing back. @throws LedgerError PACKING_NOT_FOUND, PACKING_ALREADY_CLOSED */
  abandonPacking(caller: Caller, command: AbandonPacking, reference: string): Promise<Committed<PackingAbandoned>> {
    const transaction = `${SUPPLY_CONTRACT}:AbandonPacking`;
    return this.ledger.submit(caller, transaction, command, packingAbandonedSchema, { reference });
  }
}
