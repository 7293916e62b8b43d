/** What a product is called, for answers to people: from the projection, kept for a while. */
import type { Gtin } from '@theriac/domain/gs1';
import { eq } from 'drizzle-orm';
import type { Database } from '../../database';
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
  readonly #names = new Map<string, ProductName>();

  constructor(private readonly db: Database) {}

  async find(gtin: Gtin): Promise<ProductName | undefined> {
    const known = this.#names.get(gtin);
    if (known !== undefined) return known;
    const [row] = await this.db.select({ product: products.product }).from(products).where(eq(products.gtin, gtin));
    if (row === undefined) return undefined;
    const { name, strength, form } = row.product;
    const [oldest] = this.#names.keys();
    if (this.#names.size >= MOST && oldest !== undefined) this.#names.delete(oldest);
    this.#names.set(gtin, { name, strength, form });
    return { name, strength, form };
  }
}
