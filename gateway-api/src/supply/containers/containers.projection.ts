/** What this organisation remembers of containers and shipments, rebuilt from blocks at will. */
import type { StateShape } from '@theriac/domain/ledger';
import { readState } from '@theriac/domain/ledger';
import { containerShape, shipmentShape } from '@theriac/domain/supply';
import { type Projection, projection, type ProjectionContext, type WriteHandler } from '../../projections';
import { keepEnd, keepShipment } from '../custody/shipment-rows';
import { shipmentContainers, shipments } from '../custody/shipments.table';
import { SUPPLY_CHANNEL } from '../supply-channel';
import { keepContainer, keepHistory } from './container-rows';
import { containerHistory, containers } from './containers.table';

/**
 * Reads the states of containers and shipments as they are written: each write is the whole state. They are one projection,
 * since a shipment's packs are added up from its containers as they stood in its transaction, not at its block's end.
 */
export const containersProjection: Projection = projection('containers', {
  version: 1,
  channels: [SUPPLY_CHANNEL],
  tables: [containers, containerHistory, shipments, shipmentContainers],
  writes: {
    [containerShape.objectType]: ofState(containerShape, async (state, context) => {
      await keepContainer(state, context);
      await keepHistory(state, context);
      await keepEnd(state, context);
    }),
    [shipmentShape.objectType]: ofState(shipmentShape, keepShipment),
  },
});

function ofState<State>(
  shape: StateShape<State>,
  handle: (state: State, context: ProjectionContext) => Promise<void>,
): WriteHandler {
  return async ({ value }, context) => {
    // No contract deletes one.
    if (value !== undefined) await handle(readState(shape, Buffer.from(value).toString('utf8')), context);
  };
}
