/**
 * The codes by which an emergency's resources are told from others. There is no terminology server here: a code that is
 * below one of these and not among them is not found, and stays sealed until a second clinician agrees.
 */
import { LOINC, SNOMED_CT } from '../fhir';

/** HL7's categories of consents. */
export const CONSENT_CATEGORY_CODES = 'http://terminology.hl7.org/CodeSystem/consentcategorycodes';

/** FHIR's words for what a procedure did with a device (Procedure.focalDevice.action). */
export const DEVICE_ACTION = 'http://hl7.org/fhir/device-action';

/** Codes of one system. */
export type Codes = Readonly<Record<string, readonly string[]>>;

/** Whether a woman is pregnant, and until when: the pregnancy section of the International Patient Summary (HL7 IPS). */
export const PREGNANCY: Codes = {
  // Status; status as reported; delivery date estimated, from last menses, and from ovulation.
  [LOINC]: ['82810-3', '11449-6', '11778-8', '11779-6', '11780-4'],
  // Pregnant; normal pregnancy; high risk pregnancy.
  [SNOMED_CT]: ['77386006', '72892002', '47200007'],
};

/** ABO and Rh groups together, ABO group, Rh type: LOINC's blood bank class. */
export const BLOOD_GROUP: Codes = { [LOINC]: ['882-1', '883-9', '10331-7'] };

/** Documents of a patient's will: LOINC's ontology of documents, and HL7's categories of consents. */
export const ADVANCE_DIRECTIVE: Codes = {
  // Advance directives; advance directive; living will; power of attorney and living will; do not resuscitate order;
  // advance care plan; portable medical order.
  [LOINC]: ['42348-3', '75320-2', '86533-7', '92664-2', '84095-9', '81334-5', '93037-0'],
  [CONSENT_CATEGORY_CODES]: ['acd', 'dnr', 'polst'],
};

/** What puts a device into somebody. */
export const IMPLANTATION: Codes = {
  [DEVICE_ACTION]: ['implanted'],
  // Implantation; of a cardiac pacemaker; of an internal cardiac defibrillator; of an automatic cardioverter defibrillator;
  // of a left ventricular assist device.
  [SNOMED_CT]: ['40388003', '307280005', '395218007', '45965006', '232967006'],
};
