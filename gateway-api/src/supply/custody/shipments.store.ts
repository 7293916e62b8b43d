/** Reads shipments from the projection. */
import type { Instant } from '@theriac/domain/ledger';
import { and, asc, desc, eq, gt, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Database, Executor } from '../../database';
import { shipmentContainers, shipments } from './shipments.table';

/** A shipment as it stands. */
export type ShipmentRow = typeof shipments.$inferSelect;

/** A container of a shipment, and how it ended for it. */
export type ShipmentContainerRow = Pick<typeof shipmentContainers.$inferSelect, 'sscc' | 'end' | 'endedAt'>;

/**
 * How far a shipment is: some containers are on their way; or all have ended, some of them received; or none received, and
 * some lost; or all voided.
 */
export const SHIPMENT_STATES = ['on-the-way', 'received', 'lost', 'voided'] as const;

/** How far a shipment is. */
export type ShipmentState = (typeof SHIPMENT_STATES)[number];

/** Which shipments. */
export interface ShipmentFilter {
  /** Sent or to be received by this organisation; undefined: anybody's. */
  readonly party: string | undefined;
  readonly direction: 'outgoing' | 'incoming' | undefined;
  readonly state: ShipmentState | undefined;
  /** On their way although they were expected before this. */
  readonly overdueAt: Instant | undefined;
  /** Time of sending and id of the shipment after which the page begins. */
  readonly after: readonly [string, string] | undefined;
}

/** Where a shipment was sent, in the order of the chain. */
export type ShipmentPlace = Pick<ShipmentRow, 'blockNumber' | 'transactionIndex'>;

/** Reads shipments. */
export class ShipmentStore {
  constructor(private readonly db: Database) {}

  /** Shipments, the newest first. */
  list({ party, direction, state, overdueAt, after }: ShipmentFilter, most: number): Promise<ShipmentRow[]> {
    const isLater =
      after === undefined ? undefined : sql`(${shipments.shippedAt}, ${shipments.id}) < (${after[0]}, ${after[1]})`;
    const isOverdue =
      overdueAt === undefined ? undefined : and(isIn('on-the-way'), lt(shipments.expectedAt, overdueAt));
    return this.db
      .select()
      .from(shipments)
      .where(and(isOf(party, direction), isIn(state), isOverdue, isLater))
      .orderBy(desc(shipments.shippedAt), desc(shipments.id))
      .limit(most);
  }

  async find(id: string): Promise<ShipmentRow | undefined> {
    const [row] = await this.db.select().from(shipments).where(eq(shipments.id, id));
    return row;
  }

  /** A shipment's containers, in the order of their SSCCs. */
  containersOf(id: string): Promise<ShipmentContainerRow[]> {
    const { shipment, sscc, end, endedAt } = shipmentContainers;
    return this.db.select({ sscc, end, endedAt }).from(shipmentContainers).where(eq(shipment, id)).orderBy(asc(sscc));
  }

  /** An organisation's shipments in the order of the chain, those after a place. */
  sentAfter(organisation: string, place: ShipmentPlace, most: number, within: Executor): Promise<ShipmentRow[]> {
    const { fromOrganisation, blockNumber, transactionIndex } = shipments;
    const { blockNumber: block, transactionIndex: index } = place;
    const isLater = sql`(${blockNumber}, ${transactionIndex}) > (${block}::bigint, ${index}::int)`;
    return within
      .select()
      .from(shipments)
      .where(and(eq(fromOrganisation, organisation), isLater))
      .orderBy(asc(blockNumber), asc(transactionIndex))
      .limit(most);
  }
}

/** How far a shipment is. */
export function stateOf({
  onTheirWay,
  received,
  lost,
}: Pick<ShipmentRow, 'onTheirWay' | 'received' | 'lost'>): ShipmentState {
  if (onTheirWay > 0) return 'on-the-way';
  if (received > 0) return 'received';
  return lost > 0 ? 'lost' : 'voided';
}

/** {@link stateOf} as a condition. */
function isIn(state: ShipmentState | undefined): SQL | undefined {
  const { onTheirWay, received, lost } = shipments;
  switch (state) {
    case undefined:
      return undefined;
    case 'on-the-way':
      return gt(onTheirWay, 0);
    case 'received':
      return and(eq(onTheirWay, 0), gt(received, 0));
    case 'lost':
      return and(eq(onTheirWay, 0), eq(received, 0), gt(lost, 0));
    case 'voided':
      return and(eq(onTheirWay, 0), eq(received, 0), eq(lost, 0));
  }
}

function isOf(party: string | undefined, direction: ShipmentFilter['direction']): SQL | undefined {
  if (party === undefined) return undefined;
  const [isFrom, isTo] = [eq(shipments.fromOrganisation, party), eq(shipments.toOrganisation, party)];
  if (direction === 'outgoing') return isFrom;
  return direction === 'incoming' ? isTo : or(isFrom, isTo);
}
