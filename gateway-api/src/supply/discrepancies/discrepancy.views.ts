/** How discrepancies are shown: the schemas behind answers and description. */
import { instantSchema } from '@theriac/domain/ledger';
import {
  type Discrepancy,
  discrepancyReportedSchema,
  discrepancyResolvedSchema,
  discrepancySchema,
} from '@theriac/domain/supply';
import { z } from 'zod';

const committed = { changedAt: instantSchema, transactionId: z.string() };

/** A discrepancy as it stands; a pack is named by its digest, as on the ledger. */
export const discrepancyViewSchema = discrepancySchema.extend({ state: z.enum(['open', 'resolved']) });

/** A discrepancy in a list, with the transaction of its last change. */
export const discrepancyItemSchema = discrepancyViewSchema.extend({ transactionId: z.string() });

const { type: _reported, version: _reportedIn, at: _reportedAt, ...reported } = discrepancyReportedSchema.shape;
const { type: _resolved, version: _resolvedIn, at: _resolvedAt, ...resolved } = discrepancyResolvedSchema.shape;

/** A discrepancy was reported; where the ledger knew otherwise, with the alert at both parties and the regulator. */
export const reportedViewSchema = z.strictObject({ ...reported, alert: z.uuid().optional(), ...committed });

/** A discrepancy was resolved. */
export const resolvedViewSchema = z.strictObject({ ...resolved, ...committed });

/** With whether it waits for somebody. */
export function discrepancyView(state: Discrepancy): z.input<typeof discrepancyViewSchema> {
  return { ...state, state: state.resolved === undefined ? 'open' : 'resolved' };
}
