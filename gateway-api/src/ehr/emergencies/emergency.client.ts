/** The façade of what `EhrAccess` does about emergencies: the only file that knows these transactions' names. */
import {
  breakGlassSettingSchema,
  EHR_CONTRACT,
  type ReviewEmergency,
  type SetBreakGlassRoles,
} from '@theriac/domain/ehr';
import type { PublicEvent } from '@theriac/domain/ledger';
import type { z } from 'zod';
import type { Caller } from '../../caller';
import type { ChannelLedger, Committed } from '../../ledger/channel-ledger';
import type { Deed } from './own-emergencies.table';

const TRANSACTIONS = { break: 'BreakGlass', approve: 'ApproveSealed', open: 'OpenSealed' } as const;

/** Which roles may break the glass at a provider. */
export const breakGlassRolesSchema = breakGlassSettingSchema.omit({ changedAt: true });

/** Which roles may break the glass at a provider. */
export type BreakGlassRoles = z.infer<typeof breakGlassRolesSchema>;

/** What the contract does about emergencies; errors and `reference` as `ChannelLedger` says. */
export class EmergencyClient {
  constructor(private readonly ledger: ChannelLedger) {}

  /** Tells of what was done. @throws LedgerError PATIENT_NOT_FOUND, SESSION_ID_TAKEN, SESSION_NOT_OPEN and others */
  tell(caller: Caller, { kind, command }: Deed, reference: string): Promise<Committed<PublicEvent>> {
    return this.ledger.submitPrivate(caller, `${EHR_CONTRACT}:${TRANSACTIONS[kind]}`, command, { reference });
  }

  /** @throws LedgerError SESSION_NOT_FOUND, SESSION_NOT_YOURS, SECOND_PERSON_NEEDED, REVIEW_CLOSED */
  review(caller: Caller, command: ReviewEmergency, reference: string): Promise<Committed<PublicEvent>> {
    return this.ledger.submitPrivate(caller, `${EHR_CONTRACT}:ReviewEmergency`, command, { reference });
  }

  /** Says which roles may break the glass at the caller's organisation. */
  setRoles(caller: Caller, command: SetBreakGlassRoles, reference: string): Promise<Committed<PublicEvent>> {
    return this.ledger.submitPrivate(caller, `${EHR_CONTRACT}:SetBreakGlassRoles`, command, { reference });
  }

  /** Which roles may break the glass at a provider. @throws LedgerError UNKNOWN_MEMBER */
  readRoles(caller: Caller, organisation: string): Promise<BreakGlassRoles> {
    const transaction = `${EHR_CONTRACT}:ReadBreakGlassRoles`;
    return this.ledger.evaluatePrivate(caller, transaction, { organisation }, breakGlassRolesSchema);
  }
}
