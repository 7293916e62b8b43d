/** How shipments become rows: what was sent with which packs, and how it ended for each container. */
import type { Container, Shipment } from '@theriac/domain/supply';
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { ProjectionContext } from '../../projections';
import { indexOf } from '../containers/container-rows';
import { lotsInside } from '../containers/lots-inside';
import { shipmentContainers, shipments } from './shipments.table';

/** Keeps a shipment that was sent. What its containers hold is added up now, since a receiver opens and repacks them. */
export async function keepShipment(state: Shipment, context: ProjectionContext): Promise<void> {
  const { shipment: id, from, to, containers, expectedAt, changedAt } = state;
  const { work, block, transaction, insert } = context;
  const [known] = await work.select({ id: shipments.id }).from(shipments).where(eq(shipments.id, id));
  // What was sent stays as it was sent; its ends are its containers' to tell.
  if (known !== undefined) return;
  await insert(shipments, {
    ...{ id, fromOrganisation: from.organisation, fromSite: from.site },
    ...{ toOrganisation: to.organisation, toSite: to.site },
    ...{ containers: containers.length, onTheirWay: containers.length, lots: await lotsInside(containers, work) },
    ...{ expectedAt, shippedAt: changedAt },
    ...{ blockNumber: block.number, transactionIndex: indexOf(context), transactionId: transaction.transactionId },
  });
  await work.insert(shipmentContainers).values(containers.map((sscc) => ({ shipment: id, sscc })));
}

/** Notes how a container's last shipment ended; every later state of it says the same again. */
export async function keepEnd({ sscc, lastShipment }: Container, { work }: ProjectionContext): Promise<void> {
  if (lastShipment === undefined) return;
  const { id, end, at } = lastShipment;
  const isOpen = and(
    eq(shipmentContainers.shipment, id),
    eq(shipmentContainers.sscc, sscc),
    isNull(shipmentContainers.end),
  );
  const { rowCount } = await work.update(shipmentContainers).set({ end, endedAt: at }).where(isOpen);
  if (rowCount !== 1) return;
  await work
    .update(shipments)
    .set({
      onTheirWay: sql`${shipments.onTheirWay} - 1`,
      received: sql`${shipments.received} + (${end} = 'received')::int`,
      voided: sql`${shipments.voided} + (${end} = 'voided')::int`,
    })
    .where(eq(shipments.id, id));
}
