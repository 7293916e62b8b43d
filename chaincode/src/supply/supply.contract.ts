/** The drug chain from its beginning: who may number products, what they are, which packs there are, and is this one? */
import { canonicalJson, parseJson } from '@theriac/domain/ledger';
import {
  abandonPart,
  assignCompanyPrefix,
  assignCompanyPrefixSchema,
  claimContainers,
  claimContainersSchema,
  closePacking,
  closePackingSchema,
  endRegistrationSchema,
  type LedgerVerdict,
  openContainer,
  openContainerSchema,
  openPacking,
  openPackingSchema,
  packContainers,
  packContainersSchema,
  readContainerSchema,
  readLotSchema,
  readProductSchema,
  registerPart,
  registerPartSchema,
  registerProduct,
  registerProductSchema,
  sealPart,
  unpackContainers,
  unpackContainersSchema,
  verifyPack,
  verifyPacksSchema,
  writePackingPages,
  writePackingPagesSchema,
  writePages,
  writePagesSchema,
} from '@theriac/domain/supply';
import { Transaction } from 'fabric-contract-api';
import { TheriacContract } from '../ledger';
import { countUnwritten, loadBatch, loadPack, loadPart, loadPrefix, loadProduct } from './load';
import { loadPackingContainers, loadPlaced, loadUnpacking } from './load-containers';
import { listSent, loadClaim, loadOpening, loadPackingBatch, loadPackingReceipts } from './load-packing';
import { SupplyContext } from './supply.context';

/** The contract `DrugSupply`. */
export class DrugSupplyContract extends TheriacContract {
  constructor() {
    super('DrugSupply');
  }

  override createContext(): SupplyContext {
    return new SupplyContext();
  }

  /** The regulator says whose products begin with a company prefix. */
  @Transaction()
  async AssignCompanyPrefix(ctx: SupplyContext, json: string): Promise<string> {
    const command = parseJson(assignCompanyPrefixSchema, json);
    ctx.authorise();
    const prefix = await loadPrefix(ctx, command);
    return ctx.save(ctx.prefixes, assignCompanyPrefix(prefix, command, ctx.now(prefix.existing)));
  }

  /** A maker registers what a GTIN under its company prefix stands for. */
  @Transaction()
  async RegisterProduct(ctx: SupplyContext, json: string): Promise<string> {
    const command = parseJson(registerProductSchema, json);
    const actor = ctx.authorise();
    const product = await loadProduct(ctx, command);
    return ctx.save(ctx.products, registerProduct(product, command, actor, ctx.now(product.existing)));
  }

  /** What a GTIN stands for. */
  @Transaction(false)
  async ReadProduct(ctx: SupplyContext, json: string): Promise<string> {
    const { gtin } = parseJson(readProductSchema, json);
    ctx.authorise();
    return canonicalJson(await ctx.products.get(gtin));
  }

  /** A maker opens a registration of packs: it fixes how many pages there will be, and what each will hold. */
  @Transaction()
  async RegisterPart(ctx: SupplyContext, json: string): Promise<string> {
    const command = parseJson(registerPartSchema, json);
    const actor = ctx.authorise();
    const part = await loadPart(ctx, command);
    const now = ctx.now(part.product, part.lot, part.part);
    return ctx.save(ctx.openedRegistrations, registerPart(ctx.digest, part, command, actor, now));
  }

  /** A maker writes a batch of the pages that its registration fixed; they come as transient data. */
  @Transaction()
  async WritePages(ctx: SupplyContext, json: string): Promise<string> {
    const command = parseJson(writePagesSchema, json);
    const actor = ctx.authorise();
    const batch = await loadBatch(ctx, command);
    const sent = ctx.stub.getTransient();
    return ctx.save(ctx.batches, writePages(ctx.digest, batch, command, sent, actor, ctx.now(batch.part)));
  }

  /** A maker says that a part is whole; from now on its pages are judged by. */
  @Transaction()
  async SealPart(ctx: SupplyContext, json: string): Promise<string> {
    const { registration } = parseJson(endRegistrationSchema, json);
    const actor = ctx.authorise();
    const part = await ctx.partsOfLots.get(registration);
    const unwritten = await countUnwritten(ctx, part.part);
    return ctx.save(ctx.partsOfLots, sealPart(part, unwritten, actor, ctx.now(part.part, part.lot)));
  }

  /** A maker gives a registration up before its seal. */
  @Transaction()
  async AbandonPart(ctx: SupplyContext, json: string): Promise<string> {
    const { registration } = parseJson(endRegistrationSchema, json);
    const actor = ctx.authorise();
    const part = await ctx.partsOfLots.get(registration);
    return ctx.save(ctx.partsOfLots, abandonPart(part, actor, ctx.now(part.part, part.lot)));
  }

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
    const placed = await loadPlaced(ctx, sscc);
    return ctx.save(ctx.containers, openContainer(placed, actor, ctx.now(placed.container, placed.parent)));
  }

  /** A container: who has it where, and what its packers put into it. */
  @Transaction(false)
  async ReadContainer(ctx: SupplyContext, json: string): Promise<string> {
    const { sscc } = parseJson(readContainerSchema, json);
    ctx.authorise();
    return canonicalJson(await ctx.containers.get(sscc));
  }

  /** A lot and its parts. */
  @Transaction(false)
  async ReadLot(ctx: SupplyContext, json: string): Promise<string> {
    const { gtin, lot } = parseJson(readLotSchema, json);
    ctx.authorise();
    return canonicalJson(await ctx.lots.get(gtin, lot));
  }

  /** Whether each pack's digest is on a page of its lot, and what that means today: the verdicts in the packs' order. */
  @Transaction(false)
  async VerifyPacks(ctx: SupplyContext, json: string): Promise<string> {
    const { packs } = parseJson(verifyPacksSchema, json);
    ctx.authorise();
    const verdicts: LedgerVerdict[] = [];
    for (const asked of packs) {
      const pack = await loadPack(ctx, asked);
      verdicts.push(verifyPack(pack, asked, ctx.now(pack.lot)));
    }
    return canonicalJson(verdicts);
  }
}
