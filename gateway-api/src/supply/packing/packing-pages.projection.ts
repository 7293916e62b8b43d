/** What this organisation remembers of packing pages, rebuilt from blocks at will. */
import { PACKING_PAGE_OBJECT_TYPE } from '@theriac/domain/supply';
import { type Projection, projection } from '../../projections';
import { SUPPLY_CHANNEL } from '../supply-channel';
import { packingPages } from './packing-pages.table';

/** Reads packing pages as they are written: each write is the whole page. */
export const packingPagesProjection: Projection = projection('packing-pages', {
  version: 1,
  channels: [SUPPLY_CHANNEL],
  tables: [packingPages],
  writes: {
    [PACKING_PAGE_OBJECT_TYPE]: async ({ attributes: [registration = '', number = ''], value }, { upsert }) => {
      // Packing pages are never deleted by a contract.
      if (value === undefined) return;
      const row = { registration, number: Number(number), entries: value };
      await upsert(packingPages, [packingPages.registration, packingPages.number], row);
    },
  },
});
