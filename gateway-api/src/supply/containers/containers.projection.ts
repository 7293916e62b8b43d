/** What this organisation remembers of containers, their shipments and packs, rebuilt from blocks at will. */
import { readState, type StateShape } from '@theriac/domain/ledger';
import { containerShape, PACKING_PAGE_OBJECT_TYPE, packShape, shipmentShape } from '@theriac/domain/supply';
import { type Projection, projection, type ProjectionContext, type WritesHandler } from '../../projections';
import { keepEnds, keepShipment } from '../custody/shipment-rows';
import { shipmentContainers, shipments } from '../custody/shipments.table';
import { keepPackedFirst, keepPacks } from '../packs/packs-on-ledger-rows';
import { packsOnLedger } from '../packs/packs-on-ledger.table';
import { SUPPLY_CHANNEL } from '../supply-channel';
import { dropContainers, keepContainers, keepHistory } from './container-rows';
import { containerHistory, containers } from './containers.table';

/**
 * Reads the states of containers, shipments and packs as they are written: each write is the whole state. They are one
 * projection, since a shipment's packs are added up from its containers as they stood in its transaction, not at its block's
 * end, and a pack that goes from an opened container into another is no longer counted in the first. It reads the pages of
 * parts and packings, whose projections come before it.
 */
export const containersProjection: Projection = projection('containers', {
  version: 2,
  channels: [SUPPLY_CHANNEL],
  tables: [containers, containerHistory, shipments, shipmentContainers, packsOnLedger],
  manyWrites: {
    [containerShape.objectType]: async (writes, context) => {
      const freed = writes.flatMap(({ value, attributes: [sscc = ''] }) => (value === undefined ? [sscc] : []));
      if (freed.length > 0) await dropContainers(freed, context);
      await containersWritten(writes, context);
    },
    [shipmentShape.objectType]: ofStates(shipmentShape, async (states, context) => {
      for (const state of states) await keepShipment(state, context);
    }),
    [packShape.objectType]: ofStates(packShape, keepPacks),
    [PACKING_PAGE_OBJECT_TYPE]: async (writes, context) => {
      for (const { attributes, value } of writes)
        if (value !== undefined) await keepPackedFirst(attributes, value, context);
    },
  },
});

const containersWritten = ofStates(containerShape, async (states, context) => {
  await keepContainers(states, context);
  await keepHistory(states, context);
  await keepEnds(states, context);
});

function ofStates<State>(
  shape: StateShape<State>,
  handle: (states: readonly State[], context: ProjectionContext) => Promise<void>,
): WritesHandler {
  return async (writes, context) => {
    // Of all these a contract deletes containers alone, which leaves no state.
    const states = writes.flatMap(({ value }) =>
      value === undefined ? [] : [readState(shape, Buffer.from(value).toString('utf8'))],
    );
    if (states.length > 0) await handle(states, context);
  };
}
