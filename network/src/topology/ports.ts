/** Where each process of a network listens: the topology's bases, the organisation's place, the network's offset. */
import type { PortKind, Topology } from './topology.schema';

/** Of these one process serves all organisations. */
const SHARED: readonly string[] = ['database', 'issuer'] satisfies PortKind[];

/** Every port of one organisation; those that are shared are the same for all. */
export type OrganisationPorts = Readonly<Record<PortKind, number>>;

/**
 * The ports of an organisation in a network.
 * @throws {Error} when the topology knows no such network or organisation.
 */
export function portsOf(topology: Topology, network: string, organisation: string): OrganisationPorts {
  const index = topology.organisations.findIndex((candidate) => candidate.name === organisation);
  if (index < 0) throw new Error(`the topology has no organisation ${organisation}`);
  const offset = portOffsetOf(topology, network);
  const place = (kind: string): number => (isShared(kind) ? 0 : index);
  return Object.fromEntries(
    Object.entries(topology.ports).map(([kind, base]) => [kind, base + place(kind) + offset]),
  ) as Record<PortKind, number>;
}

/** Whether all organisations have this kind of port in common. */
export function isShared(kind: string): boolean {
  return SHARED.includes(kind);
}

/**
 * What a network adds to every port.
 * @throws {Error} when the topology knows no such network.
 */
export function portOffsetOf(topology: Topology, network: string): number {
  const settings = topology.networks[network];
  if (settings === undefined) {
    throw new Error(`the topology has no network ${network}; it has ${Object.keys(topology.networks).join(', ')}`);
  }
  return settings.portOffset;
}
