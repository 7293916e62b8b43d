/** What happens to discrepancies. */
import { z } from 'zod';
import { eventSchema } from '../../ledger';
import { discrepancySchema, resolutionSchema } from './discrepancy.schema';

const { discrepancy, kind, about, shipment, reporter, counterparty, flags } = discrepancySchema.shape;
const parties = { discrepancy, kind, about, shipment, reporter, counterparty };

/** Somebody has too little, too much, or not what was sent. */
export const discrepancyReportedSchema = eventSchema('DiscrepancyReported', { ...parties, flags });
export type DiscrepancyReported = z.infer<typeof discrepancyReportedSchema>;

/** A discrepancy was settled by one of its parties; with `lost` and `destroyed` nobody holds the container any more. */
export const discrepancyResolvedSchema = eventSchema('DiscrepancyResolved', {
  ...parties,
  resolution: resolutionSchema,
  by: reporter,
});
export type DiscrepancyResolved = z.infer<typeof discrepancyResolvedSchema>;
