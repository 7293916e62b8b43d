/** The part of the drug chain's contract that is about captures: what an organisation captured as EPCIS, as one root. */
import { canonicalJson, parseJson } from '@theriac/domain/ledger';
import { anchorCapture, anchorCaptureSchema, readCaptureAnchorSchema } from '@theriac/domain/supply';
import { Transaction } from 'fabric-contract-api';
import { TheriacContract } from '../ledger';
import { SupplyContext } from './supply.context';

/** Transactions of `DrugSupply`, which extends this. */
export abstract class CaptureTransactions extends TheriacContract {
  override createContext(): SupplyContext {
    return new SupplyContext();
  }

  /** An organisation fixes which events it captured in one document. */
  @Transaction()
  async AnchorCapture(ctx: SupplyContext, json: string): Promise<string> {
    const command = parseJson(anchorCaptureSchema, json);
    const actor = ctx.authorise();
    const known = await ctx.captureAnchors.find(actor.organisation, command.capture);
    return ctx.save(ctx.captureAnchors, anchorCapture(known, command, actor, ctx.now(known)));
  }

  /** What an organisation anchored of a capture. */
  @Transaction(false)
  async ReadCaptureAnchor(ctx: SupplyContext, json: string): Promise<string> {
    const { organisation, capture } = parseJson(readCaptureAnchorSchema, json);
    ctx.authorise();
    return canonicalJson(await ctx.captureAnchors.get(organisation, capture));
  }
}
