/** Packs as a gateway with a peer for medicines has them: named, judged, and acted on. Put together once, shared by all. */
import type { MemberKind } from '@theriac/domain/consortium';
import { instantOf } from '@theriac/domain/ledger';
import { Alerts, AlertStore } from '../alerts';
import { GuessLimit, GUESSES_MS } from '../limits';
import { ChannelLedger } from '../ledger';
import type { CallAnswerer } from '../members';
import { ContainerClient } from '../supply/containers/container.client';
import { ContainerStore } from '../supply/containers/containers.store';
import { LotSecretStore } from '../supply/lot-secrets/lot-secrets.store';
import { MissingSecrets } from '../supply/lot-secrets/missing-secrets';
import { LotStore } from '../supply/lots.store';
import { ContainerActing } from '../supply/packs/container-acting';
import { OwnSiteActs } from '../supply/packs/own-site-acts';
import { PackActing } from '../supply/packs/pack-acting';
import { PackActStore } from '../supply/packs/pack-acts.store';
import { PacksClient } from '../supply/packs/packs.client';
import { ProvenanceStore } from '../supply/provenance/provenance.store';
import type { SupplyChannel } from '../supply/supply-channel';
import { SupplyClient } from '../supply/supply.client';
import { packDigestAnswerer } from '../supply/verification/digest-source';
import { FreshJudge } from '../supply/verification/fresh-judge';
import type { PackJudge } from '../supply/verification/judgement';
import { LotShelf } from '../supply/verification/lot-shelf';
import { packJudgementAnswerer } from '../supply/verification/member-judge';
import { OwnPeerJudge } from '../supply/verification/own-peer-judge';
import { PackNames } from '../supply/verification/pack-names';
import { PackQuestions } from '../supply/verification/pack-questions';
import { PackRefs } from '../supply/verification/pack-refs';
import { PackTraces } from '../supply/verification/pack-traces';
import { SiteDays } from '../supply/verification/site-day';
import { Verification } from '../supply/verification/verification';
import { SecretsFinder, SerialIndexFinder, type WrongLotFinder } from '../supply/verification/wrong-lot';
import type { Foundation } from './foundation';

/** What the businesses share about packs. */
export interface OwnPacks {
  readonly ledger: ChannelLedger;
  readonly supply: SupplyClient;
  readonly containers: ContainerClient;
  readonly packs: PacksClient;
  readonly lots: LotStore;
  readonly secrets: LotSecretStore;
  readonly acts: PackActStore;
  readonly alerts: Alerts;
  readonly alertStore: AlertStore;
  readonly days: SiteDays;
  /** The names of the other regulators of the channel: whatever is suspicious is told to them. */
  readonly regulators: readonly string[];
  readonly names: PackNames;
  readonly judge: PackJudge;
  readonly verification: Verification;
  readonly packActing: PackActing;
  readonly containerActing: ContainerActing;
  readonly provenance: ProvenanceStore;
  /** To members without a peer for medicines, or without a lot's secret. */
  readonly answerers: readonly CallAnswerer[];
}

/** Puts them together. */
export function ownPacks(foundation: Foundation, channel: SupplyChannel): OwnPacks {
  const { config, own, db, outbox, machine, freshness, members: client } = foundation;
  const self = own.self.name;
  const regulators = channel.othersOf('regulator');
  const ledger = new ChannelLedger(foundation.ledger, channel.name);
  const supply = new SupplyClient(ledger);
  const [containers, packs] = [new ContainerClient(ledger), new PacksClient(ledger)];
  const [lots, secrets, acts] = [new LotStore(db), new LotSecretStore(db), new PackActStore(db, self)];
  const shelf = new LotShelf(secrets, lots);
  const refs = new PackRefs({ self, supply, machine, shelf, lots, client, regulators });
  const ownPeer = new OwnPeerJudge({
    ...{ self, supply, machine, shelf, refs },
    questions: new PackQuestions(supply, machine),
    missing: new MissingSecrets({ self, db, containers: new ContainerStore(db), secrets, client }),
    wrongLot: wrongLotFinder(own.self.kind, db, lots),
    now: () => instantOf(Date.now()),
  });
  const guesses = (): GuessLimit => new GuessLimit({ most: config.memberGuesses, windowMs: GUESSES_MS });
  const judge = new FreshJudge(freshness, ownPeer);
  const alertStore = new AlertStore(db);
  const alerts = new Alerts({ db, store: alertStore, outbox, self });
  const days = new SiteDays(own.self);
  const verification = new Verification({
    ...{ judge, days, alerts, regulators, kind: own.self.kind },
    traces: new PackTraces(shelf, lots),
    ownActs: new OwnSiteActs(acts, refs),
    now: () => new Date(),
  });
  return {
    ...{ ledger, supply, containers, packs, lots, secrets, acts, alerts, alertStore, days, regulators },
    ...{ judge, verification },
    names: new PackNames(refs, Date.now),
    packActing: new PackActing({ verification, refs, acts, packs, alerts, regulators }),
    containerActing: new ContainerActing({ acts, packs, containers }),
    provenance: new ProvenanceStore(db, lots),
    answerers: [
      packDigestAnswerer({ secrets, lots, members: channel.channel.members, guesses: guesses() }),
      packJudgementAnswerer(judge, guesses()),
    ],
  };
}

/** Only who has every serial or every secret of a product can say it. */
function wrongLotFinder(kind: MemberKind, db: Foundation['db'], lots: LotStore): WrongLotFinder | undefined {
  if (kind === 'manufacturer') return new SerialIndexFinder(db);
  return kind === 'regulator' ? new SecretsFinder(db, lots) : undefined;
}
