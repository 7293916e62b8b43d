/** The part of `DrugSupply`'s façade about the border of the network: what leaves it, and what comes back. */
import {
  type ContainersLeft,
  containersLeftSchema,
  type ContainersReadmitted,
  containersReadmittedSchema,
  type Departure,
  departureSchema,
  type LetContainersLeave,
  type Readmission,
  readmissionSchema,
  type ReadmitContainers,
} from '@theriac/domain/supply';
import type { Caller } from '../../caller';
import type { ChannelLedger, Committed } from '../../ledger/channel-ledger';
import { SUPPLY_CONTRACT } from '../supply.client';

/** What the contract does at the border; errors and `reference` as `SupplyClient` says. */
export class DepartureClient {
  constructor(private readonly ledger: ChannelLedger) {}

  /** A holder lets containers leave: nobody holds them from now on. */
  letLeave(caller: Caller, command: LetContainersLeave, reference: string): Promise<Committed<ContainersLeft>> {
    const transaction = `${SUPPLY_CONTRACT}:LetContainersLeave`;
    return this.ledger.submit(caller, transaction, command, containersLeftSchema, { reference });
  }

  /** Who has containers in hand that left or were lost holds them again. @throws LedgerError CONTAINER_NOT_AWAY */
  readmit(caller: Caller, command: ReadmitContainers, reference: string): Promise<Committed<ContainersReadmitted>> {
    const transaction = `${SUPPLY_CONTRACT}:ReadmitContainers`;
    return this.ledger.submit(caller, transaction, command, containersReadmittedSchema, { reference });
  }

  /** @throws LedgerError DEPARTURE_NOT_FOUND */
  readDeparture(caller: Caller, departure: string): Promise<Departure> {
    return this.ledger.evaluate(caller, `${SUPPLY_CONTRACT}:ReadDeparture`, { departure }, departureSchema);
  }

  /** @throws LedgerError READMISSION_NOT_FOUND */
  readReadmission(caller: Caller, readmission: string): Promise<Readmission> {
    return this.ledger.evaluate(caller, `${SUPPLY_CONTRACT}:ReadReadmission`, { readmission }, readmissionSchema);
  }
}
