/** What every journey of medicines begins with: the maker's company prefix and product stand on the ledger. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CHECKOUT } from '../network/local-network';
import type { GatewayRequests } from './gateway-request';

/** The maker's company prefix: 952 is GS1's own for demonstrations. */
export const COMPANY_PREFIX = '9521104';

const committedSchema = z.object({ transactionId: z.string() });

/** An example file's text. */
export function example(name: string): string {
  return readFileSync(join(CHECKOUT, 'examples', name), 'utf8');
}

/** The regulator's inspector assigns the prefix; when it is assigned already, the ledger answers with that assignment. */
export async function assignPrefix(requests: GatewayRequests): Promise<string> {
  const { body } = await requests.send(
    {
      ...{ at: 'regulator', as: 'inspector', path: '/v1/company-prefixes' },
      body: { companyPrefix: COMPANY_PREFIX, organisation: 'manufacturer' },
    },
    committedSchema,
  );
  return body.transactionId;
}

/** The maker's release officer registers the example product; the very same again is answered as the first time. */
export async function registerProduct(requests: GatewayRequests): Promise<string> {
  const { body } = await requests.send(
    { at: 'manufacturer', as: 'release-officer', path: '/v1/products', body: JSON.parse(example('product.json')) },
    committedSchema,
  );
  return body.transactionId;
}
