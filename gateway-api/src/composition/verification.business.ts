/** Verification and alerts as this gateway has them: on its own peer, or by the maker's word where it has none. */
import { channelByName, type MemberKind } from '@theriac/domain/consortium';
import { instantOf } from '@theriac/domain/ledger';
import { alertReceivers, alertRoutes, Alerts, AlertStore } from '../alerts';
import { ChannelLedger } from '../ledger';
import { ContainerStore } from '../supply/containers/containers.store';
import { labelRoutes } from '../supply/label/label.router';
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
import { OwnSiteActs } from '../supply/packs/own-site-acts';
import { PackActing } from '../supply/packs/pack-acting';
import { packActRoutes } from '../supply/packs/pack-acts.router';
import { PackActStore } from '../supply/packs/pack-acts.store';
import { PacksClient } from '../supply/packs/packs.client';
import { OwnPeerJudge } from '../supply/verification/own-peer-judge';
import { PackTraces } from '../supply/verification/pack-traces';
import { provenanceRoutes } from '../supply/provenance/provenance.router';
import { ProvenanceStore } from '../supply/provenance/provenance.store';
import { PackRefs } from '../supply/verification/pack-refs';
import { PackQuestions } from '../supply/verification/pack-questions';
import { packRoutes } from '../supply/verification/packs.router';
import { ProductNames } from '../supply/verification/product-names';
import { SiteDays } from '../supply/verification/site-day';
import { Verification } from '../supply/verification/verification';
import { SecretsFinder, SerialIndexFinder, type WrongLotFinder } from '../supply/verification/wrong-lot';
import type { CallAnswerer } from '../members';
import type { Business, Foundation } from './foundation';
import { othersOf } from './pack-refs';
import { vrs } from './vrs.business';

/** Verification's part of the gateway; none where the consortium has no channel for medicines. */
export function verification(foundation: Foundation): readonly Business[] {
  const { own, db, outbox } = foundation;
  const found = channelByName(own.consortium, SUPPLY_CHANNEL);
  if (found === undefined) return [];
  const channel = new SupplyChannel(own.consortium, found, own.self);
  const regulators = othersOf(foundation, found, 'regulator');

  const side = channel.isJoined ? onOwnPeer(foundation, regulators) : undefined;
  const judge =
    side?.judge ??
    new MemberJudge({ client: foundation.members, makers: othersOf(foundation, found, 'manufacturer'), regulators });
  const store = new AlertStore(db);
  const alerts = new Alerts({ db, store, outbox, self: own.self.name });
  const days = new SiteDays(own.self);
  const verifying = new Verification({
    ...{ judge, days, alerts, regulators, traces: side?.traces, ownActs: side?.ownActs },
    kind: own.self.kind,
    now: () => new Date(),
  });
  const acting = side && new PackActing({ verification: verifying, alerts, regulators, ...side });
  const guard = channel.guardAnywhere('VerifyPacks');
  return [
    {
      jobKinds: [],
      receivers: alertReceivers(store, own.self.name),
      answerers: side?.answerers ?? [],
      routes: () => [
        ...packRoutes(verifying, new ProductNames(db), guard),
        ...labelRoutes(guard),
        ...(acting === undefined ? [] : packActRoutes(acting, channel)),
        ...(side === undefined ? [] : provenanceRoutes({ ...side, self: own.self, guard })),
        ...alertRoutes(alerts, store),
      ],
    },
    vrs(foundation, found, channel, { judge, alerts, days, regulators }),
  ];
}

/**
 * Acts on packs, as events that were captured ask for them; where there is no peer for medicines, nothing is captured.
 */
export function packActing(foundation: Foundation): PackActing {
  const { own, db, outbox } = foundation;
  const self = own.self.name;
  const members = own.consortium.channels.find(({ name }) => name === SUPPLY_CHANNEL)?.members ?? [];
  const regulators = own.consortium.members
    .filter(({ name, kind }) => kind === 'regulator' && name !== self && members.includes(name))
    .map(({ name }) => name);
  const side = onOwnPeer(foundation, regulators);
  const alerts = new Alerts({ db, store: new AlertStore(db), outbox, self });
  const verification = new Verification({
    ...{ judge: side.judge, days: new SiteDays(own.self), alerts, regulators, kind: own.self.kind },
    ...{ traces: side.traces, ownActs: side.ownActs, now: () => new Date() },
  });
  return new PackActing({ verification, alerts, regulators, ...side });
}

/** What an organisation with a peer for medicines has besides. */
interface OwnPeerSide {
  readonly judge: PackJudge;
  readonly traces: PackTraces;
  readonly refs: PackRefs;
  readonly acts: PackActStore;
  readonly packs: PacksClient;
  readonly ownActs: OwnSiteActs;
  readonly store: ProvenanceStore;
  readonly answerers: readonly CallAnswerer[];
}

function onOwnPeer(
  { own, db, ledger, freshness, machine, members: client }: Foundation,
  regulators: readonly string[],
): OwnPeerSide {
  const lots = new LotStore(db);
  const secrets = new LotSecretStore(db);
  const shelf = new LotShelf(secrets, lots);
  const channelLedger = new ChannelLedger(ledger, SUPPLY_CHANNEL);
  const supply = new SupplyClient(channelLedger);
  const self = own.self.name;
  const refs = new PackRefs({ self, supply, machine, shelf, lots, client, regulators });
  const ownPeer = new OwnPeerJudge({
    ...{ self, supply, machine, shelf, refs },
    questions: new PackQuestions(supply, machine),
    missing: new MissingSecrets({ self: own.self.name, db, containers: new ContainerStore(db), secrets, client }),
    wrongLot: wrongLotFinder(own.self.kind, db, lots),
    now: () => instantOf(Date.now()),
  });
  const judge = new FreshJudge(freshness, ownPeer);
  const onChannel = own.consortium.channels.find(({ name }) => name === SUPPLY_CHANNEL)?.members ?? [];
  const acts = new PackActStore(db, self);
  return {
    ...{ judge, refs, acts },
    traces: new PackTraces(shelf, lots),
    packs: new PacksClient(channelLedger),
    ownActs: new OwnSiteActs(acts, refs),
    store: new ProvenanceStore(db, lots),
    answerers: [packDigestAnswerer(secrets, onChannel), packJudgementAnswerer(judge)],
  };
}

/** Only who has every serial or every secret of a product can say it. */
function wrongLotFinder(kind: MemberKind, db: Foundation['db'], lots: LotStore): WrongLotFinder | undefined {
  if (kind === 'manufacturer') return new SerialIndexFinder(db);
  return kind === 'regulator' ? new SecretsFinder(db, lots) : undefined;
}
