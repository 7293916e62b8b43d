/** What this organisation remembers of company prefixes, rebuilt from blocks at will. */
import { companyPrefixAssignedSchema } from '@theriac/domain/supply';
import { on, type Projection, projection } from '../projections';
import { SUPPLY_CHANNEL } from './supply-channel';
import { companyPrefixes } from './company-prefixes.table';

/** Reads `CompanyPrefixAssigned`. */
export const companyPrefixesProjection: Projection = projection('company-prefixes', {
  version: 1,
  channels: [SUPPLY_CHANNEL],
  tables: [companyPrefixes],
  events: {
    CompanyPrefixAssigned: on(
      companyPrefixAssignedSchema,
      ({ companyPrefix, organisation, at }, { transaction, upsert }) =>
        upsert(companyPrefixes, companyPrefixes.companyPrefix, {
          ...{ companyPrefix, organisation, at },
          transactionId: transaction.transactionId,
        }),
    ),
  },
});
