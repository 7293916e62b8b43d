/** How shipments become rows: what was sent with which packs, and how it ended for each container. */
import type { Container, Shipment } from '@theriac/domain/supply';
import { eq, sql } from 'drizzle-orm';
import type { ProjectionContext } from '../../projections';
import { indexOf } from '../containers/container-rows';
import { lotsInside } from '../containers/lots-inside';
import { shipmentContainers, shipments } from './shipments.table';

/** Keeps a shipment that was sent. What its containers hold is added up now, since a receiver opens and repacks them. */
export async function keepShipment(state: Shipment, context: ProjectionContext): Promise<void> {
  const { shipment: id, from, to, containers, expectedAt, returns, changedAt } = state;
  const { work, block, transaction, insert } = context;
  const [known] = await work.select({ id: shipments.id }).from(shipments).where(eq(shipments.id, id));
  // What was sent stays as it was sent; its ends are its containers' to tell.
  if (known !== undefined) return;
  await insert(shipments, {
    ...{ id, fromOrganisation: from.organisation, fromSite: from.site },
    ...{ toOrganisation: to.organisation, toSite: to.site },
    ...{ containers: containers.length, onTheirWay: containers.length, lots: await lotsInside(containers, work) },
    ...{ expectedAt, returns: returns ?? null, shippedAt: changedAt },
    ...{ blockNumber: block.number, transactionIndex: indexOf(context), transactionId: transaction.transactionId },
  });
  await work.insert(shipmentContainers).values(containers.map((sscc) => ({ shipment: id, sscc })));
}

/** Notes how containers' last shipments ended; every later state of a container says the same again. */
export async function keepEnds(states: readonly Container[], { work }: ProjectionContext): Promise<void> {
  const ends = states.flatMap(({ sscc, lastShipment: last }) => (last === undefined ? [] : [{ sscc, ...last }]));
  if (ends.length === 0) return;
  const { rows } = await work.execute(sql`
    with ended as (
      update ${shipmentContainers} set "end" = one."end", ended_at = one.at
      from jsonb_to_recordset(${JSON.stringify(ends)}::jsonb) as one (sscc text, id text, "end" text, at text)
      where shipment_containers.shipment = one.id and shipment_containers.sscc = one.sscc
        and shipment_containers."end" is null
      returning shipment_containers.shipment, shipment_containers."end"
    )
    select shipment, count(*)::int as ended, (count(*) filter (where "end" = 'received'))::int as received,
      (count(*) filter (where "end" = 'voided'))::int as voided,
      (count(*) filter (where "end" = 'lost'))::int as lost
    from ended group by shipment`);
  for (const { shipment, ended, received, voided, lost } of rows as unknown as EndedOf[])
    await work
      .update(shipments)
      .set({
        onTheirWay: sql`${shipments.onTheirWay} - ${ended}`,
        received: sql`${shipments.received} + ${received}`,
        voided: sql`${shipments.voided} + ${voided}`,
        lost: sql`${shipments.lost} + ${lost}`,
      })
      .where(eq(shipments.id, shipment));
}

interface EndedOf {
  readonly shipment: string;
  readonly ended: number;
  readonly received: number;
  readonly voided: number;
  readonly lost: number;
}
