/** What a product is called, for answers to people: from the projection, kept for a while. */
import type { Gtin } from '@theriac/domain/gs1';
import { eq } from 'drizzle-orm';
import type { Database } from '../../database';
import { LatestKept } from '../../latest-kept';
import { products } from '../products.table';

/** What a person calls a product. */
export interface ProductName {
  readonly name: string;
  readonly strength: string;
  readonly form: string;
}

/** A registered product never changes; what is not there yet is asked for again. */
const MOST = 10_000;

/** The names of products; none at an organisation that is not on the channel. */
export class ProductNames {
  readonly #names = new LatestKept<ProductName>(MOST);

  constructor(private readonly db: Database) {}

  async find(gtin: Gtin): Promise<ProductName | undefined> {
    const known = this.#names.get(gtin);
    if (known !== undefined) return known;
    const [row] = await this.db.select({ product: products.product }).from(products).where(eq(products.gtin, gtin));
    if (row === undefined) return undefined;
    const { name, strength, form } = row.product;
    this.#names.set(gtin, { name, strength, form });
    return { name, strength, form };
  }
}
