/** Health records: who a patient is, what they permit, who opened their record, what custodians' records add up to, and how all of it goes. */
import { EHR_CONTRACT } from '@theriac/domain/ehr';
import { ErasureTransactions } from './erasure.transactions';

/** The contract `EhrAccess`. */
export class EhrAccessContract extends ErasureTransactions {
  constructor() {
    super(EHR_CONTRACT);
  }
}
