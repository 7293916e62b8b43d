/** The part of `DrugSupply`'s façade about discrepancies: what came is not what was sent. */
import {
  type Discrepancy,
  discrepancySchema,
  type DiscrepancyReported,
  discrepancyReportedSchema,
  type DiscrepancyResolved,
  discrepancyResolvedSchema,
  type ReportDiscrepancy,
  type ResolveDiscrepancy,
} from '@theriac/domain/supply';
import type { Caller } from '../../caller';
import type { ChannelLedger, Committed } from '../../ledger/channel-ledger';
import { SUPPLY_CONTRACT } from '../supply.client';

/** What the contract does with discrepancies; errors and `reference` as `SupplyClient` says. */
export class DiscrepancyClient {
  constructor(private readonly ledger: ChannelLedger) {}

  /** Who has goods in hand says that they are not as sent. @throws LedgerError NOT_RECEIVER, SHIPMENT_NOT_FOUND */
  report(caller: Caller, command: ReportDiscrepancy, reference: string): Promise<Committed<DiscrepancyReported>> {
    const transaction = `${SUPPLY_CONTRACT}:ReportDiscrepancy`;
    return this.ledger.submit(caller, transaction, command, discrepancyReportedSchema, { reference });
  }

  /** A party says how it ended. @throws LedgerError NOT_RESOLVER, DISCREPANCY_NOT_SETTLED */
  resolve(caller: Caller, command: ResolveDiscrepancy, reference: string): Promise<Committed<DiscrepancyResolved>> {
    const transaction = `${SUPPLY_CONTRACT}:ResolveDiscrepancy`;
    return this.ledger.submit(caller, transaction, command, discrepancyResolvedSchema, { reference });
  }

  /** @throws LedgerError DISCREPANCY_NOT_FOUND */
  read(caller: Caller, discrepancy: string): Promise<Discrepancy> {
    return this.ledger.evaluate(caller, `${SUPPLY_CONTRACT}:ReadDiscrepancy`, { discrepancy }, discrepancySchema);
  }
}
