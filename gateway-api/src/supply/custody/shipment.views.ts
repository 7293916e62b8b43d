/** How shipments are shown: the schemas behind answers and description. */
import { ssccSchema } from '@theriac/domain/gs1';
import { type Instant, instantSchema } from '@theriac/domain/ledger';
import {
  type Container,
  containersReceivedSchema,
  containersShippedSchema,
  type Shipment,
  shipmentSchema,
} from '@theriac/domain/supply';
import { z } from 'zod';
import { packsOfLotSchema } from '../containers/container.views';
import { SHIPMENT_STATES, type ShipmentContainerRow, type ShipmentRow, stateOf } from './shipments.store';

const { shipment, from, to, expectedAt, returns } = shipmentSchema.shape;
const committed = { changedAt: instantSchema, transactionId: z.string() };

/** A shipment in a list. */
export const shipmentItemSchema = z.strictObject({
  ...{ shipment, from, to, expectedAt, returns },
  shippedAt: instantSchema,
  state: z.enum(SHIPMENT_STATES),
  /** Whether a container is still on its way although it was expected before now. */
  isOverdue: z.boolean(),
  /** How many containers it has, and for how many of them it is still under way or ended so. */
  containers: z.int(),
  onTheirWay: z.int(),
  received: z.int(),
  voided: z.int(),
  lost: z.int(),
  /** What lay in its containers, at any depth, when it was sent. */
  lots: z.array(packsOfLotSchema),
  transactionId: z.string(),
});

/** A shipment as the ledger has it, and what became of each container. */
export const shipmentViewSchema = z.strictObject({
  ...{ shipment, from, to, expectedAt, returns },
  shippedAt: instantSchema,
  isOverdue: z.boolean(),
  containers: z.array(
    z.strictObject({
      sscc: ssccSchema,
      /** `on-the-way`, or how the shipment ended for it, such as `received`. */
      state: z.string(),
      endedAt: instantSchema.optional(),
    }),
  ),
});

const { type: _shipped, version: _shippedIn, at: _shippedAt, ...sent } = containersShippedSchema.shape;
const { type: _received, version: _receivedIn, at: _receivedAt, ...ended } = containersReceivedSchema.shape;

/** Containers were sent. */
export const shippedViewSchema = z.strictObject({ ...sent, ...committed });

/** A shipment ended for containers. */
export const endedViewSchema = z.strictObject({ ...ended, ...committed });

/** A row as a list shows it. */
export function shipmentItem(row: ShipmentRow, now: Instant): object {
  const { id, fromOrganisation, fromSite, toOrganisation, toSite, lots, transactionId } = row;
  const { expectedAt: expected, shippedAt, containers, onTheirWay, received, voided, lost } = row;
  return {
    shipment: id,
    from: { organisation: fromOrganisation, site: fromSite },
    to: { organisation: toOrganisation, site: toSite },
    ...{ expectedAt: expected, shippedAt, state: stateOf(row), isOverdue: onTheirWay > 0 && expected < now },
    ...(row.returns === null ? {} : { returns: row.returns }),
    ...{ containers, onTheirWay, received, voided, lost, lots, transactionId },
  };
}

/** A shipment with what became of its containers. */
export function shipmentView(sentAs: Shipment, ends: readonly ShipmentContainerRow[], now: Instant): object {
  const { containers: _, changedAt, ...of } = sentAs;
  const isOverdue = of.expectedAt < now && ends.some(({ end }) => end === null);
  const containers = ends.map(({ sscc, end, endedAt }) => ({
    ...{ sscc, state: end ?? 'on-the-way' },
    ...(endedAt === null ? {} : { endedAt }),
  }));
  return { ...of, shippedAt: changedAt, isOverdue, containers };
}

/** What the containers themselves say of a shipment that has not arrived in the projection yet. */
export function endsByContainers(id: string, containers: readonly Container[]): ShipmentContainerRow[] {
  return containers.map(({ sscc, lastShipment: last }) =>
    last?.id === id ? { sscc, end: last.end, endedAt: last.at } : { sscc, end: null, endedAt: null },
  );
}
