/** A network of its own for the tests of certificates: folder and ports that no other network has. */
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { CertifiedNetwork } from '../../../network/src/certificates';
import { StateLayout } from '../../../network/src/native/state-layout';
import { loadTopology, portsOf } from '../../../network/src/topology';

/** Above every network's ports, and below those that the kernel gives to outgoing connections. */
const FIRST_OFFSET = 20_100;
const LAST_OFFSET = 23_900;
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

/** A port offset at which nobody listens where an organisation's certificate authority will. */
export async function freePortOffset(organisation: string): Promise<number> {
  for (;;) {
    const portOffset = FIRST_OFFSET + Math.floor(Math.random() * (LAST_OFFSET - FIRST_OFFSET));
    const { topology, name } = scratchNetwork({ folder: '', portOffset });
    const { ca, caOperations } = portsOf(topology, name, organisation);
    if ((await isFree(ca)) && (await isFree(caOperations))) return portOffset;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
