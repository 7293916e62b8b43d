/** The network that a command means: `local` unless `--network NAME` says another, in this checkout. */
import { join } from 'node:path';
import { loadTopology, networkPlace, type NetworkPlace } from '@theriac/network';

/** The folder of this checkout: every command is started in it. */
export const CHECKOUT = process.cwd();

/** The place of a network by its name in the topology. */
export function placeOf(name: string): NetworkPlace {
  return networkPlace(loadTopology(join(CHECKOUT, 'network', 'topology.yaml')), name, CHECKOUT);
}
