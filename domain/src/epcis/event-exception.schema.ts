/** Exceptions: what a captured event, or its silence, leaves for a person to resolve. Each organisation keeps its own. */
import { z } from 'zod';

/**
 * What is wrong.
 *
 * - `product-without-data`: something is in hand of which the ledger knows nothing
 * - `data-without-product`: nothing of a shipment arrived, long after it was expected
 * - `overage`: something came that was not on its way here
 * - `shortage`: a part of a shipment came, the rest is overdue
 * - `damage`: it came damaged
 * - `wrong-receiver`: it is on its way to another organisation or site
 * - `flagged-hand-over`: a pack was handed to the public that should not have been; the ledger records it all the same
 * - `not-applied`: the ledger refuses what the event says, for another reason
 */
export const exceptionKindSchema = z.enum([
  'product-without-data',
  'data-without-product',
  'overage',
  'shortage',
  'damage',
  'wrong-receiver',
  'flagged-hand-over',
  'not-applied',
]);

/** What is wrong. */
export type ExceptionKind = z.infer<typeof exceptionKindSchema>;

/**
 * How a person resolved it.
 *
 * - `corrected`: another event, or an act over the API, says what is true
 * - `accepted`: it stays as it is
 * - `returned`: the goods went back
 * - `written-off`: the goods are lost or destroyed
 * - `no-fault`: it was an error of data or handling only
 */
export const exceptionResolutionSchema = z.enum(['corrected', 'accepted', 'returned', 'written-off', 'no-fault']);

/** How a person resolved it. */
export type ExceptionResolution = z.infer<typeof exceptionResolutionSchema>;

/** The command to close an exception. */
export const closeExceptionSchema = z.strictObject({ resolution: exceptionResolutionSchema });
