/** What this organisation remembers of packs' ways, rebuilt from blocks at will. */
import { type Instant, instantOf, readState } from '@theriac/domain/ledger';
import { handOverShape, PACKING_PAGE_OBJECT_TYPE, packShape, partSealedSchema } from '@theriac/domain/supply';
import { on, type Projection, projection, type ProjectionContext } from '../../projections';
import { indexOf } from '../containers/container-rows';
import { SUPPLY_CHANNEL } from '../supply-channel';
import { flaggedHandOvers, packHistory, packingPageHistory, partSeals } from './provenance.table';

/** Reads seals, packing pages, packs and hand-overs as they are written. */
export const provenanceProjection: Projection = projection('provenance', {
  version: 1,
  channels: [SUPPLY_CHANNEL],
  tables: [partSeals, packingPageHistory, packHistory, flaggedHandOvers],
  events: {
    PartSealed: on(partSealedSchema, async ({ registration, at }, context) => {
      await context.insert(partSeals, { registration, ...placeOf(context, at) });
    }),
  },
  writes: {
    [PACKING_PAGE_OBJECT_TYPE]: async ({ attributes: [registration = '', number = ''], value }, context) => {
      // Neither packing pages nor packs are ever deleted by a contract.
      if (value === undefined) return;
      const row = { registration, number: Number(number), entries: value };
      // A page says no time of its own.
      await context.insert(packingPageHistory, {
        ...row,
        ...placeOf(context, instantOf(context.transaction.timestamp)),
      });
    },
    [packShape.objectType]: async ({ value }, context) => {
      if (value === undefined) return;
      const state = readState(packShape, Buffer.from(value).toString('utf8'));
      const { gtin, lot, digest, changedAt } = state;
      await context.insert(packHistory, { gtin, lot, digest, state, ...placeOf(context, changedAt) });
    },
    [handOverShape.objectType]: async ({ value }, context) => {
      if (value === undefined) return;
      const { gtin, lot, digest, flags, place, changedAt } = readState(
        handOverShape,
        Buffer.from(value).toString('utf8'),
      );
      await context.insert(flaggedHandOvers, { gtin, lot, digest, flags, ...place, ...placeOf(context, changedAt) });
    },
  },
});

function placeOf(context: ProjectionContext, at: Instant) {
  const { block, transaction } = context;
  return {
    blockNumber: block.number,
    transactionIndex: indexOf(context),
    transactionId: transaction.transactionId,
    at,
    event: transaction.event?.name ?? '',
  };
}
