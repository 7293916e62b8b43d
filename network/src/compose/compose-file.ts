/** The text of docker-compose.yaml. */
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Topology } from '../topology';
import { composeServices } from './compose-services';
import { containerNetwork } from './container-network';

/** The file at the top of a checkout. */
export const COMPOSE_FILE = join(__dirname, '..', '..', '..', 'docker-compose.yaml');

const HEADER = `# The consortium of network/topology.yaml in containers: official images for Fabric, our own for the rest.
#
#   docker compose up --build --detach     (or docker-compose, 1.29.2 or later)
#   docker compose logs --follow set-up    until it has set everything up; gateways start after it
#   docker compose down                    keeps all data; with --volumes it forgets everything
#
# Gateways answer on this machine's ports as those of npm start do, so only one of both runs at a time. One volume holds
# the keys of all organisations: a consortium on one machine, to develop and try with. In production each has its own.
#
# Written by network/src/compose from the topology; do not edit. To write it anew: npm run compose-file --workspace network
`;

/**
 * The file for a topology.
 * @param publishedPort - at which port of this machine a gateway's port is published; at the same one by default.
 */
export function composeFile(
  topology: Topology,
  publishedPort: (gatewayPort: number) => number = (port) => port,
): string {
  const services = composeServices(containerNetwork(topology), publishedPort);
  const volumes = Object.fromEntries(['state', 'database', 'database-secret'].map((name) => [name, {}]));
  // No "version" and no "name": Compose v2 calls the first obsolete, docker-compose 1.29.2 does not know the second.
  // docker-compose 1.29.2 reads YAML 1.1, to which a bare `no` is a boolean.
  const style = { schema: 'yaml-1.1', aliasDuplicateObjects: false, lineWidth: 120 } as const;
  return HEADER + stringify(escapeDollars({ services, volumes }), style);
}

/** Compose would replace $NAME by a variable of its own environment. */
function escapeDollars(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('$', '$$$$');
  if (Array.isArray(value)) return value.map(escapeDollars);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, escapeDollars(inner)]));
}
