/** Certificates of all organisations, issued by a Fabric CA each. */
export {
  caFolderOf,
  certificateAuthorityName,
  certificateAuthorityProcess,
  prepareCertificateAuthority,
  type CertifiedNetwork,
} from './certificate-authority';
export { certificateInventory, type CertificateState, type HeldCertificate } from './certificate-inventory';
export { certificatePlan, type PlannedCertificate } from './certificate-plan';
export { readCredential } from './credential-folder';
export { issueCertificates, issueForOrganisation, type IssueOptions } from './issue-certificates';
export { withAuthorities } from './reach-authorities';
export { renewableMachines, renewCertificates } from './renew-certificates';
export { writeRevocationList } from './revocation-list-file';
