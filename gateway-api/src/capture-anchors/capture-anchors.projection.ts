/** What every member captured, as far as the ledger shows it: an id, a count and a root, rebuilt from blocks at will. */
import { captureAnchoredSchema } from '@theriac/domain/supply';
import { on, type Projection, projection } from '../projections';
import { SUPPLY_CHANNEL } from '../supply/supply-channel';
import { captureAnchors } from './capture-anchors.table';

/** Reads `CaptureAnchored` of the contract `DrugSupply`. */
export const captureAnchorsProjection: Projection = projection('capture-anchors', {
  version: 1,
  channels: [SUPPLY_CHANNEL],
  tables: [captureAnchors],
  events: {
    CaptureAnchored: on(captureAnchoredSchema, (event, { block, transaction, upsert }) => {
      const { organisation, capture, root, events, at } = event;
      return upsert(captureAnchors, [captureAnchors.organisation, captureAnchors.capture], {
        ...{ organisation, capture, root, events, at },
        ...{ transactionId: transaction.transactionId, blockNumber: block.number },
      });
    }),
  },
});
