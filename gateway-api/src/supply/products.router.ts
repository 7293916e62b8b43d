/** Products over HTTP: their maker registers them, everybody on the channel sees them. */
import { gtinSchema } from '@theriac/domain/gs1';
import { memberNameSchema, productSchema, registerProductSchema } from '@theriac/domain/supply';
import { z } from 'zod';
import { route, type Route } from '../http/route';
import { pageOfRows, pageSchema, pagingQuery, readCursor } from '../http/paging';
import type { ProductStore } from './products.store';
import type { SupplyChannel } from './supply-channel';
import type { SupplyClient } from './supply.client';
import { committedView, productViewSchema } from './views';

const cursorSchema = z.tuple([gtinSchema]);
const tag = 'Products';

/** The routes of products. */
export function productRoutes(supply: SupplyClient, products: ProductStore, channel: SupplyChannel): Route[] {
  const guard = channel.guard('ReadProduct');
  return [
    route(
      {
        method: 'post',
        path: '/v1/products',
        ...{ tag, summary: 'Register what a GTIN stands for' },
        guard: channel.guard('RegisterProduct'),
        body: registerProductSchema,
        answers: { 201: { description: 'The product stands on the ledger', schema: productViewSchema } },
      },
      async ({ caller, body, reference }) => {
        const committed = await supply.registerProduct(caller, body, reference);
        const { gtin } = committed.event;
        return { status: 201, headers: { Location: `/v1/products/${gtin}` }, body: committedView(committed) };
      },
    ),
    route(
      {
        method: 'get',
        path: '/v1/products',
        ...{ tag, summary: 'Registered products', guard },
        query: z.strictObject({ ...pagingQuery, organisation: memberNameSchema.optional() }),
        answers: { 200: { description: 'A page of products', schema: pageSchema(productViewSchema) } },
      },
      async ({ query: { limit, after, organisation } }) => {
        const [from] = readCursor(after, cursorSchema) ?? [];
        const rows = await products.list({ organisation, after: from }, limit + 1);
        const view = (row: (typeof rows)[number]) => {
          const { product, at, transactionId } = row;
          return { ...product, changedAt: at, transactionId };
        };
        return { status: 200, body: pageOfRows(rows, limit, ({ gtin }) => [gtin], view) };
      },
    ),
    route(
      {
        method: 'get',
        path: '/v1/products/{gtin}',
        ...{ tag, summary: 'What a GTIN stands for, as the ledger has it now', guard },
        params: z.strictObject({ gtin: gtinSchema }),
        answers: { 200: { description: 'The product', schema: productSchema } },
      },
      async ({ caller, params: { gtin } }) => ({ status: 200, body: await supply.readProduct(caller, gtin) }),
    ),
  ];
}
