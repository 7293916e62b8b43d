/** The consortium as containers run it: the same topology, paths inside the containers, each process a host of its own. */
import { join } from 'node:path';
import type { FabricBinaries } from '../fabric-build';
import type { NativeNetwork } from '../native/native-network';
import { StateLayout } from '../native/state-layout';
import type { Topology } from '../topology';

/** Where every container has the volume with keys, configurations and ledgers. */
export const STATE_FOLDER = '/theriac';
/** Where our own images hold the project; its set-up image holds all of it. */
export const PROJECT_FOLDER = '/opt/theriac';
/** What the set-up image's first stage builds from the pinned modules. */
const TOOLS_FOLDER = '/opt/fabric';

/**
 * Whom all services but the database run as: a user of the Node images' own, and a mere number in Fabric's, where
 * nobody else has it. One user, so that all can read their keys in the one volume, and not root.
 */
export const CONTAINER_USER = { uid: 1000, gid: 1000 } as const;

/** The topology's network whose ports hold inside the containers; other networks' offsets concern a shared machine. */
const NETWORK = 'local';

/** Everything of Fabric as the images hold it: our set-up image the tools, the official ones the servers. */
const IMAGES: FabricBinaries = {
  folder: TOOLS_FOLDER,
  configtxgen: join(TOOLS_FOLDER, 'configtxgen'),
  sampleConfig: join(TOOLS_FOLDER, 'config'),
  peer: 'peer',
  orderer: 'orderer',
  fabricCaServer: 'fabric-ca-server',
  configtxlator: 'configtxlator',
  osnadmin: 'osnadmin',
};

/** The consortium in containers. */
export function containerNetwork(topology: Topology): NativeNetwork {
  return {
    topology,
    name: NETWORK,
    layout: new StateLayout(STATE_FOLDER),
    fabric: IMAGES,
    checkout: PROJECT_FOLDER,
    // A container's network reaches no further than the consortium; only gateways are published, on the host's loopback.
    placement: { listenAddress: '0.0.0.0', hostOf: (process) => process },
  };
}
