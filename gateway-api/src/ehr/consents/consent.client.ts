/** The façade of what `EhrAccess` does about consents: the only file that knows these transactions' names. */
import {
  EHR_CONTRACT,
  type GiveConsent,
  type GivenConsents,
  givenConsentsSchema,
  type WithdrawConsent,
} from '@theriac/domain/ehr';
import type { PublicEvent } from '@theriac/domain/ledger';
import type { Caller, SigningPurpose } from '../../caller';
import type { ChannelLedger, Committed } from '../../ledger/channel-ledger';

const GIVE = `${EHR_CONTRACT}:GiveConsent`;
const WITHDRAW = `${EHR_CONTRACT}:WithdrawConsent`;

/** What the contract does about consents; errors and `reference` as `ChannelLedger` says. */
export class ConsentClient {
  constructor(private readonly ledger: ChannelLedger) {}

  /** What the signature is for that {@link give} or {@link withdraw} carries. */
  purposeOf(change: 'give' | 'withdraw'): SigningPurpose {
    return { step: 'consents', channel: this.ledger.channel, transaction: change === 'give' ? GIVE : WITHDRAW };
  }

  /** A consent stands too, or another version of it. @throws LedgerError NOT_THE_PATIENT, CONSENTS_CHANGED, CONSENTS_FULL */
  give(caller: Caller, command: GiveConsent, reference: string): Promise<Committed<PublicEvent>> {
    return this.ledger.submitPrivate(caller, GIVE, command, { reference });
  }

  /** A consent stands no more. @throws LedgerError NOT_THE_PATIENT, CONSENTS_CHANGED, CONSENT_NOT_FOUND */
  withdraw(caller: Caller, command: WithdrawConsent, reference: string): Promise<Committed<PublicEvent>> {
    return this.ledger.submitPrivate(caller, WITHDRAW, command, { reference });
  }

  /** All that stand; null when there were never any. @throws LedgerError PATIENT_NOT_FOUND, NOT_THE_PATIENT */
  read(caller: Caller, patient: string): Promise<GivenConsents | null> {
    return this.ledger.evaluatePrivate(
      caller,
      `${EHR_CONTRACT}:ReadConsents`,
      { patient },
      givenConsentsSchema.nullable(),
    );
  }
}
