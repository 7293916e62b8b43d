/** What every step of the native network works on. */
import type { FabricBinaries } from '../fabric-build';
import { portsOf, type OrganisationPorts, type Topology } from '../topology';
import type { StateLayout } from './state-layout';

/** Where processes listen, and how others reach them: what differs between a machine and a set of containers. */
export interface Placement {
  /** The address that every listener binds to. */
  readonly listenAddress: string;
  /** The host by which a process, such as `peer-pharmacy`, is reached. */
  readonly hostOf: (process: string) => string;
}

/** All on this machine, for this machine alone. */
const LOOPBACK: Placement = { listenAddress: '127.0.0.1', hostOf: () => 'localhost' };

/** One network of this machine, before it runs. */
export interface NativeNetwork {
  readonly topology: Topology;
  /** A key of the topology's `networks`. */
  readonly name: string;
  readonly layout: StateLayout;
  readonly fabric: FabricBinaries;
  /** The folder that holds the workspaces. */
  readonly checkout: string;
  /** Loopback when absent. */
  readonly placement?: Placement;
  /** Of every gateway, beside those that follow from the topology. */
  readonly gatewaySettings?: Readonly<Record<string, string>>;
}

/** Where this network's processes listen and are reached. */
export function placementOf(network: Pick<NativeNetwork, 'placement'>): Placement {
  return network.placement ?? LOOPBACK;
}

/** Whether nobody but this machine reaches the processes. */
export function isOnLoopback(network: Pick<NativeNetwork, 'placement'>): boolean {
  return placementOf(network).listenAddress === LOOPBACK.listenAddress;
}

/** The ports of an organisation in this network. */
export function portsIn(network: Pick<NativeNetwork, 'topology' | 'name'>, organisation: string): OrganisationPorts {
  return portsOf(network.topology, network.name, organisation);
}
