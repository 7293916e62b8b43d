/** What this organisation remembers of products, rebuilt from blocks at will. */
import { productRegisteredSchema } from '@theriac/domain/supply';
import { on, type Projection, projection } from '../projections';
import { SUPPLY_CHANNEL } from './supply-channel';
import { products } from './products.table';

/** Reads `ProductRegistered`. */
export const productsProjection: Projection = projection('products', {
  version: 1,
  channels: [SUPPLY_CHANNEL],
  tables: [products],
  events: {
    ProductRegistered: on(productRegisteredSchema, ({ type: _type, version: _version, at, ...product }, context) => {
      const { gtin, organisation, name } = product;
      const { transactionId } = context.transaction;
      return context.upsert(products, products.gtin, { gtin, organisation, name, product, at, transactionId });
    }),
  },
});
