/** The part of `EhrAccess` that knows patients, and who acts for them. */
import {
  aboutPatientSchema,
  appointGuardian,
  appointGuardianSchema,
  dismissGuardian,
  dismissGuardianSchema,
  registerPatient,
  registerPatientSchema,
  requireNoErasure,
  requireRecords,
  requireVoice,
} from '@theriac/domain/ehr';
import { canonicalJson, noFieldsSchema } from '@theriac/domain/ledger';
import { Transaction } from 'fabric-contract-api';
import { TheriacContract } from '../ledger';
import { EhrContext } from './ehr.context';

/** Transactions of `EhrAccess`, which extends this: one contract in several files. */
export abstract class PatientTransactions extends TheriacContract {
  override createContext(): EhrContext {
    return new EhrContext();
  }

  /** A person becomes known to the network as a patient of their organisation. */
  @Transaction()
  async RegisterPatient(ctx: EhrContext): Promise<string> {
    const command = ctx.privateCommand(registerPatientSchema);
    const signer = ctx.authoriseSigner();
    const { organisation, name } = signer.actor;
    const existing = await ctx.patients.find(command.patient);
    const registration = await ctx.registrations.find(organisation, name);
    const now = ctx.now(existing, registration);
    return ctx.savePrivate(ctx.registeredPatients, registerPatient({ existing, registration }, command, signer, now));
  }

  /** Somebody acts for a patient from now on. */
  @Transaction()
  async AppointGuardian(ctx: EhrContext): Promise<string> {
    const command = ctx.privateCommand(appointGuardianSchema);
    const signer = ctx.authoriseSigner();
    const patient = await ctx.patients.get(command.patient);
    requireNoErasure(await ctx.erasures.find(command.patient));
    ctx.memberNamed(command.guardian.person.organisation);
    return ctx.savePrivate(ctx.patients, appointGuardian(patient, command, signer, ctx.now(patient)));
  }

  /** Somebody acts for a patient no more. */
  @Transaction()
  async DismissGuardian(ctx: EhrContext): Promise<string> {
    const command = ctx.privateCommand(dismissGuardianSchema);
    const signer = ctx.authoriseSigner();
    const patient = await ctx.patients.get(command.patient);
    requireRecords(await ctx.erasures.find(command.patient));
    return ctx.savePrivate(ctx.patients, dismissGuardian(patient, command, signer, ctx.now(patient)));
  }

  /** Which patient the submitter is. */
  @Transaction(false)
  async ReadMyPatient(ctx: EhrContext): Promise<string> {
    ctx.privateCommand(noFieldsSchema);
    const { organisation, name } = ctx.authorise();
    const { patient } = await ctx.registrations.get(organisation, name);
    return canonicalJson(await ctx.patients.get(patient));
  }

  /** A patient as the ledger knows them. */
  @Transaction(false)
  async ReadPatient(ctx: EhrContext): Promise<string> {
    const { patient: id } = ctx.privateCommand(aboutPatientSchema);
    const signer = ctx.authoriseSigner();
    const patient = await ctx.patients.get(id);
    if (isVoice(signer.actor.role)) requireVoice(patient, signer, 'read', ctx.now());
    return canonicalJson(patient);
  }
}

/** Whether somebody of this role acts for a patient, and so sees no other's. */
export function isVoice(role: string): boolean {
  return role === 'patient' || role === 'guardian';
}
