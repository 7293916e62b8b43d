/** An organisation's peer: its configuration file, and the process that runs it. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { builderFolder } from '../chaincode-package/external-builder';
import type { ProcessSpec } from '../processes/process-spec';
import { organisationOf } from '../topology';
import { placementOf, portsIn, type NativeNetwork } from './native-network';
import { PEER_TUNING } from './peer-settings';
import { writeSettings, type Settings } from './settings-file';

/** A line or two for each request would push what matters out of a bounded log within minutes. */
const LOGGING = 'info:gossip=warning:grpc=warning:comm.grpc.server=warning:endorser=warning:policies=error';

/** Writes the peer's core.yaml; called before each start, so that a changed topology takes effect. */
export function preparePeer(network: NativeNetwork, organisation: string): void {
  writeSettings(
    network.fabric.sampleConfig,
    'core.yaml',
    network.layout.organisation(organisation, 'peer'),
    peerSettings(network, organisation),
  );
  forgetBuilds(network, organisation);
}

/**
 * Removes the builder's results, which hold the chaincode server's address and the peer's TLS key as they were when it
 * was built; the peer builds again at its next start, in milliseconds, from its folder as it is then.
 */
export function forgetBuilds({ layout }: Pick<NativeNetwork, 'layout'>, organisation: string): void {
  rmSync(join(layout.data(peerName(organisation)), 'externalbuilder'), { recursive: true, force: true });
}

/** The peer's process. */
export function peerProcess(network: NativeNetwork, organisation: string): ProcessSpec {
  const ports = portsIn(network, organisation);
  const home = network.layout.organisation(organisation, 'peer');
  return {
    name: peerName(organisation),
    command: network.fabric.peer,
    args: ['node', 'start'],
    env: { FABRIC_CFG_PATH: home, FABRIC_LOGGING_SPEC: LOGGING },
    cwd: home,
    ports: [ports.peer, ports.peerChaincode, ports.peerOperations],
  };
}

/** Such as `peer-pharmacy`. */
export function peerName(organisation: string): string {
  return `peer-${organisation}`;
}

function peerSettings(network: NativeNetwork, organisation: string): Settings {
  const { layout } = network;
  const ports = portsIn(network, organisation);
  const data = layout.data(peerName(organisation));
  const tls = (file: string): string => layout.organisation(organisation, 'peer', 'tls', file);
  const { listenAddress, hostOf } = placementOf(network);
  const host = hostOf(peerName(organisation));
  const address = `${host}:${ports.peer}`;
  return {
    ...PEER_TUNING,
    'peer.id': peerName(organisation),
    'peer.networkId': network.name,
    'peer.listenAddress': `${listenAddress}:${ports.peer}`,
    'peer.address': address,
    'peer.chaincodeListenAddress': `${listenAddress}:${ports.peerChaincode}`,
    'peer.chaincodeAddress': `${host}:${ports.peerChaincode}`,
    'peer.gossip.bootstrap': address,
    'peer.gossip.externalEndpoint': address,
    'peer.localMspId': organisationOf(network.topology, organisation).mspId,
    'peer.mspConfigPath': layout.organisation(organisation, 'peer', 'msp'),
    'peer.fileSystemPath': data,
    'peer.tls': {
      enabled: true,
      clientAuthRequired: true,
      cert: { file: tls('server.crt') },
      key: { file: tls('server.key') },
      rootcert: { file: tls('ca.crt') },
      // The other members' TLS roots come from the channels that the peer joins.
      clientRootCAs: { files: [tls('ca.crt')] },
      clientCert: { file: tls('server.crt') },
      clientKey: { file: tls('server.key') },
    },
    'ledger.snapshots.rootDir': join(data, 'snapshots'),
    // Without Docker: an endpoint makes the peer look for its socket.
    'vm.endpoint': '',
    'chaincode.externalBuilders': [
      { name: 'theriac', path: builderFolder(layout, organisation), propagateEnvironment: [] },
    ],
    'operations.listenAddress': `${listenAddress}:${ports.peerOperations}`,
    'operations.tls': {
      enabled: true,
      cert: { file: tls('server.crt') },
      key: { file: tls('server.key') },
      clientAuthRequired: true,
      clientRootCAs: { files: [tls('ca.crt')] },
    },
    'metrics.provider': 'prometheus',
  };
}
