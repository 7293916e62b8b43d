/** The codes that AuditEvents of IHE BALP 1.1.4 are written in (https://profiles.ihe.net/ITI/BALP/). */
import type { Coding } from './audit-event.schema';

const coding =
  (system: string) =>
  (code: string, display: string): Coding => ({ system, code, display });

const dicom = coding('http://dicom.nema.org/resources/ontology/DCM');
const participation = coding('http://terminology.hl7.org/CodeSystem/v3-ParticipationType');
const objectRole = coding('http://terminology.hl7.org/CodeSystem/object-role');
const entityType = coding('http://terminology.hl7.org/CodeSystem/audit-entity-type');
const sourceType = coding('http://terminology.hl7.org/CodeSystem/security-source-type');

/** Where the profiles stand. */
export const BALP = 'https://profiles.ihe.net/ITI/BALP';

/** The system of purposes of use. */
export const ACT_REASON = 'http://terminology.hl7.org/CodeSystem/v3-ActReason';

/** FHIR's network-type of an address that is a URI. */
export const URI_ADDRESS = '5';

/** Every code. */
export const AUDIT_CODES = {
  restful: coding('http://terminology.hl7.org/CodeSystem/audit-event-type')('rest', 'Restful Operation'),
  read: coding('http://hl7.org/fhir/restful-interaction')('read', 'read'),
  securityAlert: dicom('110113', 'Security Alert'),
  byConsent: coding(`${BALP}/CodeSystem/AuthZsubType`)(
    'AuthZ-Consent',
    'Authorization Decision using Roles and Consent',
  ),
  destination: dicom('110152', 'Destination Role ID'),
  source: dicom('110153', 'Source Role ID'),
  application: dicom('110150', 'Application'),
  user: participation('IRCP', 'information recipient'),
  provider: coding('http://terminology.hl7.org/CodeSystem/v3-RoleClass')('PROV', 'healthcare provider'),
  authorizer: coding('http://terminology.hl7.org/CodeSystem/extra-security-role-type')(
    'authserver',
    'authorization server',
  ),
  applicationServer: sourceType('4', 'Application Server'),
  securityServer: sourceType('6', 'Security Server'),
  person: entityType('1', 'Person'),
  patient: objectRole('1', 'Patient'),
  systemObject: entityType('2', 'System Object'),
  domainResource: objectRole('4', 'Domain Resource'),
  consent: coding('http://hl7.org/fhir/resource-types')('Consent', 'Consent'),
  transaction: coding(`${BALP}/CodeSystem/BasicAuditEntityType`)(
    'XrequestId',
    'transport specific unique identifier where http X-Request-Id is used',
  ),
} as const;
