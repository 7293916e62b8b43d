/** The façade of what `EhrAccess` does about sessions: the only file that knows these transactions' names. */
import {
  EHR_CONTRACT,
  type Release,
  releaseSchema,
  type RequestAccess,
  type Session,
  sessionSchema,
} from '@theriac/domain/ehr';
import type { PublicEvent } from '@theriac/domain/ledger';
import type { Caller } from '../../caller';
import type { ChannelLedger, Committed } from '../../ledger/channel-ledger';

/** What the contract does about sessions; errors and `reference` as `ChannelLedger` says. */
export class SessionClient {
  constructor(private readonly ledger: ChannelLedger) {}

  /** Commits whether the caller may see a record. @throws LedgerError PATIENT_NOT_FOUND, SESSION_ID_TAKEN */
  request(caller: Caller, command: RequestAccess, reference: string): Promise<Committed<PublicEvent>> {
    return this.ledger.submitPrivate(caller, `${EHR_CONTRACT}:RequestAccess`, command, { reference });
  }

  /** Ends a session. @throws LedgerError SESSION_NOT_FOUND, SESSION_NOT_OPEN, SESSION_NOT_YOURS, NOT_THE_PATIENT */
  end(caller: Caller, session: string, reference: string): Promise<Committed<PublicEvent>> {
    return this.ledger.submitPrivate(caller, `${EHR_CONTRACT}:EndSession`, { session }, { reference });
  }

  /** A session as it stands. @throws LedgerError SESSION_NOT_FOUND, SESSION_NOT_YOURS */
  read(caller: Caller, session: string): Promise<Session> {
    return this.ledger.evaluatePrivate(caller, `${EHR_CONTRACT}:ReadSession`, { session }, sessionSchema);
  }

  /** What a session opens now, for its reader and for gateways. @throws LedgerError SESSION_NOT_FOUND, SESSION_NOT_YOURS */
  readForRelease(caller: Caller, session: string): Promise<Release> {
    return this.ledger.evaluatePrivate(caller, `${EHR_CONTRACT}:ReadForRelease`, { session }, releaseSchema);
  }
}
