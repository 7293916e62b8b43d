/** Heads of organisations' logs, and what readiness and package checks ask. Stands on every channel. */
import { anchorHead, anchorHeadSchema, type PackageDescription, readHeadSchema } from '@theriac/domain/anchors';
import { canonicalJson, parseJson } from '@theriac/domain/ledger';
import { Transaction } from 'fabric-contract-api';
import { TheriacContract } from '../ledger';
import { AnchorsContext } from './anchors.context';

/** The contract `Anchors`. */
export class AnchorsContract extends TheriacContract {
  constructor() {
    super('Anchors');
  }

  override createContext(): AnchorsContext {
    return new AnchorsContext();
  }

  /** Does nothing: that it can be endorsed is what readiness means. */
  @Transaction(false)
  Ping(ctx: AnchorsContext): Promise<string> {
    ctx.authorise();
    return Promise.resolve('');
  }

  /** Tells which package this endorser runs; members compare, since equal results need equal code. */
  @Transaction(false)
  DescribePackage(ctx: AnchorsContext): Promise<string> {
    ctx.authorise();
    const description: PackageDescription = { packageId: ctx.deployment.packageId };
    return Promise.resolve(canonicalJson(description));
  }

  /** An organisation anchors the head of one of its logs, which may only grow. */
  @Transaction()
  async AnchorHead(ctx: AnchorsContext, json: string): Promise<string> {
    const command = parseJson(anchorHeadSchema, json);
    const actor = ctx.authorise();
    const head = await ctx.heads.find(actor.organisation, command.log);
    return ctx.save(ctx.heads, anchorHead(head, command, actor, ctx.now(head)));
  }

  /** The head that an organisation anchored last of a log. */
  @Transaction(false)
  async ReadHead(ctx: AnchorsContext, json: string): Promise<string> {
    const { organisation, log } = parseJson(readHeadSchema, json);
    ctx.authorise();
    return canonicalJson(await ctx.heads.get(organisation, log));
  }
}
