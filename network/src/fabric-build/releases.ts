/** Which commands are built from which pinned Go module. */
import { join } from 'node:path';

/** A go.mod of ours, and what is built from it. */
export interface PinnedModule {
  /** Such as `Fabric 3.1.1`, for messages. */
  readonly title: string;
  readonly release: string;
  /** Holds go.mod and go.sum. */
  readonly folder: string;
  /** The module that the commands belong to. */
  readonly path: string;
  /** Commands below `cmd/` of the module. */
  readonly commands: readonly string[];
  /** Fabric CA's SQLite is C. */
  readonly cgo: boolean;
  /** Go's linker: `-s -w` leave out symbols and debug data (45 MB to 31 MB for a peer). */
  readonly linkerFlags: string;
}

const MODULES = join(__dirname, '..', '..', 'fabric');
const FABRIC_RELEASE = '3.1.1';
const FABRIC_CA_RELEASE = '1.5.15';

/** Peer, orderer and the administration commands. */
export const FABRIC: PinnedModule = {
  title: `Fabric ${FABRIC_RELEASE}`,
  release: FABRIC_RELEASE,
  folder: join(MODULES, 'fabric'),
  path: 'github.com/hyperledger/fabric',
  commands: ['peer', 'orderer', 'configtxgen', 'configtxlator', 'osnadmin'],
  cgo: false,
  // Otherwise `peer version` and its metrics call the release "latest".
  linkerFlags: `-s -w -X github.com/hyperledger/fabric/common/metadata.Version=v${FABRIC_RELEASE}`,
};

/** The certificate authority. */
export const FABRIC_CA: PinnedModule = {
  title: `Fabric CA ${FABRIC_CA_RELEASE}`,
  release: FABRIC_CA_RELEASE,
  folder: join(MODULES, 'fabric-ca'),
  path: 'github.com/hyperledger/fabric-ca',
  commands: ['fabric-ca-server'],
  cgo: true,
  linkerFlags: '-s -w',
};
