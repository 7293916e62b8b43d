/** The part of `EhrAccess` in which patients permit and deny. */
import {
  aboutPatientSchema,
  type ConsentSituation,
  giveConsent,
  giveConsentSchema,
  requireNoErasure,
  requireRecords,
  requireVoice,
  withdrawConsent,
  withdrawConsentSchema,
} from '@theriac/domain/ehr';
import { canonicalJson } from '@theriac/domain/ledger';
import { Transaction } from 'fabric-contract-api';
import { EhrContext } from './ehr.context';
import { LinkTransactions } from './link.transactions';
import { isVoice } from './patient.transactions';

/** Transactions of `EhrAccess`, which extends this: one contract in several files. */
export abstract class ConsentTransactions extends LinkTransactions {
  /** A patient permits or denies something, or changes what they had given. */
  @Transaction()
  async GiveConsent(ctx: EhrContext): Promise<string> {
    const command = ctx.privateCommand(giveConsentSchema);
    const signer = ctx.authoriseSigner();
    const situation = await loadConsents(ctx, command.patient);
    requireNoErasure(await ctx.erasures.find(command.patient));
    const now = ctx.now(situation.patient, situation.given);
    return ctx.savePrivate(ctx.givenConsents, giveConsent(situation, command, signer, now));
  }

  /** A patient takes a consent back: from the commit on nobody is let in by it. */
  @Transaction()
  async WithdrawConsent(ctx: EhrContext): Promise<string> {
    const command = ctx.privateCommand(withdrawConsentSchema);
    const signer = ctx.authoriseSigner();
    const situation = await loadConsents(ctx, command.patient);
    requireRecords(await ctx.erasures.find(command.patient));
    const now = ctx.now(situation.patient, situation.given);
    return ctx.savePrivate(ctx.givenConsents, withdrawConsent(situation, command, signer, now));
  }

  /** All consents of a patient that stand, with the signature over them; null when there were never any. */
  @Transaction(false)
  async ReadConsents(ctx: EhrContext): Promise<string> {
    const { patient: id } = ctx.privateCommand(aboutPatientSchema);
    const signer = ctx.authoriseSigner();
    const { patient, given } = await loadConsents(ctx, id);
    if (isVoice(signer.actor.role)) requireVoice(patient, signer, 'read', ctx.now());
    return canonicalJson(given ?? null);
  }
}

/** @throws LedgerError PATIENT_NOT_FOUND */
async function loadConsents(ctx: EhrContext, patient: string): Promise<ConsentSituation> {
  return {
    patient: await ctx.patients.get(patient),
    given: await ctx.givenConsents.find(patient),
    members: ctx.memberNames,
  };
}
