/** A small demo on a new ledger, so that the first request has something to find. */
import type { NetworkPlace } from '@theriac/network';
import { z } from 'zod';
import { GatewayRequests, until } from './gateway-request';
import { openContainer, packCases, PHARMACIST, receive, RELEASE_OFFICER, ship, SITES, ssccOf } from './chain-steps';
import { assignPrefix, example, registerProduct } from './set-scene';

const GTIN = '09521104012344';
const LOT = 'DEMO-1';
const EXPIRY = '2028-06-30';

/** A pack of the seeded lot, as its DataMatrix would be typed. */
export const SEEDED_SCAN = `(01)${GTIN}(17)280630(10)${LOT}(21)PACK0001`;

/** Five cases of ten packs. */
const CASES = Array.from({ length: 5 }, (_, number) => ({
  sscc: ssccOf(number + 1),
  serials: Array.from({ length: 10 }, (_pack, n) => `PACK${String(number * 10 + n + 1).padStart(4, '0')}`),
}));

const lotsSchema = z.object({ items: z.array(z.object({ lot: z.string(), sealedParts: z.int() })) });
const containerSchema = z.object({
  holder: z.object({ organisation: z.string() }),
  shipment: z.object({ id: z.string() }).optional(),
  openedAt: z.string().optional(),
});

/** Registers prefix, product and lot, and brings the lot to the pharmacy, unless it is there; says what it does. */
export async function seedDemo(place: NetworkPlace, say: (line: string) => void): Promise<void> {
  const requests = new GatewayRequests(place);
  await seedLot(requests, say);
  await deliverLot(requests, say);
}

/**
 * All five cases go to the pharmacy, which opens the first: its packs are for the first requests. Each step goes on from
 * what stands, as far as an earlier start brought it.
 */
async function deliverLot(requests: GatewayRequests, say: (line: string) => void): Promise<void> {
  const ssccs = CASES.map(({ sscc }) => sscc);
  const [first = ''] = ssccs;
  const path = `/v1/containers/${first}`;
  const find = () => requests.send({ ...RELEASE_OFFICER, path }, containerSchema).catch(() => undefined);
  for (let step = 0; step < 4; step += 1) {
    const standing = (await find())?.body;
    if (standing?.openedAt !== undefined) return;
    if (standing === undefined) await packCases(requests, { gtin: GTIN, lot: LOT }, CASES);
    else if (standing.shipment !== undefined) await receive(requests, PHARMACIST, standing.shipment.id);
    else if (standing.holder.organisation === PHARMACIST.at) await openContainer(requests, PHARMACIST, first);
    else await ship(requests, RELEASE_OFFICER, SITES.pharmacy, ssccs);
  }
  say('Its five cases came to the pharmacy, which opened the first');
}

async function seedLot(requests: GatewayRequests, say: (line: string) => void): Promise<void> {
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
