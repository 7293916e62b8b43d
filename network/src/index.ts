/** The consortium's network: its topology, and the functions that start, watch and end it. */
export * from './cli';
export {
  certificateInventory,
  readCredential,
  renewableMachines,
  type CertificateState,
  type HeldCertificate,
} from './certificates';
export * from './revocation';
export { type AddedChaincode } from './chaincode-package';
export { gatewayEnvironment, gatewayUrl } from './native/gateway-process';
export { enrolmentName, nameKeyFile } from './native/enrolment-process';
export { machineKeyFile } from './native/issuer-process';
export { audienceOf, issuerUrlOf } from './native/token-names';
export { portsIn, type NativeNetwork } from './native/native-network';
export { StateLayout } from './native/state-layout';
export { openPeerSession, withPeerSession, type PeerSession } from './lifecycle/peer-session';
export { type CollectionDefinition } from './lifecycle/collections';
export { endorsementPolicy } from './lifecycle/endorsement-policy';
export { committedDefinition } from './lifecycle/chaincode-definition';
export { failureText, until } from './lifecycle/until';
export {
  AlreadyRunningError,
  PortsTakenError,
  residentBytesByFamily,
  signal as signalProcess,
  type RunFile,
  type Supervisor,
} from './processes';
export { doorsOf, ping } from './readiness/wait-until-ready';
export { waitForGateways } from './readiness/wait-for-gateways';
export { blockHeights, type ChannelHeights } from './readiness/block-heights';
export * from './topology';
