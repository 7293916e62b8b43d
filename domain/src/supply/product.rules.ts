/** Only the organisation that a company prefix belongs to registers products under it, and a product stays what it is. */
import { type Actor, canonicalJson, type Decision, type Instant, refuseUnless } from '../ledger';
import type { PrefixAssignment } from './company-prefix.schema';
import type { Product, RegisterProduct } from './product.schema';
import type { ProductRegistered } from './supply.events';

/** What the ledger holds about a product that is to be registered. */
export interface ProductSituation {
  readonly existing: Product | undefined;
  /** The assignment of the prefix that opens the GTIN, if one does. */
  readonly assignment: PrefixAssignment | undefined;
}

/**
 * Registers a product. Identical data again is a success.
 *
 * @throws LedgerError PREFIX_NOT_ASSIGNED, PRODUCT_ALREADY_REGISTERED
 */
export function registerProduct(
  { existing, assignment }: ProductSituation,
  command: RegisterProduct,
  by: Actor,
  now: Instant,
): Decision<Product, ProductRegistered> {
  refuseUnless(
    assignment?.organisation === by.organisation,
    'PREFIX_NOT_ASSIGNED',
    'the GTIN’s company prefix is not assigned to the caller’s organisation',
  );
  const state = { ...command, organisation: by.organisation, changedAt: now };
  if (existing === undefined) return { state, event: registered(state) };
  refuseUnless(
    canonicalJson({ ...state, changedAt: existing.changedAt }) === canonicalJson(existing),
    'PRODUCT_ALREADY_REGISTERED',
    'the GTIN is registered with other data',
  );
  return { repeated: registered(existing) };
}

function registered({ changedAt, ...product }: Product): ProductRegistered {
  return { type: 'ProductRegistered', version: 1, at: changedAt, ...product };
}
