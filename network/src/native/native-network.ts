/** What every step of the native network works on. */
import type { FabricBinaries } from '../fabric-build';
import { portsOf, type OrganisationPorts, type Topology } from '../topology';
import type { StateLayout } from './state-layout';

/** One network of this machine, before it runs. */
export interface NativeNetwork {
  readonly topology: Topology;
  /** A key of the topology's `networks`. */
  readonly name: string;
  readonly layout: StateLayout;
  readonly fabric: FabricBinaries;
  /** The folder that holds the workspaces. */
  readonly checkout: string;
}

/** The ports of an organisation in this network. */
export function portsIn(network: Pick<NativeNetwork, 'topology' | 'name'>, organisation: string): OrganisationPorts {
  return portsOf(network.topology, network.name, organisation);
}
