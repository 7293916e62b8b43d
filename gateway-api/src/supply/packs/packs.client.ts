/** The façade of what `DrugSupply` does with single packs, and with all packs of a container. */
import {
  type ContainerStatusChanged,
  containerStatusChangedSchema,
  type ContainerUndone,
  containerUndoneSchema,
  type ChangeContainerStatus,
  type DecommissionPack,
  type HandOverReported,
  handOverReportedSchema,
  type OpenPack,
  type PackDecommissioned,
  packDecommissionedSchema,
  type PackOpened,
  packOpenedSchema,
  type PackRef,
  type PacksPacked,
  packsPackedSchema,
  type PackSupplied,
  packSuppliedSchema,
  type PacksUnpacked,
  packsUnpackedSchema,
  type PackUndone,
  packUndoneSchema,
  type RepackPacks,
  type SupplyPack,
} from '@theriac/domain/supply';
import type { Sscc } from '@theriac/domain/gs1';
import type { ZodType } from 'zod';
import type { Caller } from '../../caller/caller';
import type { ChannelLedger, Committed } from '../../ledger/channel-ledger';
import { SUPPLY_CONTRACT } from '../supply.client';
import type { KeptAct } from './pack-acts.store';

/** An act with what binds and hides who does it. */
export interface Acting {
  readonly caller: Caller;
  /** The first act of the site on this pack: the caller's own, or a colleague's. */
  readonly act: KeptAct;
  readonly reference: string;
}

/**
 * What the contract does with packs. Every method may throw a LedgerError: the contract's refusal, LedgerUnavailable or
 * OutcomeUnknown; sending the same again is safe.
 */
export class PacksClient {
  constructor(private readonly ledger: ChannelLedger) {}

  /** Who has a pack supplies it. */
  supply(acting: Acting, command: SupplyPack): Promise<Committed<PackSupplied>> {
    return this.#act(acting, 'SupplyPack', command, packSuppliedSchema);
  }

  /** Opens a pack for a part-fill, or draws on one that the site opened. */
  open(acting: Acting, command: OpenPack): Promise<Committed<PackOpened>> {
    return this.#act(acting, 'OpenPack', command, packOpenedSchema);
  }

  /** A pack was handed over, whatever the ledger thinks of it. */
  reportHandOver(acting: Acting, command: PackRef): Promise<Committed<HandOverReported>> {
    return this.#act(acting, 'ReportHandOver', command, handOverReportedSchema);
  }

  /** Who has a pack takes it out of stock. */
  decommission(acting: Acting, command: DecommissionPack): Promise<Committed<PackDecommissioned>> {
    return this.#act(acting, 'DecommissionPack', command, packDecommissionedSchema);
  }

  /** The site that changed a pack's state takes that back. */
  undo(acting: Acting, command: PackRef): Promise<Committed<PackUndone>> {
    return this.#act(acting, 'UndoPack', command, packUndoneSchema);
  }

  /** Who has a container changes the state of all its packs. */
  changeContainer(acting: Acting, command: ChangeContainerStatus): Promise<Committed<ContainerStatusChanged>> {
    return this.#act(acting, 'ChangeContainerStatus', command, containerStatusChangedSchema);
  }

  /** The site that changed the state of a container's packs takes that back. */
  undoContainer(acting: Acting, sscc: Sscc): Promise<Committed<ContainerUndone>> {
    return this.#act(acting, 'UndoContainer', { sscc }, containerUndoneSchema);
  }

  /** Who has loose packs puts them into a container. */
  packPacks(caller: Caller, command: RepackPacks, reference: string): Promise<Committed<PacksPacked>> {
    return this.ledger.submit(caller, `${SUPPLY_CONTRACT}:PackPacks`, command, packsPackedSchema, { reference });
  }

  /** Who has a container takes packs out of it. */
  unpackPacks(caller: Caller, command: RepackPacks, reference: string): Promise<Committed<PacksUnpacked>> {
    return this.ledger.submit(caller, `${SUPPLY_CONTRACT}:UnpackPacks`, command, packsUnpackedSchema, { reference });
  }

  #act<T>(
    { caller, act, reference }: Acting,
    name: string,
    command: unknown,
    result: ZodType<T>,
  ): Promise<Committed<T>> {
    const colleague = act.person === caller.person ? {} : { person: Buffer.from(act.person, 'utf8') };
    const transient = { salt: act.salt, ...colleague };
    return this.ledger.submit(caller, `${SUPPLY_CONTRACT}:${name}`, command, result, { transient, reference });
  }
}
