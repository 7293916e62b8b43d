/** Company prefixes over HTTP: the regulator assigns them, everybody on the channel sees them. */
import { companyPrefixSchema } from '@theriac/domain/gs1';
import { assignCompanyPrefixSchema } from '@theriac/domain/supply';
import { z } from 'zod';
import { route, type Route } from '../http/route';
import type { CompanyPrefixStore } from './company-prefixes.store';
import { pageOfRows, pageSchema, pagingQuery, readCursor } from '../http/paging';
import type { SupplyChannel } from './supply-channel';
import type { SupplyClient } from './supply.client';
import { committedView, prefixViewSchema } from './views';

const cursorSchema = z.tuple([companyPrefixSchema]);
const tag = 'Products';

/** The routes of company prefixes. */
export function companyPrefixRoutes(
  supply: SupplyClient,
  prefixes: CompanyPrefixStore,
  channel: SupplyChannel,
): Route[] {
  return [
    route(
      {
        method: 'post',
        path: '/v1/company-prefixes',
        ...{ tag, summary: 'Assign a GS1 company prefix to an organisation' },
        guard: channel.guard('AssignCompanyPrefix'),
        body: assignCompanyPrefixSchema,
        answers: { 201: { description: 'The assignment stands on the ledger', schema: prefixViewSchema } },
      },
      async ({ caller, body, reference }) => {
        const committed = await supply.assignCompanyPrefix(caller, body, reference);
        return { status: 201, headers: { Location: '/v1/company-prefixes' }, body: committedView(committed) };
      },
    ),
    route(
      {
        method: 'get',
        path: '/v1/company-prefixes',
        ...{ tag, summary: 'Company prefixes and whose they are' },
        guard: channel.guard('ReadProduct'),
        query: z.strictObject(pagingQuery),
        answers: { 200: { description: 'A page of prefixes', schema: pageSchema(prefixViewSchema) } },
      },
      async ({ query: { limit, after } }) => {
        const [from] = readCursor(after, cursorSchema) ?? [];
        const rows = await prefixes.list(from, limit + 1);
        const view = ({ at, ...row }: (typeof rows)[number]) => ({ ...row, changedAt: at });
        return { status: 200, body: pageOfRows(rows, limit, ({ companyPrefix }) => [companyPrefix], view) };
      },
    ),
  ];
}
