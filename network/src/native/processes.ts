/** Every process of the native network, kind by kind: the list that start, stop and status go by. */
import { join } from 'node:path';
import { certificateAuthorityProcess } from '../certificates';
import type { ChaincodePackage } from '../chaincode-package';
import { databaseProcess, databaseUrl } from '../database';
import type { ProcessSpec } from '../processes/process-spec';
import { channelOf, runsOrderer } from '../topology';
import { chaincodeProcess } from './chaincode-process';
import { enrolmentProcess } from './enrolment-process';
import { gatewayProcess } from './gateway-process';
import { issuerProcess } from './issuer-process';
import { portsIn, type NativeNetwork } from './native-network';
import { ordererProcess } from './orderer-process';
import { peerProcess } from './peer-process';

/** One certificate authority an organisation. */
export function authorityProcesses(network: NativeNetwork): ProcessSpec[] {
  return organisations(network).map((name) => certificateAuthorityProcess(network, name));
}

/** The orderers that the topology names, and one peer an organisation. */
export function nodeProcesses(network: NativeNetwork): ProcessSpec[] {
  return [
    ...organisations(network)
      .filter((name) => runsOrderer(network.topology, name))
      .map((name) => ordererProcess(network, name)),
    ...organisations(network).map((name) => peerProcess(network, name)),
  ];
}

/** The server of a package at each organisation that runs it. */
export function chaincodeProcesses(
  network: NativeNetwork,
  chaincode: ChaincodePackage,
  members: readonly string[] = organisations(network),
): ProcessSpec[] {
  return members.map((name) => chaincodeProcess(network, name, chaincode));
}

/** One database server for all organisations, with a database and a role each. */
export function databaseProcesses(network: NativeNetwork): ProcessSpec[] {
  return [databaseProcess(network.layout.state, databasePort(network))];
}

/** One development issuer for all organisations. */
export function issuerProcesses(network: NativeNetwork): ProcessSpec[] {
  return [issuerProcess(network)];
}

/** One enrolment service an organisation. */
export function enrolmentProcesses(network: NativeNetwork): ProcessSpec[] {
  return organisations(network).map((name) => enrolmentProcess(network, name));
}

/** One gateway an organisation. */
export function gatewayProcesses(network: NativeNetwork): ProcessSpec[] {
  return organisations(network).map((name) =>
    gatewayProcess(network, name, databaseUrl(network.layout.state, databasePort(network), name)),
  );
}

/** Whether the gateway was compiled; without it the ledger alone is started. */
export function gatewayEntry(checkout: string): string {
  return join(checkout, 'gateway-api', 'dist', 'main.js');
}

/** The port of the one database server. */
export function databasePort(network: NativeNetwork): number {
  const [first] = organisations(network);
  return first === undefined ? network.topology.ports.database : portsIn(network, first).database;
}

/** The members of a channel by name. */
export function membersOf(network: NativeNetwork, channel: string): readonly string[] {
  return channelOf(network.topology, channel).members;
}

function organisations(network: NativeNetwork): string[] {
  return network.topology.organisations.map(({ name }) => name);
}
