/** Certificates of all organisations, issued by a Fabric CA each. */
export { callerCredential, callerFolder } from './ca-callers';
export {
  caFolderOf,
  certificateAuthorityName,
  certificateAuthorityProcess,
  prepareCertificateAuthority,
  type CertifiedNetwork,
} from './certificate-authority';
export { certificatePlan, type PlannedCertificate } from './certificate-plan';
export { readCredential } from './credential-folder';
export { issueCertificates, issueForOrganisation, type IssueOptions } from './issue-certificates';
