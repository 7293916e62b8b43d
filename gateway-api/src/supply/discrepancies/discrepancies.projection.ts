/** What this organisation remembers of discrepancies, rebuilt from blocks at will. */
import { readState } from '@theriac/domain/ledger';
import { discrepancyShape } from '@theriac/domain/supply';
import { type Projection, projection } from '../../projections';
import { SUPPLY_CHANNEL } from '../supply-channel';
import { discrepancies } from './discrepancies.table';

/** Reads discrepancies as they are written: each write is the whole state. */
export const discrepanciesProjection: Projection = projection('discrepancies', {
  version: 1,
  channels: [SUPPLY_CHANNEL],
  tables: [discrepancies],
  writes: {
    [discrepancyShape.objectType]: async ({ value }, { upsert, transaction }) => {
      // No contract deletes one.
      if (value === undefined) return;
      const state = readState(discrepancyShape, Buffer.from(value).toString('utf8'));
      const { discrepancy, kind, shipment, reporter, counterparty, flags, reportedAt, resolved } = state;
      await upsert(discrepancies, discrepancies.discrepancy, {
        ...{ discrepancy, kind, shipment: shipment ?? null, reportedAt, state },
        ...{ reporter: reporter.organisation, counterparty: counterparty?.organisation ?? null },
        ...{ isOpen: resolved === undefined, isFlagged: flags.length > 0, transactionId: transaction.transactionId },
      });
    },
  },
});
