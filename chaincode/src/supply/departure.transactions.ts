/** The part of the drug chain's contract that is about the border of the network: what leaves it, and what comes back. */
import { canonicalJson, parseJson } from '@theriac/domain/ledger';
import {
  letContainersLeave,
  letContainersLeaveSchema,
  readDepartureSchema,
  readmitContainers,
  readmitContainersSchema,
  readReadmissionSchema,
} from '@theriac/domain/supply';
import { Transaction } from 'fabric-contract-api';
import { DiscrepancyTransactions } from './discrepancy.transactions';
import { loadLeaving, loadReadmitting } from './load-custody';
import { SupplyContext } from './supply.context';

/** Transactions of `DrugSupply`, which extends this. */
export abstract class DepartureTransactions extends DiscrepancyTransactions {
  /** A holder lets containers leave for a place outside the network: nobody holds them from now on. */
  @Transaction()
  async LetContainersLeave(ctx: SupplyContext, json: string): Promise<string> {
    const command = parseJson(letContainersLeaveSchema, json);
    const actor = ctx.authorise();
    const leaving = await loadLeaving(ctx, command);
    const now = ctx.now(leaving.departure, ...leaving.containers.map(({ container }) => container));
    return ctx.save(ctx.leftContainers, letContainersLeave(leaving, command, actor, now));
  }

  /** Who has containers in hand that left, or were lost, holds them again. */
  @Transaction()
  async ReadmitContainers(ctx: SupplyContext, json: string): Promise<string> {
    const command = parseJson(readmitContainersSchema, json);
    const actor = ctx.authorise();
    const readmitting = await loadReadmitting(ctx, command);
    const now = ctx.now(readmitting.readmission, ...readmitting.lineages.flat());
    return ctx.save(ctx.readmittedContainers, readmitContainers(readmitting, command, actor, now));
  }

  /** A departure as it was recorded; what became of its containers they say. */
  @Transaction(false)
  async ReadDeparture(ctx: SupplyContext, json: string): Promise<string> {
    const { departure } = parseJson(readDepartureSchema, json);
    ctx.authorise();
    return canonicalJson(await ctx.departures.get(departure));
  }

  /** A readmission as it was recorded, with those whom it must concern. */
  @Transaction(false)
  async ReadReadmission(ctx: SupplyContext, json: string): Promise<string> {
    const { readmission } = parseJson(readReadmissionSchema, json);
    ctx.authorise();
    return canonicalJson(await ctx.readmissions.get(readmission));
  }
}
