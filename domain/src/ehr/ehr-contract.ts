/** The name of the contract of health records, and of the collection that the providers share. */

/** On the channel `care`. */
export const EHR_CONTRACT = 'EhrAccess';

/** The collection of the providers. */
export const PATIENTS_COLLECTION = 'patients';
