/** What happens to custody. */
import { z } from 'zod';
import { eventSchema } from '../../ledger';
import { shipmentSchema } from './custody.schema';

const { shipment, from, to, containers, expectedAt, returns } = shipmentSchema.shape;

/** A holder handed containers over, or back; until they are received they are on their way. */
export const containersShippedSchema = eventSchema('ContainersShipped', {
  ...{ shipment, from, to, containers, expectedAt },
  /** Only of a return. */
  returns,
});
export type ContainersShipped = z.infer<typeof containersShippedSchema>;

/** The named receiver has containers of a shipment. */
export const containersReceivedSchema = eventSchema('ContainersReceived', { shipment, from, to, containers });
export type ContainersReceived = z.infer<typeof containersReceivedSchema>;

/** The sender took a shipment back, as far as these containers go, before they were received. */
export const shipmentVoidedSchema = eventSchema('ShipmentVoided', { shipment, from, to, containers });
export type ShipmentVoided = z.infer<typeof shipmentVoidedSchema>;
