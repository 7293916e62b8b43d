/** Writes the consortium file of a running network: the topology with the roots that its CAs made. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Consortium } from '@theriac/domain/consortium';
import { canonicalJson } from '@theriac/domain/ledger';
import { consortiumOf } from '../topology';
import type { NativeNetwork } from './native-network';

/** Compiles and writes `<state>/consortium.json`, from which gateways learn who is who. */
export function writeConsortium(network: Pick<NativeNetwork, 'topology' | 'layout'>): Consortium {
  const { layout, topology } = network;
  const roots = topology.organisations.map(({ name }): [string, string[]] => [
    name,
    [readFileSync(layout.identityRoot(name), 'utf8')],
  ]);
  const consortium = consortiumOf(topology, Object.fromEntries(roots));
  writeFileSync(layout.consortium, canonicalJson(consortium), { mode: 0o600 });
  return consortium;
}
