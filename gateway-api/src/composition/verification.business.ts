/** Verification and alerts as this gateway has them: on its own peer, or by the maker's word where it has none. */
import { channelByName, membersOf, type MemberKind } from '@theriac/domain/consortium';
import { instantOf } from '@theriac/domain/ledger';
import { alertReceivers, alertRoutes, Alerts, AlertStore } from '../alerts';
import { ChannelLedger } from '../ledger';
import { ContainerStore } from '../supply/containers/containers.store';
import { LotSecretStore } from '../supply/lot-secrets/lot-secrets.store';
import { MissingSecrets } from '../supply/lot-secrets/missing-secrets';
import { LotStore } from '../supply/lots.store';
import { SUPPLY_CHANNEL, SupplyChannel } from '../supply/supply-channel';
import { SupplyClient } from '../supply/supply.client';
import { packDigestAnswerer } from '../supply/verification/digest-source';
import type { PackJudge } from '../supply/verification/judgement';
import { FreshJudge } from '../supply/verification/fresh-judge';
import { LotShelf } from '../supply/verification/lot-shelf';
import { MemberJudge, packJudgementAnswerer } from '../supply/verification/member-judge';
import { OwnPeerJudge } from '../supply/verification/own-peer-judge';
import { PackTraces } from '../supply/verification/pack-traces';
import { PackQuestions } from '../supply/verification/pack-questions';
import { packRoutes } from '../supply/verification/packs.router';
import { ProductNames } from '../supply/verification/product-names';
import { SiteDays } from '../supply/verification/site-day';
import { Verification } from '../supply/verification/verification';
import { SecretsFinder, SerialIndexFinder, type WrongLotFinder } from '../supply/verification/wrong-lot';
import type { CallAnswerer } from '../members';
import type { Business, Foundation } from './foundation';

/** Verification's part of the gateway; none where the consortium has no channel for medicines. */
export function verification(foundation: Foundation): readonly Business[] {
  const { own, db, outbox } = foundation;
  const found = channelByName(own.consortium, SUPPLY_CHANNEL);
  if (found === undefined) return [];
  const channel = new SupplyChannel(own.consortium, found, own.self);
  const members = membersOf(own.consortium, found);
  const named = (kind: MemberKind): string[] =>
    members.filter((member) => member.kind === kind && member.name !== own.self.name).map(({ name }) => name);
  const regulators = named('regulator');

  const { judge, traces, answerers } = channel.isJoined
    ? onOwnPeer(foundation, regulators)
    : {
        judge: new MemberJudge({ client: foundation.members, makers: named('manufacturer'), regulators }),
        traces: undefined,
        answerers: [],
      };
  const store = new AlertStore(db);
  const alerts = new Alerts({ db, store, outbox, self: own.self.name });
  const days = new SiteDays(own.self);
  const verifying = new Verification({ judge, traces, days, alerts, regulators, now: () => new Date() });
  return [
    {
      jobKinds: [],
      receivers: alertReceivers(store, own.self.name),
      answerers,
      routes: () => [
        ...packRoutes(verifying, new ProductNames(db), channel.guardAnywhere('VerifyPacks')),
        ...alertRoutes(alerts, store),
      ],
    },
  ];
}

function onOwnPeer(
  { own, db, ledger, freshness, machine, members: client }: Foundation,
  regulators: readonly string[],
): { judge: PackJudge; traces: PackTraces; answerers: CallAnswerer[] } {
  const lots = new LotStore(db);
  const secrets = new LotSecretStore(db);
  const shelf = new LotShelf(secrets, lots);
  const supply = new SupplyClient(new ChannelLedger(ledger, SUPPLY_CHANNEL));
  const ownPeer = new OwnPeerJudge({
    ...{ supply, machine, shelf, lots, client, regulators },
    self: own.self.name,
    questions: new PackQuestions(supply, machine),
    missing: new MissingSecrets({ self: own.self.name, db, containers: new ContainerStore(db), secrets, client }),
    wrongLot: wrongLotFinder(own.self.kind, db, lots),
    now: () => instantOf(Date.now()),
  });
  const judge = new FreshJudge(freshness, ownPeer);
  const onChannel = own.consortium.channels.find(({ name }) => name === SUPPLY_CHANNEL)?.members ?? [];
  const traces = new PackTraces(shelf, lots);
  return { judge, traces, answerers: [packDigestAnswerer(secrets, onChannel), packJudgementAnswerer(judge)] };
}

/** Only who has every serial or every secret of a product can say it. */
function wrongLotFinder(kind: MemberKind, db: Foundation['db'], lots: LotStore): WrongLotFinder | undefined {
  if (kind === 'manufacturer') return new SerialIndexFinder(db);
  return kind === 'regulator' ? new SecretsFinder(db, lots) : undefined;
}
