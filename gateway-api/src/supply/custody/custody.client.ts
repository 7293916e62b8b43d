/** The part of `DrugSupply`'s façade about custody: containers pass from a holder to a receiver. */
import {
  type ContainersReceived,
  containersReceivedSchema,
  type ContainersShipped,
  containersShippedSchema,
  type EndShipment,
  type ShipContainers,
  type Shipment,
  shipmentSchema,
  type ShipmentVoided,
  shipmentVoidedSchema,
} from '@theriac/domain/supply';
import type { Caller } from '../../caller';
import type { ChannelLedger, Committed } from '../../ledger';
import { SUPPLY_CONTRACT } from '../supply.client';

/** What the contract does with custody; errors and `reference` as `SupplyClient` says. */
export class CustodyClient {
  constructor(private readonly ledger: ChannelLedger) {}

  /** A holder hands containers over to a named receiver. */
  shipContainers(caller: Caller, command: ShipContainers, reference: string): Promise<Committed<ContainersShipped>> {
    const transaction = `${SUPPLY_CONTRACT}:ShipContainers`;
    return this.ledger.submit(caller, transaction, command, containersShippedSchema, { reference });
  }

  /** The named receiver takes containers of a shipment over. */
  receiveContainers(caller: Caller, command: EndShipment, reference: string): Promise<Committed<ContainersReceived>> {
    const transaction = `${SUPPLY_CONTRACT}:ReceiveContainers`;
    return this.ledger.submit(caller, transaction, command, containersReceivedSchema, { reference });
  }

  /** The sender takes containers back that were not received. */
  voidShipment(caller: Caller, command: EndShipment, reference: string): Promise<Committed<ShipmentVoided>> {
    const transaction = `${SUPPLY_CONTRACT}:VoidShipment`;
    return this.ledger.submit(caller, transaction, command, shipmentVoidedSchema, { reference });
  }

  /** A shipment as it was sent. @throws LedgerError SHIPMENT_NOT_FOUND */
  readShipment(caller: Caller, shipment: string): Promise<Shipment> {
    return this.ledger.evaluate(caller, `${SUPPLY_CONTRACT}:ReadShipment`, { shipment }, shipmentSchema);
  }
}
