/** The part of `EhrAccess` for emergencies: who broke the glass, who agreed, how it was judged. */
import {
  approveSealed,
  aboutSessionSchema,
  breakGlass,
  breakGlassSchema,
  breakingRolesOf,
  openSealed,
  openSealedSchema,
  readBreakGlassRolesSchema,
  requireRecords,
  reviewEmergency,
  reviewEmergencySchema,
  setBreakGlassRoles,
  setBreakGlassRolesSchema,
} from '@theriac/domain/ehr';
import { canonicalJson } from '@theriac/domain/ledger';
import { Transaction } from 'fabric-contract-api';
import { EhrContext } from './ehr.context';
import { loadBreaking } from './load-session';
import { RecordLogTransactions } from './record-log.transactions';

/** Transactions of `EhrAccess`, which extends this: one contract in several files. */
export abstract class EmergencyTransactions extends RecordLogTransactions {
  /** Somebody opens a record in an emergency, or reports that they did. */
  @Transaction()
  async BreakGlass(ctx: EhrContext): Promise<string> {
    const command = ctx.privateCommand(breakGlassSchema);
    const actor = ctx.authorise();
    const situation = await loadBreaking(ctx, command, actor.organisation);
    requireRecords(await ctx.erasures.find(command.patient));
    const now = ctx.now(situation.patient, situation.existing);
    return ctx.savePrivate(ctx.sessions, breakGlass(situation, command, actor, now));
  }

  /** A second clinician agrees that what is sealed is opened. */
  @Transaction()
  async ApproveSealed(ctx: EhrContext): Promise<string> {
    const { session: id } = ctx.privateCommand(aboutSessionSchema);
    const actor = ctx.authorise();
    const session = await ctx.sessions.get(id);
    return ctx.savePrivate(ctx.sessions, approveSealed(session, actor, ctx.now(session)));
  }

  /** Who broke the glass opens what is sealed. */
  @Transaction()
  async OpenSealed(ctx: EhrContext): Promise<string> {
    const command = ctx.privateCommand(openSealedSchema);
    const actor = ctx.authorise();
    const session = await ctx.sessions.get(command.session);
    return ctx.savePrivate(ctx.sessions, openSealed(session, command, actor, ctx.now(session)));
  }

  /** A privacy officer judges an emergency. */
  @Transaction()
  async ReviewEmergency(ctx: EhrContext): Promise<string> {
    const command = ctx.privateCommand(reviewEmergencySchema);
    const actor = ctx.authorise();
    const session = await ctx.sessions.get(command.session);
    return ctx.savePrivate(ctx.sessions, reviewEmergency(session, command, actor, ctx.now(session)));
  }

  /** A provider says which roles may break the glass there. */
  @Transaction()
  async SetBreakGlassRoles(ctx: EhrContext): Promise<string> {
    const command = ctx.privateCommand(setBreakGlassRolesSchema);
    const actor = ctx.authorise();
    const setting = await ctx.breakGlassSettings.find(actor.organisation);
    return ctx.savePrivate(ctx.breakGlassSettings, setBreakGlassRoles(setting, command, actor, ctx.now(setting)));
  }

  /** Which roles may break the glass at a provider. */
  @Transaction(false)
  async ReadBreakGlassRoles(ctx: EhrContext): Promise<string> {
    const { organisation } = ctx.privateCommand(readBreakGlassRolesSchema);
    ctx.authorise();
    const setting = await ctx.breakGlassSettings.find(ctx.memberNamed(organisation).name);
    return canonicalJson({ organisation, roles: breakingRolesOf(setting) });
  }
}
