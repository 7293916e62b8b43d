/** A small demo on a new ledger, so that the first request has something to find. */
import type { NetworkPlace } from '@theriac/network';
import { z } from 'zod';
import { GatewayRequests, until } from './gateway-request';
import { assignPrefix, example, registerProduct } from './set-scene';

const GTIN = '09521104012344';
const LOT = 'DEMO-1';
const EXPIRY = '2028-06-30';

/** A pack of the seeded lot, as its DataMatrix would be typed. */
export const SEEDED_SCAN = `(01)${GTIN}(17)280630(10)${LOT}(21)PACK0001`;

const lotsSchema = z.object({ items: z.array(z.object({ lot: z.string(), sealedParts: z.int() })) });

/** Registers prefix, product and lot unless the lot is there; says what it does. */
export async function seedDemo(place: NetworkPlace, say: (line: string) => void): Promise<void> {
  const requests = new GatewayRequests(place);
  const isSeeded = async (): Promise<boolean> => {
    const path = `/v1/lots?gtin=${GTIN}&limit=100`;
    const { body } = await requests.send({ at: 'manufacturer', as: 'release-officer', path }, lotsSchema);
    return body.items.some(({ lot, sealedParts }) => lot === LOT && sealedParts > 0);
  };
  if (await isSeeded()) return;
  await assignPrefix(requests);
  await registerProduct(requests);
  await requests.send(
    {
      ...{ at: 'manufacturer', as: 'release-officer' },
      path: `/v1/lots?gtin=${GTIN}&lot=${LOT}&expiry=${EXPIRY}`,
      file: { content: example('serials.csv'), type: 'text/csv' },
    },
    z.unknown(),
  );
  await until('the seal of the demo lot', isSeeded, (seeded) => seeded);
  say(`A demo lot is registered: ${LOT} of ${GTIN}, 50 packs`);
}
