/** A Hyperledger Fabric network in this process, for tests of contracts and of those who call them. */
export { LedgerClock } from './clock';
export { CODE, CommitError, EndorseError, type EndorserDetail, EvaluateError, GatewayError, GRPC } from './errors';
export { type Attributes, CertificateAuthority, type Unit } from './identity/certificate-authority';
export { type Identity, identityOf, serializedIdentity } from './identity/identity';
export type {
  BlockTransaction,
  ChaincodeEvent,
  CommittedTransaction,
  KeyWrite,
  LedgerBlock,
  LedgerRequest,
  PrivateValue,
  PrivateWrite,
  ProposalChoices,
  TransactionStatus,
} from './ledger.types';
export type { Batch } from './ordering/block-cutter';
export { chaincodeOf, type ContractClass } from './peer/chaincode-program';
export { allOf, anyOf, memberOf, outOf, parsePolicy, peerOf, type Policy, policyBytes } from './policy/policy';
export { type CollectionOptions, implicitCollectionOf } from './private/collection';
export { type Rule, type RuleName, RULES } from './rules';
export { PeersHaltError } from './state/block-updates';
export { type OrderedTransaction, TestLedger } from './test-ledger';
export type { ChannelOptions, IdentityOptions, OrganisationOptions, TestLedgerOptions } from './test-ledger.options';
export type { EndorsedTransaction, UnsignedTransaction } from './transaction/endorsed-transaction';
export { type Creator, type Proposal, propose } from './transaction/proposal';
