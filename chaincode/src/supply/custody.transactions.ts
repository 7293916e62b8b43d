/** The part of the drug chain's contract that is about containers: how they are filled, where they are, how they pass on. */
import { canonicalJson, parseJson } from '@theriac/domain/ledger';
import {
  abandonPacking,
  abandonPackingSchema,
  claimContainers,
  claimContainersSchema,
  closePacking,
  closePackingSchema,
  endShipmentSchema,
  openContainer,
  openContainerSchema,
  openPacking,
  openPackingSchema,
  packContainers,
  packContainersSchema,
  readContainerSchema,
  readShipmentSchema,
  receiveContainers,
  shipContainers,
  shipContainersSchema,
  unpackContainers,
  unpackContainersSchema,
  voidShipment,
  writePackingPages,
  writePackingPagesSchema,
} from '@theriac/domain/supply';
import { Transaction } from 'fabric-contract-api';
import { DepartureTransactions } from './departure.transactions';
import { loadPackingContainers, loadSituation, loadUnpacking } from './load-containers';
import { loadEnding, loadShipping } from './load-custody';
import {
  listSent,
  loadAbandoning,
  loadClaim,
  loadOpening,
  loadPackingBatch,
  loadPackingReceipts,
} from './load-packing';
import { SupplyContext } from './supply.context';

/** Transactions of `DrugSupply` about custody: one contract in several files, each of which extends the one before. */
export abstract class CustodyTransactions extends DepartureTransactions {
  /** A maker opens a packing of a sealed part: its list, which comes as transient data, fixes what it will fill. */
  @Transaction()
  async OpenPacking(ctx: SupplyContext, json: string): Promise<string> {
    const command = parseJson(openPackingSchema, json);
    const actor = ctx.authorise();
    const situation = await loadOpening(ctx, command);
    const now = ctx.now(situation.part, situation.packing);
    return ctx.save(ctx.openedPackings, openPacking(ctx.digest, situation, command, listSent(ctx), actor, now));
  }

  /** A maker claims the next batch of a packing's containers. */
  @Transaction()
  async ClaimContainers(ctx: SupplyContext, json: string): Promise<string> {
    const command = parseJson(claimContainersSchema, json);
    const actor = ctx.authorise();
    const claim = await loadClaim(ctx, command);
    const now = ctx.now(claim.packing, ...claim.batch.map(({ existing }) => existing?.container));
    return ctx.save(ctx.claims, claimContainers(claim, command, actor, now));
  }

  /** A maker writes packing pages, which come as transient data: packs go into the packing's containers. */
  @Transaction()
  async WritePackingPages(ctx: SupplyContext, json: string): Promise<string> {
    const command = parseJson(writePackingPagesSchema, json);
    const actor = ctx.authorise();
    const sent = ctx.stub.getTransient();
    const batch = await loadPackingBatch(ctx, command, sent);
    return ctx.save(ctx.packingBatches, writePackingPages(batch, command, sent, actor, ctx.now(batch.packing)));
  }

  /** A maker says that a packing is whole. */
  @Transaction()
  async ClosePacking(ctx: SupplyContext, json: string): Promise<string> {
    const { packing: id } = parseJson(closePackingSchema, json);
    const actor = ctx.authorise();
    const packing = await ctx.packings.get(id);
    const receipts = await loadPackingReceipts(ctx, packing);
    return ctx.save(ctx.packings, closePacking(packing, receipts, actor, ctx.now(packing)));
  }

  /** A maker takes back the next batch of what a packing did before its close. */
  @Transaction()
  async AbandonPacking(ctx: SupplyContext, json: string): Promise<string> {
    const command = parseJson(abandonPackingSchema, json);
    const actor = ctx.authorise();
    const abandoning = await loadAbandoning(ctx, command);
    const now = ctx.now(abandoning.packing, ...abandoning.containers);
    return ctx.save(ctx.abandonedBatches, abandonPacking(abandoning, command, actor, now));
  }

  /** A holder puts containers into a container, such as cases on a new pallet. */
  @Transaction()
  async PackContainers(ctx: SupplyContext, json: string): Promise<string> {
    const command = parseJson(packContainersSchema, json);
    const actor = ctx.authorise();
    const family = await loadPackingContainers(ctx, command, actor.organisation);
    const now = ctx.now(family.into?.container, ...family.children.map(({ container }) => container));
    return ctx.save(ctx.containerFamilies, packContainers(family, command, actor, now));
  }

  /** A holder takes containers out of a container, which stays closed. */
  @Transaction()
  async UnpackContainers(ctx: SupplyContext, json: string): Promise<string> {
    const command = parseJson(unpackContainersSchema, json);
    const actor = ctx.authorise();
    const family = await loadUnpacking(ctx, command);
    const now = ctx.now(family.from.container, ...family.children);
    return ctx.save(ctx.containerFamilies, unpackContainers(family, command, actor, now));
  }

  /** A holder opens a container: all that lies in it stands by itself from now on. */
  @Transaction()
  async OpenContainer(ctx: SupplyContext, json: string): Promise<string> {
    const { sscc } = parseJson(openContainerSchema, json);
    const actor = ctx.authorise();
    const situation = await loadSituation(ctx, sscc);
    const now = ctx.now(situation.container, situation.parent);
    return ctx.save(ctx.guardedContainers, openContainer(situation, actor, now));
  }

  /** A holder hands containers over to a named receiver; until receipt they are in transit. */
  @Transaction()
  async ShipContainers(ctx: SupplyContext, json: string): Promise<string> {
    const command = parseJson(shipContainersSchema, json);
    const actor = ctx.authorise();
    const shipping = await loadShipping(ctx, command);
    const now = ctx.now(shipping.shipment, ...shipping.containers.map(({ container }) => container));
    return ctx.save(ctx.shippedContainers, shipContainers(shipping, command, actor, now));
  }

  /** The named receiver takes containers of a shipment over. */
  @Transaction()
  async ReceiveContainers(ctx: SupplyContext, json: string): Promise<string> {
    const command = parseJson(endShipmentSchema, json);
    const actor = ctx.authorise();
    const ending = await loadEnding(ctx, command);
    return ctx.save(ctx.manyContainers, receiveContainers(ending, command, actor, ctx.now(...ending.containers)));
  }

  /** The sender takes containers of a shipment back that were not received. */
  @Transaction()
  async VoidShipment(ctx: SupplyContext, json: string): Promise<string> {
    const command = parseJson(endShipmentSchema, json);
    const actor = ctx.authorise();
    const ending = await loadEnding(ctx, command);
    return ctx.save(ctx.manyContainers, voidShipment(ending, command, actor, ctx.now(...ending.containers)));
  }

  /** A shipment as it was sent. */
  @Transaction(false)
  async ReadShipment(ctx: SupplyContext, json: string): Promise<string> {
    const { shipment } = parseJson(readShipmentSchema, json);
    ctx.authorise();
    return canonicalJson(await ctx.shipments.get(shipment));
  }

  /** A container: who has it where, and what its packers put into it. */
  @Transaction(false)
  async ReadContainer(ctx: SupplyContext, json: string): Promise<string> {
    const { sscc } = parseJson(readContainerSchema, json);
    ctx.authorise();
    return canonicalJson(await ctx.containers.get(sscc));
  }
}
