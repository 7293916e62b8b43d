/** Receiving: what is on its way here is taken over, what left the network comes back, and what came otherwise is told. */
import { sourceOf } from '@theriac/domain/epcis';
import { type Gln, glnSchema, type Sscc, ssccSchema } from '@theriac/domain/gs1';
import { LedgerError } from '@theriac/domain/ledger';
import { endShipmentSchema, type Holder, MOST_CONTAINERS_A_SHIPMENT } from '@theriac/domain/supply';
import { z } from 'zod';
import type { Caller } from '../../../caller';
import type { PlacedContainers } from '../../../supply/containers/placed-containers';
import type { CustodyClient } from '../../../supply/custody/custody.client';
import type { DepartureClient } from '../../../supply/departures/departure.client';
import type { DiscrepancyClient } from '../../../supply/discrepancies/discrepancy.client';
import { type Applying, type EffectOf, type EventApplier, inPieces } from '../event-applier';
import { requireContainersOnly } from './containers-only';

const DAMAGED = 'damaged';

/** What an event's containers are to the ledger when it is applied. */
const arrivalsSchema = z.strictObject({
  /** On their way here, by shipment; in a container that is: that one. */
  received: z.array(endShipmentSchema),
  /** The shipment that each came with, for what is told about it. */
  cameWith: z.array(z.strictObject({ sscc: ssccSchema, shipment: z.string() })),
  /** Gone before. */
  readmitted: z.array(z.strictObject({ from: glnSchema, containers: z.array(ssccSchema) })),
  /** Not on their way here. */
  surplus: z.array(ssccSchema),
});
type Arrivals = z.infer<typeof arrivalsSchema>;

/** What one container is: here already, or one of the above. */
type Arrival =
  | { readonly as: 'here' }
  | { readonly as: 'received'; readonly shipment: string; readonly outermost: Sscc }
  | { readonly as: 'readmitted'; readonly from: Gln }
  | { readonly as: 'surplus'; readonly why: LedgerError };

/** What it works with. */
export interface ReceiveApplierParts {
  readonly custody: CustodyClient;
  readonly departures: DepartureClient;
  readonly discrepancies: DiscrepancyClient;
  readonly placed: PlacedContainers;
}

/** Applies events that receive. */
export class ReceiveApplier implements EventApplier<'receive'> {
  readonly kind = 'receive';

  constructor(private readonly parts: ReceiveApplierParts) {}

  async apply(effect: EffectOf<'receive'>, applying: Applying): Promise<void> {
    requireContainersOnly(effect);
    const { custody } = this.parts;
    const { caller, event } = applying;
    const arrivals = await applying.decide('arrivals', arrivalsSchema, () =>
      this.#arrivals(effect.containers, applying),
    );
    for (const [index, ending] of arrivals.received.entries())
      await applying.submit(receivingStep(index, ending.shipment), (reference) =>
        custody.receiveContainers(caller, ending, reference),
      );
    await this.#readmit(arrivals, applying);
    await this.#tellSurplus(arrivals, applying);
    if (event.disposition === DAMAGED) await this.#tellDamage(arrivals, applying);
  }

  /** @throws LedgerError the reason of the first container, when none is on its way here: it may be shipped yet */
  async #arrivals(containers: readonly Sscc[], applying: Applying): Promise<Arrivals> {
    const received = new Map<string, Set<Sscc>>();
    const readmitted = new Map<Gln, Sscc[]>();
    const cameWith: Arrivals['cameWith'] = [];
    const surplus: { sscc: Sscc; why: LedgerError }[] = [];
    for (const sscc of containers) {
      const arrival = await this.#arrivalOf(sscc, applying);
      if (arrival.as === 'received') {
        const { shipment, outermost } = arrival;
        received.set(shipment, (received.get(shipment) ?? new Set()).add(outermost));
        cameWith.push({ sscc, shipment });
      } else if (arrival.as === 'readmitted')
        readmitted.set(arrival.from, [...(readmitted.get(arrival.from) ?? []), sscc]);
      else if (arrival.as === 'surplus') surplus.push({ sscc, why: arrival.why });
    }
    const [first] = surplus;
    const isNothingHere = surplus.length === containers.length || received.size + readmitted.size === 0;
    if (first !== undefined && isNothingHere) throw first.why;
    return {
      received: [...received].flatMap(([shipment, some]) =>
        inPieces([...some], MOST_CONTAINERS_A_SHIPMENT).map((piece) => ({ shipment, containers: piece.some })),
      ),
      readmitted: Array.from(readmitted, ([from, some]) => ({ from, containers: some })),
      ...{ cameWith, surplus: surplus.map(({ sscc }) => sscc) },
    };
  }

  async #arrivalOf(sscc: Sscc, { caller, event }: Applying): Promise<Arrival> {
    const surplus = (
      code: 'CONTAINER_NOT_FOUND' | 'CONTAINER_NOT_IN_SHIPMENT' | 'NOT_RECEIVER',
      why: string,
    ): Arrival => ({
      as: 'surplus',
      why: new LedgerError(code, `${sscc} ${why}`),
    });
    const located = await this.parts.placed.locate(caller, sscc).catch((error: unknown) => {
      if (error instanceof LedgerError && error.code === 'CONTAINER_NOT_FOUND') return undefined;
      throw error;
    });
    if (located === undefined) return surplus('CONTAINER_NOT_FOUND', 'is not known');
    const { outermost, place } = located;
    const { gone, shipment } = outermost;
    if (gone?.how === 'left') return { as: 'readmitted', from: sourceOf(event) ?? gone.to };
    if (gone?.how === 'lost') return { as: 'readmitted', from: sourceOf(event) ?? place.site };
    if (shipment === undefined)
      return isAtSiteOf(caller, place) ? { as: 'here' } : surplus('CONTAINER_NOT_IN_SHIPMENT', 'is not on its way');
    if (!isAtSiteOf(caller, shipment.to))
      return surplus('NOT_RECEIVER', 'is on its way to another organisation or site');
    return { as: 'received', shipment: shipment.id, outermost: outermost.sscc };
  }

  async #readmit({ readmitted }: Arrivals, applying: Applying): Promise<void> {
    for (const { from, containers } of readmitted)
      for (const { at, some } of inPieces(containers, MOST_CONTAINERS_A_SHIPMENT)) {
        const command = { readmission: applying.id(`readmission ${from} ${at}`), from, containers: some };
        await applying.submit(`readmit ${from} ${at}`, (reference) =>
          this.parts.departures.readmit(applying.caller, command, reference),
        );
      }
  }

  async #tellSurplus({ surplus }: Arrivals, applying: Applying): Promise<void> {
    for (const sscc of surplus) {
      const command = { discrepancy: applying.id(`surplus ${sscc}`), kind: 'surplus', about: { sscc } } as const;
      await applying.submit(`surplus ${sscc}`, (reference) =>
        this.parts.discrepancies.report(applying.caller, command, reference),
      );
    }
    if (surplus.length > 0)
      await applying.except('overage', `${surplus.length} of its containers were not on their way here`);
  }

  async #tellDamage({ cameWith }: Arrivals, applying: Applying): Promise<void> {
    for (const { sscc, shipment } of cameWith) {
      const about = {
        discrepancy: applying.id(`damaged ${sscc}`),
        kind: 'damaged',
        about: { sscc },
        shipment,
      } as const;
      await applying.submit(`damaged ${sscc}`, (reference) =>
        this.parts.discrepancies.report(applying.caller, about, reference),
      );
    }
    await applying.except('damage', 'what came is damaged');
  }
}

function isAtSiteOf({ organisation, site }: Caller, place: Holder): boolean {
  return place.organisation === organisation && place.site === site;
}

/** The name of the step that receives of a shipment: by it the event is found again when the rest stays away. */
export function receivingStep(index: number, shipment: string): string {
  return `receive ${index} ${shipment}`;
}
