/** The drug chain from its beginning: who may number products, what they are, which packs there are, and is this one? */
import { canonicalJson, parseJson } from '@theriac/domain/ledger';
import {
  abandonPart,
  assignCompanyPrefix,
  assignCompanyPrefixSchema,
  endRegistrationSchema,
  type LedgerVerdict,
  readLotSchema,
  readProductSchema,
  registerPart,
  registerPartSchema,
  registerProduct,
  registerProductSchema,
  sealPart,
  verifyPack,
  verifyPacksSchema,
  writePages,
  writePagesSchema,
} from '@theriac/domain/supply';
import { Transaction } from 'fabric-contract-api';
import { countUnwritten, loadBatch, loadPart, loadPrefix, loadProduct } from './load';
import { loadPack } from './load-pack';
import { RecallTransactions } from './recall.transactions';
import { SupplyContext } from './supply.context';

/** The contract `DrugSupply`. */
export class DrugSupplyContract extends RecallTransactions {
  constructor() {
    super('DrugSupply');
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
    const actor = ctx.authorise();
    const verdicts: LedgerVerdict[] = [];
    for (const asked of packs) {
      const pack = await loadPack(ctx, asked);
      verdicts.push(verifyPack(pack, asked, actor, ctx.now(pack.lot, pack.pack)));
    }
    return canonicalJson(verdicts);
  }
}
