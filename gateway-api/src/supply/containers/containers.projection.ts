/** What this organisation remembers of containers and shipments, rebuilt from blocks at will. */
import { readState, type StateShape } from '@theriac/domain/ledger';
import { containerShape, shipmentShape } from '@theriac/domain/supply';
import { type Projection, projection, type ProjectionContext, type WritesHandler } from '../../projections';
import { keepEnds, keepShipment } from '../custody/shipment-rows';
import { shipmentContainers, shipments } from '../custody/shipments.table';
import { SUPPLY_CHANNEL } from '../supply-channel';
import { keepContainers, keepHistory } from './container-rows';
import { containerHistory, containers } from './containers.table';

/**
 * Reads the states of containers and shipments as they are written: each write is the whole state. They are one projection,
 * since a shipment's packs are added up from its containers as they stood in its transaction, not at its block's end.
 */
export const containersProjection: Projection = projection('containers', {
  version: 1,
  channels: [SUPPLY_CHANNEL],
  tables: [containers, containerHistory, shipments, shipmentContainers],
  manyWrites: {
    [containerShape.objectType]: ofStates(containerShape, async (states, context) => {
      await keepContainers(states, context);
      await keepHistory(states, context);
      await keepEnds(states, context);
    }),
    [shipmentShape.objectType]: ofStates(shipmentShape, async (states, context) => {
      for (const state of states) await keepShipment(state, context);
    }),
  },
});

function ofStates<State>(
  shape: StateShape<State>,
  handle: (states: readonly State[], context: ProjectionContext) => Promise<void>,
): WritesHandler {
  return async (writes, context) => {
    // No contract deletes one.
    const states = writes.flatMap(({ value }) =>
      value === undefined ? [] : [readState(shape, Buffer.from(value).toString('utf8'))],
    );
    if (states.length > 0) await handle(states, context);
  };
}
