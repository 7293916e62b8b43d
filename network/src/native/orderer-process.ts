/** An organisation's orderer: its configuration file, and the process that runs it. */
import { join } from 'node:path';
import type { ProcessSpec } from '../processes/process-spec';
import { ordererMspIdOf } from '../topology';
import { placementOf, portsIn, type NativeNetwork } from './native-network';
import { writeSettings, type Settings } from './settings-file';

/** Writes the orderer's orderer.yaml; called before each start, so that a changed topology takes effect. */
export function prepareOrderer(network: NativeNetwork, organisation: string): void {
  writeSettings(
    network.fabric.sampleConfig,
    'orderer.yaml',
    network.layout.organisation(organisation, 'orderer'),
    ordererSettings(network, organisation),
  );
}

/** The orderer's process. */
export function ordererProcess(network: NativeNetwork, organisation: string): ProcessSpec {
  const ports = portsIn(network, organisation);
  const home = network.layout.organisation(organisation, 'orderer');
  return {
    name: ordererName(organisation),
    command: network.fabric.orderer,
    args: [],
    env: { FABRIC_CFG_PATH: home, FABRIC_LOGGING_SPEC: 'info:policies=error' },
    cwd: home,
    ports: [ports.orderer, ports.ordererAdmin, ports.ordererOperations],
  };
}

/** Such as `orderer-pharmacy`. */
export function ordererName(organisation: string): string {
  return `orderer-${organisation}`;
}

function ordererSettings(network: NativeNetwork, organisation: string): Settings {
  const { layout, topology } = network;
  const ports = portsIn(network, organisation);
  const { listenAddress } = placementOf(network);
  const data = layout.data(ordererName(organisation));
  const tls = (file: string): string => layout.organisation(organisation, 'orderer', 'tls', file);
  const listener = { Enabled: true, Certificate: tls('server.crt'), PrivateKey: tls('server.key') };
  const ownClientsOnly = { ...listener, ClientAuthRequired: true, ClientRootCAs: [tls('ca.crt')] };
  return {
    'General.ListenAddress': listenAddress,
    'General.ListenPort': ports.orderer,
    'General.LocalMSPID': ordererMspIdOf(topology, organisation),
    'General.LocalMSPDir': layout.organisation(organisation, 'orderer', 'msp'),
    // Peers ping each 60 s, which equals the default minimum.
    'General.Keepalive.ServerMinInterval': '10s',
    'General.TLS': { ...listener, RootCAs: [tls('ca.crt')] },
    // Orderers dial one another across organisations.
    'General.Cluster': {
      SendBufferSize: 100,
      ClientCertificate: tls('server.crt'),
      ClientPrivateKey: tls('server.key'),
      RootCAs: topology.ordering.orderers.map((name) => layout.tlsRoot(name)),
    },
    'FileLedger.Location': data,
    'Consensus.WALDir': join(data, 'wal'),
    'Consensus.SnapDir': join(data, 'snapshots'),
    'Admin.ListenAddress': `${listenAddress}:${ports.ordererAdmin}`,
    'Admin.TLS': ownClientsOnly,
    'Operations.ListenAddress': `${listenAddress}:${ports.ordererOperations}`,
    'Operations.TLS': ownClientsOnly,
    'Metrics.Provider': 'prometheus',
    'ChannelParticipation.Enabled': true,
  };
}
