/** A projection that would show a block applied twice: it only inserts, and its table has no key. */
import { bigint, pgTable, text } from 'drizzle-orm/pg-core';
import { headAnchoredSchema } from '@theriac/domain/anchors';
import { on, projection } from '../../gateway-api/src/projections';

/** Made by the test, since it is no table of the gateway's. */
export const CREATE_SEEN = 'create table seen (transaction_id text not null, block_number bigint not null)';

const seen = pgTable('seen', {
  transactionId: text('transaction_id').notNull(),
  blockNumber: bigint('block_number', { mode: 'bigint' }).notNull(),
});

export const seenProjection = projection('seen', {
  version: 1,
  tables: [seen],
  events: {
    HeadAnchored: on(headAnchoredSchema, (_event, { transaction, block, insert }) =>
      insert(seen, { transactionId: transaction.transactionId, blockNumber: block.number }),
    ),
  },
});
