/** The part of `DrugSupply`'s façade about anchors of captures. */
import { type AnchorCapture, type CaptureAnchored, captureAnchoredSchema } from '@theriac/domain/supply';
import type { Caller } from '../caller';
import type { ChannelLedger, Committed } from '../ledger';
import { SUPPLY_CONTRACT } from '../supply/supply.client';

/** What the contract does with anchors; errors and `reference` as `SupplyClient` says. */
export class CaptureAnchorClient {
  constructor(private readonly ledger: ChannelLedger) {}

  /** Fixes what this organisation captured. @throws LedgerError CAPTURE_ALREADY_ANCHORED with other events */
  anchorCapture(caller: Caller, command: AnchorCapture, reference: string): Promise<Committed<CaptureAnchored>> {
    const transaction = `${SUPPLY_CONTRACT}:AnchorCapture`;
    return this.ledger.submit(caller, transaction, command, captureAnchoredSchema, { reference });
  }
}
