/** Takes identities back, at an organisation's authority and on every channel. */
export { publishList, type PublishedList } from './publish-list';
export {
  machinesOf,
  OrdererIdentityError,
  subjectOf,
  UnknownSubjectError,
  type NamedSubject,
  type RevocationSubject,
} from './revocation-subject';
export { revoke, type RevocationOutcome, type RevokeOptions } from './revoke';
