/** The part of `DrugSupply`'s façade about containers: what lies in them, and opening them. */
import type { Sscc } from '@theriac/domain/gs1';
import {
  type Container,
  type ContainerOpened,
  containerOpenedSchema,
  containerSchema,
  type ContainersPacked,
  containersPackedSchema,
  type ContainersUnpacked,
  containersUnpackedSchema,
  type PackContainers,
  type UnpackContainers,
} from '@theriac/domain/supply';
import type { Caller } from '../../caller';
import type { ChannelLedger, Committed } from '../../ledger';
import { SUPPLY_CONTRACT } from '../supply.client';

/** What the contract does with containers; errors and `reference` as `SupplyClient` says. */
export class ContainerClient {
  constructor(private readonly ledger: ChannelLedger) {}

  /** A holder puts containers into a container, which may be a new one. */
  packContainers(caller: Caller, command: PackContainers, reference: string): Promise<Committed<ContainersPacked>> {
    const transaction = `${SUPPLY_CONTRACT}:PackContainers`;
    return this.ledger.submit(caller, transaction, command, containersPackedSchema, { reference });
  }

  /** A holder takes containers out of a container, which stays closed. */
  unpackContainers(
    caller: Caller,
    command: UnpackContainers,
    reference: string,
  ): Promise<Committed<ContainersUnpacked>> {
    const transaction = `${SUPPLY_CONTRACT}:UnpackContainers`;
    return this.ledger.submit(caller, transaction, command, containersUnpackedSchema, { reference });
  }

  /** A holder opens a container: all that lies in it stands by itself. */
  openContainer(caller: Caller, sscc: Sscc, reference: string): Promise<Committed<ContainerOpened>> {
    const transaction = `${SUPPLY_CONTRACT}:OpenContainer`;
    return this.ledger.submit(caller, transaction, { sscc }, containerOpenedSchema, { reference });
  }

  /** @throws LedgerError CONTAINER_NOT_FOUND */
  readContainer(caller: Caller, sscc: Sscc): Promise<Container> {
    return this.ledger.evaluate(caller, `${SUPPLY_CONTRACT}:ReadContainer`, { sscc }, containerSchema);
  }
}
