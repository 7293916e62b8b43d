/** The part of the drug chain's contract that stops packs: recalls, withdrawals, and what holders say to them. */
import { canonicalJson, parseJson } from '@theriac/domain/ledger';
import {
  aboutRecallSchema,
  acknowledgeRecall,
  acknowledgeRecallSchema,
  confirmRecall,
  confirmRecallSchema,
  correctRecall,
  correctRecallSchema,
  liftRecall,
  proposeRecall,
  proposeRecallSchema,
  reportRecall,
  reportRecallSchema,
} from '@theriac/domain/supply';
import { Transaction } from 'fabric-contract-api';
import { PackTransactions } from './pack.transactions';
import { loadAnswering, loadListed, loadProposing } from './load-recalls';
import { SupplyContext } from './supply.context';

/** Transactions of `DrugSupply`, which extends this: one contract in several files. */
export abstract class RecallTransactions extends PackTransactions {
  /** The maker or the regulator proposes to recall lots or to withdraw a product, which locks at once. */
  @Transaction()
  async ProposeRecall(ctx: SupplyContext, json: string): Promise<string> {
    const command = parseJson(proposeRecallSchema, json);
    const actor = ctx.authorise();
    const situation = await loadProposing(ctx, command, actor);
    const now = ctx.now(situation.existing, situation.product, situation.list, ...situation.lots);
    return ctx.save(ctx.listedRecalls, proposeRecall(ctx.digest, situation, command, actor, now));
  }

  /** Who proposed a recall takes it back before it is confirmed: its lock ends. */
  @Transaction()
  async LiftRecall(ctx: SupplyContext, json: string): Promise<string> {
    const { recall } = parseJson(aboutRecallSchema, json);
    const actor = ctx.authorise();
    const listed = await loadListed(ctx, recall);
    return ctx.save(ctx.listedRecalls, liftRecall(listed, actor, ctx.now(listed.recall, listed.list)));
  }

  /** A second person of the organisation confirms what it was shown: a recall for ever, or the correction of one. */
  @Transaction()
  async ConfirmRecall(ctx: SupplyContext, json: string): Promise<string> {
    const command = parseJson(confirmRecallSchema, json);
    const actor = ctx.authorise();
    const listed = await loadListed(ctx, command.recall);
    return ctx.save(ctx.listedRecalls, confirmRecall(listed, command, actor, ctx.now(listed.recall, listed.list)));
  }

  /** A person proposes another text of a recall that stands; a second one confirms it. */
  @Transaction()
  async CorrectRecall(ctx: SupplyContext, json: string): Promise<string> {
    const command = parseJson(correctRecallSchema, json);
    const actor = ctx.authorise();
    const recall = await ctx.recalls.get(command.recall);
    return ctx.save(ctx.ownedRecalls, correctRecall(ctx.digest, recall, command, actor, ctx.now(recall)));
  }

  /** A site of a holder says that it has read a recall. */
  @Transaction()
  async AcknowledgeRecall(ctx: SupplyContext, json: string): Promise<string> {
    const command = parseJson(acknowledgeRecallSchema, json);
    const actor = ctx.authorise();
    const answering = await loadAnswering(ctx, command.recall, actor);
    const now = ctx.now(answering.recall, answering.report);
    return ctx.save(ctx.ownedRecallReports, acknowledgeRecall(answering, command, actor, now));
  }

  /** A site of a holder tells what became of its packs of a recall so far. */
  @Transaction()
  async ReportRecall(ctx: SupplyContext, json: string): Promise<string> {
    const command = parseJson(reportRecallSchema, json);
    const actor = ctx.authorise();
    const answering = await loadAnswering(ctx, command.recall, actor);
    const now = ctx.now(answering.recall, answering.report);
    return ctx.save(ctx.ownedRecallReports, reportRecall(answering, command, actor, now));
  }

  /** A recall as it stands, with all its texts. */
  @Transaction(false)
  async ReadRecall(ctx: SupplyContext, json: string): Promise<string> {
    const { recall } = parseJson(aboutRecallSchema, json);
    ctx.authorise();
    return canonicalJson(await ctx.recalls.get(recall));
  }
}
