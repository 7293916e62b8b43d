/** The part of `EhrAccess` that links a provider's record with a patient. */
import {
  answerEmergencyLink,
  answerEmergencyLinkSchema,
  linkInEmergency,
  linkInEmergencySchema,
  linkRecord,
  linkRecordSchema,
  requireNoErasure,
  requireRecords,
  requireVoice,
  reviewEmergencyLink,
  reviewEmergencyLinkSchema,
  unlinkRecord,
  unlinkRecordSchema,
} from '@theriac/domain/ehr';
import { canonicalJson } from '@theriac/domain/ledger';
import { Transaction } from 'fabric-contract-api';
import { EhrContext } from './ehr.context';
import { loadEmergencyLink, loadLinking } from './load-link';
import { UnlinkedStore } from './patient-stores';
import { isVoice, PatientTransactions } from './patient.transactions';

/** Transactions of `EhrAccess`, which extends this: one contract in several files. */
export abstract class LinkTransactions extends PatientTransactions {
  /** A provider's record is a patient's: written where that provider alone sees it, and endorsed by it alone. */
  @Transaction()
  async LinkRecord(ctx: EhrContext): Promise<string> {
    const command = ctx.privateCommand(linkRecordSchema);
    const signer = ctx.authoriseSigner();
    const situation = await loadLinking(ctx, command);
    requireNoErasure(await ctx.erasures.find(command.patient));
    const { patient, existing, emergency } = situation;
    const decision = linkRecord(situation, command, signer, ctx.now(patient, existing, emergency));
    return ctx.savePrivate(ctx.linksOf(command.provider), decision, ctx.privateEventsOf(command.provider));
  }

  /** A provider's record is a patient's no more. */
  @Transaction()
  async UnlinkRecord(ctx: EhrContext): Promise<string> {
    const command = ctx.privateCommand(unlinkRecordSchema);
    const signer = ctx.authoriseSigner();
    const situation = await loadLinking(ctx, command);
    const decision = unlinkRecord(situation, command, signer, ctx.now(situation.patient, situation.existing));
    const unlinked = new UnlinkedStore(ctx.linksOf(command.provider));
    return ctx.savePrivate(unlinked, decision, ctx.privateEventsOf(command.provider));
  }

  /** Staff say that a patient is here who cannot speak. */
  @Transaction()
  async LinkInEmergency(ctx: EhrContext): Promise<string> {
    const command = ctx.privateCommand(linkInEmergencySchema);
    const actor = ctx.authorise();
    const situation = await loadEmergencyLink(ctx, { ...command, provider: actor.organisation });
    requireNoErasure(await ctx.erasures.find(command.patient));
    const now = ctx.now(situation.patient, situation.last);
    return ctx.savePrivate(ctx.emergencyLinks, linkInEmergency(situation, command, actor, now));
  }

  /** The patient says whether staff's link was right. */
  @Transaction()
  async AnswerEmergencyLink(ctx: EhrContext): Promise<string> {
    const command = ctx.privateCommand(answerEmergencyLinkSchema);
    const signer = ctx.authoriseSigner();
    const situation = await loadEmergencyLink(ctx, command);
    requireRecords(await ctx.erasures.find(command.patient));
    const now = ctx.now(situation.patient, situation.last);
    return ctx.savePrivate(ctx.emergencyLinks, answerEmergencyLink(situation, command, signer, now));
  }

  /** A privacy officer judges staff's link. */
  @Transaction()
  async ReviewEmergencyLink(ctx: EhrContext): Promise<string> {
    const command = ctx.privateCommand(reviewEmergencyLinkSchema);
    const actor = ctx.authorise();
    const situation = await loadEmergencyLink(ctx, { ...command, provider: actor.organisation });
    const now = ctx.now(situation.patient, situation.last);
    return ctx.savePrivate(ctx.emergencyLinks, reviewEmergencyLink(situation, command, actor, now));
  }

  /** The own provider's link of a patient, with what its staff did in an emergency. */
  @Transaction(false)
  async ReadLink(ctx: EhrContext): Promise<string> {
    const { patient: id, provider } = ctx.privateCommand(unlinkRecordSchema);
    const signer = ctx.authoriseSigner();
    const { patient, existing, emergency } = await loadLinking(ctx, { patient: id, provider });
    if (isVoice(signer.actor.role)) requireVoice(patient, signer, 'read', ctx.now());
    return canonicalJson({ link: existing ?? null, emergency: emergency ?? null });
  }
}
