/** Lists products from the projection. */
import { and, eq, gt } from 'drizzle-orm';
import type { Database } from '../database';
import { products } from './products.table';

/** A product as it stands. */
export type ProductRow = typeof products.$inferSelect;

/** Which products. */
export interface ProductFilter {
  readonly organisation: string | undefined;
  /** The GTIN after which the page begins. */
  readonly after: string | undefined;
}

/** Reads products. */
export class ProductStore {
  constructor(private readonly db: Database) {}

  /** Products in the order of their GTINs. */
  list({ organisation, after }: ProductFilter, most: number): Promise<ProductRow[]> {
    const isOwners = organisation === undefined ? undefined : eq(products.organisation, organisation);
    const isLater = after === undefined ? undefined : gt(products.gtin, after);
    return this.db.select().from(products).where(and(isOwners, isLater)).orderBy(products.gtin).limit(most);
  }
}
