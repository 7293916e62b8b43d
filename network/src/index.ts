/** The consortium's network: its topology, and the functions that start, watch and end it. */
export * from './cli';
export { type AddedChaincode } from './chaincode-package';
export { gatewayEnvironment } from './native/gateway-process';
export { portsIn, type NativeNetwork } from './native/native-network';
export { StateLayout } from './native/state-layout';
export { AlreadyRunningError, PortsTakenError, type Supervisor } from './processes';
export { blockHeights, type ChannelHeights } from './readiness/block-heights';
export * from './topology';
