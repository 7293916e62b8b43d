/** Compiles the consortium file, which members approve inside the chaincode package, from the topology. */
import { consortiumSchema, type Consortium } from '@theriac/domain/consortium';
import { holdersOf } from './questions';
import type { Topology } from './topology.schema';

/**
 * The consortium as contracts see it: no people, no ports, no consenters.
 * @param roots - each organisation's identity CA certificates in PEM, by organisation name; an organisation without
 *   an entry gets none, which only a compose file or a test may want.
 */
export function consortiumOf(topology: Topology, roots: Readonly<Record<string, readonly string[]>>): Consortium {
  return consortiumSchema.parse({
    version: 1,
    members: topology.organisations.map(({ name, kind, mspId, sites }) => ({
      name,
      kind,
      mspId,
      sites,
      roots: [...(roots[name] ?? [])],
    })),
    channels: topology.channels.map((channel) => {
      const { name, members, contracts, endorsements } = channel;
      const collections = channel.collections.map((one) => ({ name: one.name, members: holdersOf(channel, one) }));
      return { name, members, contracts, endorsements, collections };
    }),
  });
}
