/** What applies captured events, put together. */
import { ApplicationStore } from '../capture/apply/applications.store';
import { applyEventsJob, type ApplyEventsJob } from '../capture/apply/apply-events.job';
import { Appliers } from '../capture/apply/appliers';
import { DecommissionApplier } from '../capture/apply/appliers/decommission.applier';
import { PackApplier } from '../capture/apply/appliers/pack.applier';
import { ReceiveApplier } from '../capture/apply/appliers/receive.applier';
import { ScansOfPacks } from '../capture/apply/appliers/scans-of-packs';
import { ShipApplier } from '../capture/apply/appliers/ship.applier';
import { SupplyApplier } from '../capture/apply/appliers/supply.applier';
import { UnpackApplier } from '../capture/apply/appliers/unpack.applier';
import { VoidApplier } from '../capture/apply/appliers/void.applier';
import { FirstPackings } from '../capture/apply/first-packings';
import { OverdueArrivals } from '../capture/apply/overdue-arrivals';
import { PackLocator } from '../capture/apply/pack-locator';
import { PackingsOfEvents } from '../capture/apply/packings-of-events';
import { Reversal } from '../capture/apply/reversal';
import { WaitingEvents } from '../capture/apply/waiting-events';
import type { CapturedEventStore } from '../capture/captured-events.store';
import { ExceptionStore } from '../exceptions/exceptions.store';
import type { Jobs } from '../jobs';
import { PlacedContainers } from '../supply/containers/placed-containers';
import { CustodyClient } from '../supply/custody/custody.client';
import { ShipmentStore } from '../supply/custody/shipments.store';
import { DepartureClient } from '../supply/departures/departure.client';
import { DiscrepancyClient } from '../supply/discrepancies/discrepancy.client';
import { PackingStore } from '../supply/packing/packings.store';
import type { SupplyChannel } from '../supply/supply-channel';
import type { Chore } from './chores';
import { packingBeginner } from './containers.business';
import type { Foundation } from './foundation';
import type { OwnPacks } from './own-packs';

/** How soon after a block an event that waited for it is applied: indexed looks that mostly find nothing. */
const WAKE_EVERY = 1_000;
const OVERDUE_EVERY = 10 * 60_000;

/** Captured events on their way to the ledger. */
export interface AppliedEvents {
  readonly kind: ApplyEventsJob;
  readonly waiting: WaitingEvents;
  readonly exceptions: ExceptionStore;
  readonly chores: readonly Chore[];
  /** Jobs can be started from now on. */
  ready(jobs: Jobs): void;
}

/** Puts together what applies captured events. */
export function appliedEvents(
  foundation: Foundation,
  channel: SupplyChannel,
  packs: OwnPacks,
  events: CapturedEventStore,
): AppliedEvents {
  const { db, machine, own } = foundation;
  let known: Jobs | undefined;
  const jobs = (): Jobs => {
    if (known === undefined) throw new Error('jobs run before the routes are made');
    return known;
  };
  const store = new ApplicationStore(db);
  const exceptions = new ExceptionStore(db);
  const packings = new PackingsOfEvents(db);
  const departures = new DepartureClient(packs.ledger);
  const discrepancies = new DiscrepancyClient(packs.ledger);
  const firsts = new FirstPackings({
    ...{ db, channel, store, packings: new PackingStore(db) },
    beginner: () => packingBeginner(foundation, packs, jobs()),
  });
  const kind = applyEventsJob({
    ...{ store, events, exceptions, packings, firsts },
    appliers: appliers({ db, channel, own: packs, store, events, exceptions, departures, discrepancies }),
    nudge: () => {
      jobs().nudge();
    },
  });
  const waiting = new WaitingEvents({ store, packings, exceptions, kind, machine, jobs });
  const shipments = new ShipmentStore(db);
  const overdue = new OverdueArrivals({
    ...{ db, self: own.self.name, shipments, exceptions, store, discrepancies },
    now: Date.now,
  });
  return {
    ...{ kind, waiting, exceptions },
    chores: channel.isJoined
      ? [
          { name: 'wake waiting events', everyMs: WAKE_EVERY, run: () => waiting.wake() },
          { name: 'look for overdue arrivals', everyMs: OVERDUE_EVERY, run: () => overdue.run() },
        ]
      : [],
    ready: (some) => {
      known = some;
    },
  };
}

interface ApplierParts {
  readonly db: Foundation['db'];
  readonly channel: SupplyChannel;
  readonly own: OwnPacks;
  readonly store: ApplicationStore;
  readonly events: CapturedEventStore;
  readonly exceptions: ExceptionStore;
  readonly departures: DepartureClient;
  readonly discrepancies: DiscrepancyClient;
}

function appliers({ db, own, ...shared }: ApplierParts): Appliers {
  const { containers, packs, lots, secrets } = own;
  const { channel, departures, discrepancies } = shared;
  const custody = new CustodyClient(own.ledger);
  const placed = new PlacedContainers(containers);
  const locator = new PackLocator({ db, packings: new PackingStore(db), secrets, lots });
  const repacking = { containers, packs, locator };
  const acting = {
    acting: own.packActing,
    scans: new ScansOfPacks(locator, lots),
    containers: own.containerActing,
  };
  const [unpacking, voiding] = [new UnpackApplier(repacking), new VoidApplier({ custody, placed })];
  const byKind = {
    pack: new PackApplier(repacking),
    unpack: unpacking,
    ship: new ShipApplier({ channel, custody, departures, placed, now: Date.now }),
    void: voiding,
    receive: new ReceiveApplier({ custody, departures, discrepancies, placed }),
    supply: new SupplyApplier(acting),
    decommission: new DecommissionApplier(acting),
  };
  return new Appliers(byKind, new Reversal({ ...shared, ...acting, unpacking, voiding }));
}
