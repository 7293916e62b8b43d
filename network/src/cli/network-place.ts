/** Which network of which checkout a command means. */
import { join } from 'node:path';
import { StateLayout } from '../native/state-layout';
import { RunFolder } from '../processes';
import { portOffsetOf, type Topology } from '../topology';

/** A network by its place on disk; it need not run, nor exist yet. */
export interface NetworkPlace {
  readonly topology: Topology;
  /** A key of the topology's `networks`. */
  readonly name: string;
  readonly checkout: string;
  readonly layout: StateLayout;
}

/**
 * The network of this name in a checkout, in its usual folder `.theriac/<name>`.
 * @throws {Error} when the topology knows no such network.
 */
export function networkPlace(
  topology: Topology,
  name: string,
  checkout: string,
  state: string = join(checkout, '.theriac', name),
): NetworkPlace {
  portOffsetOf(topology, name);
  return { topology, name, checkout, layout: new StateLayout(state) };
}

/** The notes of its running processes. */
export function runsOf(place: Pick<NetworkPlace, 'layout'>): RunFolder {
  return new RunFolder(place.layout.run);
}

/** The note of its supervisor, apart from the processes'. */
export function claimsOf(place: Pick<NetworkPlace, 'layout'>): RunFolder {
  return new RunFolder(place.layout.claim);
}
