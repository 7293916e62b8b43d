/** Certificates of all organisations, issued by a Fabric CA each. */
export { CaClient, type CaEndpoint, type Enrolment, type IdentityType, type Registration } from './ca-client';
export { CaError } from './ca-error';
export { type Credential } from './ca-token';
export {
  caFolderOf,
  certificateAuthorityName,
  certificateAuthorityProcess,
  prepareCertificateAuthority,
  type CertifiedNetwork,
} from './certificate-authority';
export { certificateAttributes } from './certificate-attributes';
export { certificatePlan, type PlannedCertificate } from './certificate-plan';
export { readCredential } from './credential-folder';
export { issueCertificates, issueForOrganisation, refreshPeople, type IssueOptions } from './issue-certificates';
export { signLowS } from './low-s-signature';
export { personFileSchema, type PersonFile } from './people';
