/** What each verdict is in the words of VRS. */
import type { VerdictCode } from '../verdict.schema';
import type { VrsOutcome } from './vrs.schema';

type Reason = NonNullable<VrsOutcome['verificationFailureReason']>;
type Info = NonNullable<VrsOutcome['additionalInfo']>;

const match: VrsOutcome = { verified: true };
const matchThat = (additionalInfo: Info): VrsOutcome => ({ verified: true, additionalInfo });
const fail = (verificationFailureReason: Reason): VrsOutcome => ({ verified: false, verificationFailureReason });

/**
 * Every verdict's outcome: a new verdict does not compile without a row. *Verified* says that the fields are those that
 * the maker registered, not that the pack may be sold: what stands against that is the additional information.
 */
export const VRS_OUTCOMES: Readonly<Record<VerdictCode, VrsOutcome>> = {
  authentic: match,
  expired: matchThat('Expired'),
  // A lock is no recall yet: it may be lifted.
  'lot-locked': matchThat('Suspect'),
  recalled: matchThat('Recalled'),
  withdrawn: matchThat('Recalled'),
  'unknown-serial': fail('No_match_GTIN_Serial'),
  // The lot is the maker's to register: without it there is no serial under it either.
  'lot-not-known': fail('No_match_GTIN_Serial'),
  'product-not-in-network': fail('No_match_GTIN_Serial'),
  'wrong-lot': fail('No_match_GTIN_Serial_Lot'),
  'wrong-expiry': fail('No_match_GTIN_Serial_Expiry'),
  'still-being-registered': fail('No_reason_provided'),
  'not-serialised': fail('No_reason_provided'),
  'likely-technical': fail('No_reason_provided'),
  'already-supplied-here': fail('Not_for_re-distribution'),
  'already-supplied-elsewhere': fail('Not_for_re-distribution'),
  'opened-here': fail('Not_for_re-distribution'),
  exported: fail('Not_for_re-distribution'),
  'checked-out': fail('Not_for_re-distribution'),
  sample: fail('Not_for_re-distribution'),
  'free-sample': fail('Not_for_re-distribution'),
  locked: fail('Not_for_re-distribution'),
  stolen: { ...fail('Not_for_re-distribution'), additionalInfo: 'Suspect' },
  destroyed: { ...fail('Not_for_re-distribution'), additionalInfo: 'Suspect' },
  // Whose custody it is in is no matter of a saleable return: the fields are the maker's.
  'on-its-way-to-you': match,
  'not-in-your-custody': match,
};
