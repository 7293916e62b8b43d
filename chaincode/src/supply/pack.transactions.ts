/** The part of the drug chain's contract that is about single packs, and about all packs of a container at once. */
import { parseJson } from '@theriac/domain/ledger';
import {
  changeContainerStatus,
  changeContainerStatusSchema,
  decommissionPack,
  decommissionPackSchema,
  openPack,
  openPackSchema,
  packPacks,
  type PackSituation,
  readOpening,
  repackPacksSchema,
  reportHandOver,
  reportHandOverSchema,
  supplyPack,
  supplyPackSchema,
  undoContainer,
  undoContainerSchema,
  undoPack,
  undoPackSchema,
  unpackPacks,
} from '@theriac/domain/supply';
import { type Instant, LedgerError } from '@theriac/domain/ledger';
import { Transaction } from 'fabric-contract-api';
import { CustodyTransactions } from './custody.transactions';
import { loadContainerStatus, loadOpeningPack, loadPack, loadRepacking, loadReport } from './load-pack';
import { RepackedStore, ReportedHandOverStore } from './pack-stores';
import { SupplyContext } from './supply.context';

/** Transactions of `DrugSupply` about packs. Who acts is bound by a salt that comes as transient data. */
export abstract class PackTransactions extends CustodyTransactions {
  /** A pharmacy or hospital supplies a pack that it has. */
  @Transaction()
  async SupplyPack(ctx: SupplyContext, json: string): Promise<string> {
    const command = parseJson(supplyPackSchema, json);
    const actor = ctx.authorise();
    const opening = readOpening(ctx.stub.getTransient());
    const pack = await loadPack(ctx, command);
    return ctx.save(ctx.packs, supplyPack(ctx.digest, pack, command, opening, actor, nowOf(ctx, pack)));
  }

  /** A pharmacy or hospital opens a pack for a part-fill, or draws on one that it opened. */
  @Transaction()
  async OpenPack(ctx: SupplyContext, json: string): Promise<string> {
    const command = parseJson(openPackSchema, json);
    const actor = ctx.authorise();
    const opening = readOpening(ctx.stub.getTransient());
    const pack = await loadOpeningPack(ctx, command);
    return ctx.save(ctx.packs, openPack(ctx.digest, pack, command, opening, actor, nowOf(ctx, pack)));
  }

  /** A pack was handed over, whatever the ledger thinks of it. */
  @Transaction()
  async ReportHandOver(ctx: SupplyContext, json: string): Promise<string> {
    const command = parseJson(reportHandOverSchema, json);
    const actor = ctx.authorise();
    const opening = readOpening(ctx.stub.getTransient());
    const pack = await loadReport(ctx, command, actor);
    const decision = reportHandOver(ctx.digest, pack, command, opening, actor, nowOf(ctx, pack));
    return ctx.save(new ReportedHandOverStore(ctx), decision);
  }

  /** Who has a pack takes it out of the saleable stock without supplying it. */
  @Transaction()
  async DecommissionPack(ctx: SupplyContext, json: string): Promise<string> {
    const command = parseJson(decommissionPackSchema, json);
    const actor = ctx.authorise();
    const opening = readOpening(ctx.stub.getTransient());
    const pack = await loadPack(ctx, command);
    return ctx.save(ctx.packs, decommissionPack(ctx.digest, pack, command, opening, actor, nowOf(ctx, pack)));
  }

  /** The site that changed a pack's state takes that back. */
  @Transaction()
  async UndoPack(ctx: SupplyContext, json: string): Promise<string> {
    const command = parseJson(undoPackSchema, json);
    const actor = ctx.authorise();
    const opening = readOpening(ctx.stub.getTransient());
    const pack = await loadPack(ctx, command);
    return ctx.save(ctx.packs, undoPack(ctx.digest, pack, command, opening, actor, nowOf(ctx, pack)));
  }

  /** Who has a container changes the state of all its packs. */
  @Transaction()
  async ChangeContainerStatus(ctx: SupplyContext, json: string): Promise<string> {
    const command = parseJson(changeContainerStatusSchema, json);
    const actor = ctx.authorise();
    const opening = readOpening(ctx.stub.getTransient());
    const container = await loadContainerStatus(ctx, command.sscc);
    const now = ctx.now(container.container);
    const decision = changeContainerStatus(ctx.digest, container, command, opening, actor, now);
    return ctx.save(ctx.guardedContainers, decision);
  }

  /** The site that changed the state of all packs of a container takes that back. */
  @Transaction()
  async UndoContainer(ctx: SupplyContext, json: string): Promise<string> {
    const { sscc } = parseJson(undoContainerSchema, json);
    const actor = ctx.authorise();
    const opening = readOpening(ctx.stub.getTransient());
    const container = await loadContainerStatus(ctx, sscc);
    const decision = undoContainer(ctx.digest, container, opening, actor, ctx.now(container.container));
    return ctx.save(ctx.guardedContainers, decision);
  }

  /** A holder puts loose packs into a container, which may be a new one. */
  @Transaction()
  async PackPacks(ctx: SupplyContext, json: string): Promise<string> {
    const command = parseJson(repackPacksSchema, json);
    const actor = ctx.authorise();
    const repacking = await loadRepacking(ctx, command, actor.organisation);
    const now = ctx.now(repacking.container?.container, ...repacking.packs.map(({ pack }) => pack));
    return ctx.save(new RepackedStore(ctx, actor), packPacks(repacking, command, actor, now));
  }

  /** A holder takes packs out of a container, which stays closed. */
  @Transaction()
  async UnpackPacks(ctx: SupplyContext, json: string): Promise<string> {
    const command = parseJson(repackPacksSchema, json);
    const actor = ctx.authorise();
    const { container, ...repacking } = await loadRepacking(ctx, command, actor.organisation);
    if (container === undefined) throw new LedgerError('CONTAINER_NOT_FOUND', `there is no container ${command.sscc}`);
    const now = ctx.now(container.container, ...repacking.packs.map(({ pack }) => pack));
    return ctx.save(new RepackedStore(ctx, actor), unpackPacks({ ...repacking, container }, command, actor, now));
  }
}

/** Never before the last change of the pack, or of a container that it is in. */
function nowOf(ctx: SupplyContext, { pack, whereabouts }: PackSituation): Instant {
  return ctx.now(pack, ...(whereabouts?.containers ?? []));
}
