/** A network of its own for the tests of certificates: folder and ports that no other network has. */
import { join } from 'node:path';
import type { CertifiedNetwork } from '../../../network/src/certificates';
import { StateLayout } from '../../../network/src/native/state-layout';
import { loadTopology } from '../../../network/src/topology';

const NAME = 'scratch';

/** What a child process needs to work on the same network. */
export interface ScratchPlace {
  readonly folder: string;
  readonly portOffset: number;
}

/** The shipped consortium, in a folder and at ports of its own. */
export function scratchNetwork({ folder, portOffset }: ScratchPlace): CertifiedNetwork {
  const topology = loadTopology();
  return {
    topology: { ...topology, networks: { [NAME]: { portOffset } } },
    name: NAME,
    layout: new StateLayout(join(folder, 'state')),
  };
}
