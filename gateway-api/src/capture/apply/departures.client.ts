/** The part of `DrugSupply`'s façade that captured events need: departures, readmissions, and what came otherwise than sent. */
import {
  type DiscrepancyReported,
  discrepancyReportedSchema,
  type ContainersLeft,
  containersLeftSchema,
  type ContainersReadmitted,
  containersReadmittedSchema,
  type LetContainersLeave,
  type ReadmitContainers,
  type ReportDiscrepancy,
} from '@theriac/domain/supply';
import type { Caller } from '../../caller';
import type { ChannelLedger, Committed } from '../../ledger';
import { SUPPLY_CONTRACT } from '../../supply/supply.client';

/** What the contract does with them; errors and `reference` as `SupplyClient` says. */
export class DeparturesClient {
  constructor(private readonly ledger: ChannelLedger) {}

  /** Containers leave for a place outside the network. */
  leave(caller: Caller, command: LetContainersLeave, reference: string): Promise<Committed<ContainersLeft>> {
    const transaction = `${SUPPLY_CONTRACT}:LetContainersLeave`;
    return this.ledger.submit(caller, transaction, command, containersLeftSchema, { reference });
  }

  /** Containers that left, or were lost, are in hand again. */
  readmit(caller: Caller, command: ReadmitContainers, reference: string): Promise<Committed<ContainersReadmitted>> {
    const transaction = `${SUPPLY_CONTRACT}:ReadmitContainers`;
    return this.ledger.submit(caller, transaction, command, containersReadmittedSchema, { reference });
  }

  /** What came is not what was sent. */
  report(caller: Caller, command: ReportDiscrepancy, reference: string): Promise<Committed<DiscrepancyReported>> {
    const transaction = `${SUPPLY_CONTRACT}:ReportDiscrepancy`;
    return this.ledger.submit(caller, transaction, command, discrepancyReportedSchema, { reference });
  }
}
