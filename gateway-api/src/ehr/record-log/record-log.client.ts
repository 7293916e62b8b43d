/** The façade of what `EhrAccess` holds of custodians' records: the only file that knows these transactions' names. */
import { type AnchorRecords, type CustodianLog, custodianLogSchema, EHR_CONTRACT } from '@theriac/domain/ehr';
import type { PublicEvent } from '@theriac/domain/ledger';
import { z } from 'zod';
import type { Caller } from '../../caller';
import type { ChannelLedger, Committed } from '../../ledger/channel-ledger';

const logsSchema = z.array(custodianLogSchema);

/** What the contract does about record logs; errors and `reference` as `ChannelLedger` says. */
export class RecordLogClient {
  constructor(private readonly ledger: ChannelLedger) {}

  /**
   * The own organisation commits to batches, each of another patient. What stands already is left as it is.
   *
   * @throws LedgerError PATIENT_NOT_FOUND, BATCH_ALREADY_ANCHORED
   */
  anchor(caller: Caller, command: AnchorRecords, reference: string): Promise<Committed<PublicEvent>> {
    return this.ledger.submitPrivate(caller, `${EHR_CONTRACT}:AnchorRecords`, command, { reference });
  }

  /** What each custodian has anchored of a patient's records. */
  logsOf(caller: Caller, patient: string): Promise<CustodianLog[]> {
    return this.ledger.evaluatePrivate(caller, `${EHR_CONTRACT}:ReadRecordLogs`, { patient }, logsSchema);
  }
}
