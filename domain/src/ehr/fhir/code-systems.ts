/** The code systems of FHIR and this ledger's own that consents and labels are written in. */

/** HL7's scopes of a consent. */
export const CONSENT_SCOPE = 'http://terminology.hl7.org/CodeSystem/consentscope';

/** HL7 v3: how a party takes part; `IRCP` is who receives information. */
export const PARTICIPATION_TYPE = 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType';

/** HL7 v3: why something is done; the purposes of use are among it. */
export const ACT_REASON = 'http://terminology.hl7.org/CodeSystem/v3-ActReason';

/** HL7 v3: how confidential something is, from `U` (unrestricted) to `V` (very restricted). */
export const CONFIDENTIALITY = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality';

/** HL7 v3: kinds of acts; the sensitivities of information are among it. */
export const ACT_CODE = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';

/** FHIR's types of resources. */
export const RESOURCE_TYPES = 'http://hl7.org/fhir/resource-types';

/** LOINC. */
export const LOINC = 'http://loinc.org';

/** SNOMED CT. */
export const SNOMED_CT = 'http://snomed.info/sct';

/** ICD-10 of the WHO. */
export const ICD_10 = 'http://hl7.org/fhir/sid/icd-10';

/** The WHO's Anatomical Therapeutic Chemical classification. */
export const ATC = 'http://www.whocc.no/atc';

/** Members of this consortium by name, such as `hospital`. */
export const ORGANISATION_SYSTEM = 'urn:theriac:organisation';

/** Roles, of everybody (`physician`) or of one member (`hospital/physician`). */
export const ROLE_SYSTEM = 'urn:theriac:role';

/** People by member and certificate name, `hospital/4f…`. */
export const PERSON_SYSTEM = 'urn:theriac:person';
