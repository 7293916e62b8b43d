/** A gateway dies after each durable deed of a registration in turn: the next one ends it with exactly the file's packs. */
import { sql } from 'drizzle-orm';
import request from 'supertest';
import { gtinSchema, serialSchema } from '@theriac/domain/gs1';
import { toHex } from '@theriac/domain/ledger';
import { digestsOf, packDigests, PAGE_OBJECT_TYPE } from '@theriac/domain/supply';
import { nodeDigest } from '../../gateway-api/src/supply';
import { endDespiteDeath, killAfterEachDeed } from '../fixtures/deaths-of-gateways';
import { type GatewayInProcess, rows } from '../fixtures/gateway-in-process';
import { product, SupplyConsortium } from '../fixtures/supply-consortium';

jest.setTimeout(600_000);
const { gtin } = product;
/** Two pages in one batch: the deeds then come in one order. */
const PACKS = 700;

let drugs: SupplyConsortium;
beforeAll(async () => {
  drugs = await SupplyConsortium.start('regulator');
  await drugs.registerProduct();
}, 240_000);
afterAll(() => drugs.stop(), 30_000);

interface Journey {
  readonly name: string;
  readonly send: (gateway: GatewayInProcess, lot: string, serials: readonly string[], key: string) => Promise<number>;
}

const query = (lot: string): string => new URLSearchParams({ gtin, lot, expiry: '2028-06-30' }).toString();

const JOURNEYS: readonly Journey[] = [
  {
    name: 'an uploaded file',
    send: async ({ app }, lot, serials, key) =>
      (
        await request(app)
          .post(`/v1/lots?${query(lot)}`)
          .set({ 'X-Test-Caller': 'release-officer', 'Content-Type': 'text/csv', 'Idempotency-Key': key })
          .send(`serial\n${serials.join('\n')}\n`)
      ).status,
  },
  {
    name: 'an EPCIS document',
    send: async ({ app }, lot, serials, key) =>
      (
        await request(app)
          .post('/epcis/capture')
          .set({ 'X-Test-Caller': 'release-officer', 'Content-Type': 'application/json', 'Idempotency-Key': key })
          .send(JSON.stringify(documentOf(lot, serials)))
      ).status,
  },
];

describe.each(JOURNEYS)('$name', ({ name, send }) => {
  it('is registered once, whichever deed the gateway dies after', async () => {
    const { url, db } = await drugs.server.fresh();
    await killAfterEachDeed({ above: 20, below: 200 }, async (deed) => {
      const lot = `${name.slice(3, 4)}-${deed}`;
      const serials = Array.from({ length: PACKS }, (_, n) => `${lot}.${n}`);
      const register = (gateway: GatewayInProcess, key: string) => send(gateway, lot, serials, key);
      const died = await endDespiteDeath(drugs, deed, { send: register, url });
      await expectExactly(db, lot, serials);
      return died;
    });
  });
});

/** One sealed part with these packs and no other, indexed once, its secret owed to each receiver once. */
async function expectExactly(db: Parameters<typeof rows>[0], lot: string, serials: readonly string[]): Promise<void> {
  // First, since it tells why.
  expect(await rows(db, sql`select problem from jobs where state = 'failed'`)).toEqual([]);
  const reader = await drugs.contracts.person('pharmacy', 'pharmacist');
  const known = (await drugs.contracts.evaluate(reader, 'DrugSupply:ReadLot', { gtin, lot })) as {
    parts: { registration: string; packs: number; pages: number; isSealed: boolean }[];
  };
  expect(known.parts).toMatchObject([{ packs: serials.length, isSealed: true }]);
  const [part] = known.parts;
  const [held] = await rows<{ secret: Buffer }>(db, sql`select secret from lot_secrets where lot = ${lot}`);
  const expected = packDigests(
    nodeDigest,
    held!.secret,
    gtinSchema.parse(gtin),
    serials.map((one) => serialSchema.parse(one)),
  );
  const written = Array.from({ length: part!.pages }, (_, number) => [
    ...digestsOf(
      drugs.contracts.ledger.stateOf(
        'supply',
        `\u0000${PAGE_OBJECT_TYPE}\u0000${part!.registration}\u0000${number}\u0000`,
      )!,
    ),
  ]).flat();
  expect(written.map(toHex).sort()).toEqual([...digestsOf(expected)].map(toHex).sort());
  const indexed = await rows<{ serial: string; state: string }>(
    db,
    sql`select serial, state from packs join registrations on number = registration where lot = ${lot}`,
  );
  expect(indexed.map(({ serial }) => serial).sort()).toEqual([...serials].sort());
  expect(new Set(indexed.map(({ state }) => state))).toEqual(new Set(['sealed']));
  const owed = await rows<{ receiver: string }>(
    db,
    sql`select receiver from outbox_messages where body ->> 'lot' = ${lot} order by receiver`,
  );
  expect(owed.map(({ receiver }) => receiver)).toEqual(['distributor', 'hospital', 'pharmacy', 'regulator']);
}

function documentOf(lot: string, serials: readonly string[]): object {
  return {
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-11-20T08:00:00.000Z',
    epcisBody: {
      eventList: [
        {
          type: 'ObjectEvent',
          eventTime: '2026-11-20T08:00:00.000Z',
          eventTimeZoneOffset: '+01:00',
          epcList: serials.map((serial) => `https://id.gs1.org/01/${gtin}/21/${serial}`),
          action: 'ADD',
          bizStep: 'commissioning',
          disposition: 'active',
          readPoint: { id: 'https://id.gs1.org/414/9521104000013' },
          ilmd: { 'cbvmda:lotNumber': lot, 'cbvmda:itemExpirationDate': '2028-06-30' },
        },
      ],
    },
  };
}
