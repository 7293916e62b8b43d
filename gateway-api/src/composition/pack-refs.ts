/** Who names packs to the ledger in this gateway, and whom it asks for lots whose secret is not here. */
import { type Channel, type MemberKind, membersOf } from '@theriac/domain/consortium';
import { ChannelLedger } from '../ledger';
import { LotSecretStore } from '../supply/lot-secrets/lot-secrets.store';
import { LotStore } from '../supply/lots.store';
import { SUPPLY_CHANNEL } from '../supply/supply-channel';
import { SupplyClient } from '../supply/supply.client';
import { LotShelf } from '../supply/verification/lot-shelf';
import { PackRefs } from '../supply/verification/pack-refs';
import type { Foundation } from './foundation';

/** The other members of the channel of a kind. */
export function othersOf({ own }: Pick<Foundation, 'own'>, channel: Channel, kind: MemberKind): string[] {
  return membersOf(own.consortium, channel)
    .filter((member) => member.kind === kind && member.name !== own.self.name)
    .map(({ name }) => name);
}

/** Names packs, with a shelf of lots of its own. */
export function packRefs(
  { own, db, ledger, machine, members: client }: Foundation,
  regulators: readonly string[],
): PackRefs {
  const lots = new LotStore(db);
  const shelf = new LotShelf(new LotSecretStore(db), lots);
  const supply = new SupplyClient(new ChannelLedger(ledger, SUPPLY_CHANNEL));
  return new PackRefs({ self: own.self.name, supply, machine, shelf, lots, client, regulators });
}
