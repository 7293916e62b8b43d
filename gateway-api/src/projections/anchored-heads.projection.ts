/** Which head each organisation anchored last, on every channel. */
import { headAnchoredSchema } from '@theriac/domain/anchors';
import { anchoredHeads } from './anchored-heads.table';
import { on, projection } from './projection';

/** Reads `HeadAnchored` of the contract `Anchors`. */
export const anchoredHeadsProjection = projection('anchored-heads', {
  version: 1,
  tables: [anchoredHeads],
  events: {
    HeadAnchored: on(headAnchoredSchema, ({ organisation, log, size, head, at }, { block, transaction, upsert }) =>
      upsert(anchoredHeads, [anchoredHeads.channel, anchoredHeads.organisation, anchoredHeads.log], {
        channel: block.channel,
        organisation,
        log,
        size,
        head,
        at,
        transactionId: transaction.transactionId,
        blockNumber: block.number,
      }),
    ),
  },
});
