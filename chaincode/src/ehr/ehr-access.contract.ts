/** Health records: who a patient is, what they permit, who opened their record, and what custodians' records add up to. */
import { EHR_CONTRACT } from '@theriac/domain/ehr';
import { SessionTransactions } from './session.transactions';

/** The contract `EhrAccess`. */
export class EhrAccessContract extends SessionTransactions {
  constructor() {
    super(EHR_CONTRACT);
  }
}
