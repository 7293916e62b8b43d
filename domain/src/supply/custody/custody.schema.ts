/** Custody: containers pass from a holder to a receiver in two steps, or not at all. */
import { z } from 'zod';
import { instantSchema, type StateShape } from '../../ledger';
import { containersSchema, holderSchema, shipmentIdSchema } from '../container';

/** Containers of one shipment: those that stand by themselves, however much lies in them. */
export const MOST_CONTAINERS_A_SHIPMENT = 100;

const sentSchema = containersSchema(MOST_CONTAINERS_A_SHIPMENT);

/** The command: hand containers over to a named receiver. */
export const shipContainersSchema = z.strictObject({
  shipment: shipmentIdSchema,
  containers: sentSchema,
  to: holderSchema,
  expectedAt: instantSchema,
  /** The shipment of which these containers go back. */
  returns: shipmentIdSchema.exactOptional(),
});

/** The command: hand containers over to a named receiver. */
export type ShipContainers = z.infer<typeof shipContainersSchema>;

/** The command to receive containers of a shipment, or to void it for them. */
export const endShipmentSchema = z.strictObject({ shipment: shipmentIdSchema, containers: sentSchema });

/** The command to receive containers of a shipment, or to void it for them. */
export type EndShipment = z.infer<typeof endShipmentSchema>;

/** A shipment as it was sent; what became of it its containers say. */
export const shipmentSchema = z.strictObject({
  shipment: shipmentIdSchema,
  from: holderSchema,
  to: holderSchema,
  containers: sentSchema,
  expectedAt: instantSchema,
  returns: shipmentIdSchema.exactOptional(),
  changedAt: instantSchema,
});

/** A shipment as it was sent. */
export type Shipment = z.infer<typeof shipmentSchema>;

/** The question: what was sent with this shipment? */
export const readShipmentSchema = z.strictObject({ shipment: shipmentIdSchema });

/** Where shipments lie on the ledger. */
export const shipmentShape: StateShape<Shipment> = {
  objectType: 'shipment',
  schema: shipmentSchema,
  keyOf: ({ shipment }) => [shipment],
  upcasts: [],
};
