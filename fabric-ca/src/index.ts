/** Speaks to an organisation's Fabric CA. */
export {
  CaClient,
  type CaEndpoint,
  type Enrolment,
  type IdentityType,
  type Registration,
  type RequestEnrolment,
} from './ca-client';
export { CA_ERROR, CaError } from './ca-error';
export { caToken, type CaRequest, type Credential } from './ca-token';
export { ATTRIBUTES_OID, certificateAttributes } from './certificate-attributes';
export { requestCertificate, type CertificateRequest } from './certificate-request';
export { lowSDer, signLowS } from './low-s-signature';
export { personNameOf } from './person-name';
export {
  certificateNumber,
  REVOCATION_REASONS,
  revokedSerials,
  serialOf,
  type CertificateNumber,
  type Revocation,
  type RevocationReason,
} from './revocation-list';
export { isMarkedRevoked, markRevoked, PEOPLE_AFFILIATION } from './revoked-people';
