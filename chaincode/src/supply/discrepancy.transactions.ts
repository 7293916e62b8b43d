/** The part of the drug chain's contract that is about discrepancies: what came is not what was sent. */
import { canonicalJson, parseJson } from '@theriac/domain/ledger';
import {
  readDiscrepanciesSchema,
  readDiscrepancySchema,
  reportDiscrepancy,
  reportDiscrepancySchema,
  resolveDiscrepancy,
  resolveDiscrepancySchema,
} from '@theriac/domain/supply';
import { Transaction } from 'fabric-contract-api';
import { CaptureTransactions } from './capture.transactions';
import { loadDiscrepancies, loadReporting, loadResolving } from './load-discrepancy';
import { SupplyContext } from './supply.context';

/** Transactions of `DrugSupply`, which extends this. */
export abstract class DiscrepancyTransactions extends CaptureTransactions {
  /** Who has goods in hand reports that they are missing, surplus, damaged or not what was sent. */
  @Transaction()
  async ReportDiscrepancy(ctx: SupplyContext, json: string): Promise<string> {
    const command = parseJson(reportDiscrepancySchema, json);
    const actor = ctx.authorise();
    const reporting = await loadReporting(ctx, command);
    const now = ctx.now(reporting.discrepancy, reporting.shipment);
    return ctx.save(ctx.reportedDiscrepancies, reportDiscrepancy(reporting, command, actor, now));
  }

  /** A party of a discrepancy says how it ended. */
  @Transaction()
  async ResolveDiscrepancy(ctx: SupplyContext, json: string): Promise<string> {
    const command = parseJson(resolveDiscrepancySchema, json);
    const actor = ctx.authorise();
    const resolving = await loadResolving(ctx, command);
    const now = ctx.now(resolving.discrepancy, ...(resolving.lineage ?? []));
    return ctx.save(ctx.resolvedDiscrepancies, resolveDiscrepancy(resolving, command, actor, now));
  }

  /** A discrepancy: what is wrong, between whom, and how it ended. */
  @Transaction(false)
  async ReadDiscrepancy(ctx: SupplyContext, json: string): Promise<string> {
    const { discrepancy } = parseJson(readDiscrepancySchema, json);
    ctx.authorise();
    return canonicalJson(await ctx.discrepancies.get(discrepancy));
  }

  /** The discrepancies of a shipment by their ids, at most 100, those after one. */
  @Transaction(false)
  async ReadDiscrepancies(ctx: SupplyContext, json: string): Promise<string> {
    const { shipment, after = '' } = parseJson(readDiscrepanciesSchema, json);
    ctx.authorise();
    return canonicalJson(await loadDiscrepancies(ctx, shipment, after));
  }
}
