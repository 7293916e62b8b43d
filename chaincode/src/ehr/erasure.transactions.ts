/** The part of `EhrAccess` in which a patient leaves: asked for, answered by every provider, purged by their home organisation. */
import {
  aboutPatientSchema,
  confirmErasure,
  confirmErasureSchema,
  eraseLink,
  eraseLinkSchema,
  holdForRetention,
  holdForRetentionSchema,
  purgedBefore,
  purgePatient,
  purgePatientSchema,
  readErasureStatementSchema,
  requestErasure,
  requestErasureSchema,
  requireVoice,
} from '@theriac/domain/ehr';
import { canonicalJson } from '@theriac/domain/ledger';
import { Transaction } from 'fabric-contract-api';
import { EhrContext } from './ehr.context';
import { countLeft, loadConfirming, loadErasing, loadErasingLink, loadPurging } from './load-erasure';
import { isVoice } from './patient.transactions';
import { SessionTransactions } from './session.transactions';

/** Transactions of `EhrAccess`, which extends this: one contract in several files. */
export abstract class ErasureTransactions extends SessionTransactions {
  /** A patient asks to be erased. */
  @Transaction()
  async RequestErasure(ctx: EhrContext): Promise<string> {
    const command = ctx.privateCommand(requestErasureSchema);
    const signer = ctx.authoriseSigner();
    const situation = await loadErasing(ctx, command);
    const now = ctx.now(situation.patient, situation.existing);
    return ctx.savePrivate(ctx.erasures, requestErasure(situation, command, signer, now));
  }

  /** A provider says what it must keep, by which law, and until when. */
  @Transaction()
  async HoldForRetention(ctx: EhrContext): Promise<string> {
    const command = ctx.privateCommand(holdForRetentionSchema);
    const actor = ctx.authorise();
    const erasure = await ctx.erasures.get(command.patient);
    return ctx.savePrivate(ctx.erasures, holdForRetention(erasure, command, actor, ctx.now(erasure)));
  }

  /** A provider's link goes, where that provider alone saw it: endorsed by it alone. */
  @Transaction()
  async EraseLink(ctx: EhrContext): Promise<string> {
    const command = ctx.privateCommand(eraseLinkSchema);
    const actor = ctx.authorise();
    const situation = await loadErasingLink(ctx, command, actor.organisation);
    const decision = eraseLink(situation, actor, ctx.now(situation.erasure));
    return ctx.saveUnnamed(ctx.erasedLinksOf(actor.organisation), decision);
  }

  /** A provider's gateway signs that it destroyed what it had. */
  @Transaction()
  async ConfirmErasure(ctx: EhrContext): Promise<string> {
    const command = ctx.privateCommand(confirmErasureSchema);
    const signer = ctx.authoriseSigner();
    const situation = await loadConfirming(ctx, command.patient, signer.actor.organisation);
    return ctx.savePrivate(ctx.erasures, confirmErasure(situation, command, signer, ctx.now(situation.erasure)));
  }

  /** What is the patient's goes from every peer, piece by piece; at last the patient. */
  @Transaction()
  async PurgePatient(ctx: EhrContext): Promise<string> {
    const command = ctx.privateCommand(purgePatientSchema);
    const actor = ctx.authorise();
    const statement = await ctx.erasureStatements.find(command.erasure);
    if (statement !== undefined) return ctx.saveUnnamed(ctx.erasedPatients, purgedBefore(statement));
    const situation = await loadPurging(ctx, command);
    const now = ctx.now(situation.patient, situation.erasure);
    return ctx.saveUnnamed(ctx.erasedPatients, purgePatient(ctx.digest, situation, command, actor, now));
  }

  /** How far a patient's erasure is, and what a provider must keep; null when none stands. */
  @Transaction(false)
  async ReadErasure(ctx: EhrContext): Promise<string> {
    const { patient: id } = ctx.privateCommand(aboutPatientSchema);
    const signer = ctx.authoriseSigner();
    const patient = await ctx.patients.get(id);
    if (isVoice(signer.actor.role)) requireVoice(patient, signer, 'read', ctx.now());
    return canonicalJson((await ctx.erasures.find(id)) ?? null);
  }

  /** How much lies under keys that a patient's id leads to. Sessions and events have ids of their own: they are not counted. */
  @Transaction(false)
  async CountLeft(ctx: EhrContext): Promise<string> {
    const { patient } = ctx.privateCommand(aboutPatientSchema);
    ctx.authorise();
    return canonicalJson(await countLeft(ctx, patient));
  }

  /** What stays of an erasure, for everybody on the channel. */
  @Transaction(false)
  async ReadErasureStatement(ctx: EhrContext): Promise<string> {
    const { erasure } = ctx.privateCommand(readErasureStatementSchema);
    ctx.authorise();
    return canonicalJson(await ctx.erasureStatements.get(erasure));
  }
}
