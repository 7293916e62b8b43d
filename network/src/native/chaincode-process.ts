/** An organisation's chaincode server: one process for all channels, running the package that was approved. */
import { join } from 'node:path';
import { CONSORTIUM_LABEL, chaincodeFolder, type ChaincodePackage } from '../chaincode-package';
import type { ProcessSpec } from '../processes/process-spec';
import { placementOf, portsIn, type NativeNetwork } from './native-network';

/** The chaincode server's process. */
export function chaincodeProcess(
  network: NativeNetwork,
  organisation: string,
  chaincode: ChaincodePackage,
): ProcessSpec {
  const { layout } = network;
  const folder = chaincodeFolder(layout, organisation, chaincode);
  const port = chaincodePort(network, organisation, chaincode.label);
  const tls = (file: string): string => layout.organisation(organisation, 'chaincode', 'tls', file);
  return {
    name: chaincodeName(organisation, chaincode.label),
    command: process.execPath,
    args: [join(folder, chaincode.entry)],
    env: {
      NODE_ENV: 'production',
      // Where third-party modules lie when the state folder is not inside the checkout.
      NODE_PATH: join(network.checkout, 'node_modules'),
      CHAINCODE_ID: chaincode.packageId,
      CHAINCODE_SERVER_ADDRESS: `${placementOf(network).listenAddress}:${port}`,
      CHAINCODE_TLS_KEY: tls('server.key'),
      CHAINCODE_TLS_CERT: tls('server.crt'),
      CHAINCODE_TLS_CLIENT_CACERT: tls('ca.crt'),
      CORE_CHAINCODE_LOGGING_LEVEL: 'WARNING',
      THERIAC_CONSORTIUM: join(folder, 'consortium.json'),
    },
    cwd: folder,
    ports: [port],
  };
}

/** Such as `chaincode-pharmacy`, or `chaincode-pharmacy-ledger-cases` for one that a test adds. */
export function chaincodeName(organisation: string, label: string): string {
  return label === CONSORTIUM_LABEL ? `chaincode-${organisation}` : `chaincode-${organisation}-${label}`;
}

/** The consortium's package has the organisation's chaincode port, one that a test adds the port kept for it. */
export function chaincodePort(network: NativeNetwork, organisation: string, label: string): number {
  const ports = portsIn(network, organisation);
  return label === CONSORTIUM_LABEL ? ports.chaincode : ports.addedChaincode;
}
