/** A maker's serials become a lot on the ledger: what is asked first, what is kept, and who is told the secret. */
import { sql } from 'drizzle-orm';
import { gtinSchema, lotNumberSchema, serialSchema } from '@theriac/domain/gs1';
import { fromHex, toHex } from '@theriac/domain/ledger';
import { packDigest } from '@theriac/domain/supply';
import { LotStore, nodeDigest } from '../../gateway-api/src/supply';
import { freshKey, rows } from '../fixtures/gateway-in-process';
import { csvOf, lotPath } from '../fixtures/packed-lots';
import { product, SupplyConsortium } from '../fixtures/supply-consortium';
import { eventually } from '../fixtures/whole-gateways';

const { gtin } = product;
const serialsOf = (count: number, prefix: string): string[] => Array.from({ length: count }, (_, n) => `${prefix}${n}`);

let drugs: SupplyConsortium;
beforeAll(async () => {
  drugs = await SupplyConsortium.start('manufacturer', 'pharmacy', 'hospital', 'regulator', 'distributor', 'clinic');
}, 240_000);
jest.setTimeout(90_000);
afterAll(() => drugs.stop(), 30_000);

const officer = () => drugs.as('manufacturer', 'release-officer');
const upload = (path: string, text: string | Buffer, type = 'text/csv') =>
  officer().post(path).set('Content-Type', type).send(text);
const packCount = async (): Promise<number> => {
  const { db } = drugs.of('manufacturer').database;
  const [row] = await rows<{ n: number }>(db, sql`select count(*)::int as n from packs`);
  return row!.n;
};

describe('the regulator and the maker', () => {
  it('assigns a company prefix and registers a product under it', async () => {
    const refused = await officer().post('/v1/products').send(product).expect(422);
    expect(refused.body).toMatchObject({ code: 'PREFIX_NOT_ASSIGNED' });
    const command = { companyPrefix: '9506000', organisation: 'manufacturer' };
    await officer().post('/v1/company-prefixes').send(command).expect(403);
    const inspector = drugs.as('regulator', 'inspector');
    const assigned = await inspector.post('/v1/company-prefixes').set('Idempotency-Key', freshKey()).send(command);
    expect(assigned).toMatchObject({ status: 201, body: command });
    const registered = await officer().post('/v1/products').send(product).expect(201);
    expect(registered.body).toMatchObject({ ...product, organisation: 'manufacturer' });
    expect(registered.headers.location).toBe(`/v1/products/${gtin}`);
  });

  it('shows both to every member of the channel', async () => {
    await drugs.of('pharmacy').caughtUp();
    const pharmacist = drugs.as('pharmacy', 'pharmacist');
    expect((await pharmacist.get('/v1/company-prefixes').expect(200)).body).toMatchObject({
      items: [{ companyPrefix: '9506000', organisation: 'manufacturer' }],
    });
    expect((await pharmacist.get('/v1/products?limit=1').expect(200)).body).toMatchObject({ items: [{ gtin }] });
    expect((await pharmacist.get(`/v1/products/${gtin}`).expect(200)).body).toMatchObject(product);
    await pharmacist.get('/v1/products/09506000134369').expect(404);
    await pharmacist.get('/v1/products/09506000134353').expect(400);
  });

  it('tells an organisation that is not on the channel why it has nothing', async () => {
    const physician = drugs.as('clinic', 'physician');
    for (const path of [
      '/v1/products',
      '/v1/lots',
      '/v1/containers',
      '/v1/shipments',
      '/epcis/capture',
      '/v1/captured-events',
    ]) {
      const { body } = await physician.get(path).expect(404);
      expect(body).toMatchObject({
        code: 'CHANNEL_NOT_JOINED',
        detail: expect.stringContaining('clinic is no member'),
      });
    }
    const posted = physician.post(lotPath('N1')).set('Content-Type', 'text/csv').send(csvOf('A1'));
    expect((await posted).body).toMatchObject({ code: 'CHANNEL_NOT_JOINED' });
  });
});

describe('a file of serials', () => {
  it('becomes a sealed part with exactly its packs', async () => {
    const serials = serialsOf(1_500, 'A');
    const begun = await upload(lotPath('LOT-A'), csvOf(...serials)).expect(202);
    expect(begun.body).toMatchObject({ kind: 'register-part', progress: { unit: 'packs' } });
    expect(await drugs.jobEnded('manufacturer', begun.body.id)).toBe('succeeded');
    const { body: job } = await officer().get(begun.headers.location!).expect(200);
    expect(job).toMatchObject({ progress: { done: 1_500, total: 1_500 }, location: `/v1/lots/${gtin}/LOT-A` });
    const { body: lot } = await officer().get(job.location).expect(200);
    expect(lot).toMatchObject({
      expiry: '2028-06-30',
      maker: 'manufacturer',
      parts: [{ packs: 1_500, isSealed: true }],
      secret: { held: true, sentTo: ['distributor', 'hospital', 'pharmacy', 'regulator'], refused: [] },
    });
    await drugs.of('pharmacy').caughtUp();
    expect(await digestsOnLedger('LOT-A')).toEqual(await digestsOf('LOT-A', serials));
    const some = ['A0', 'A749', 'A1499', 'A1500', 'a1'];
    const [genuine, unknown] = ['authentic', 'unknown-serial'];
    expect(await verdicts('LOT-A', some)).toEqual([genuine, genuine, genuine, unknown, unknown]);
  });

  it('is taken as NDJSON too, and as a later part of the same lot', async () => {
    const lines = serialsOf(3, 'B').map((serial) => JSON.stringify({ serial }));
    const begun = await upload(lotPath('LOT-A'), lines.join('\n'), 'application/x-ndjson').expect(202);
    expect(await drugs.jobEnded('manufacturer', begun.body.id)).toBe('succeeded');
    const { body: lot } = await officer().get(`/v1/lots/${gtin}/LOT-A`);
    expect(lot.parts).toMatchObject([{ packs: 1_500 }, { packs: 3, isSealed: true }]);
    expect(await verdicts('LOT-A', ['B0', 'A0'])).toEqual(['authentic', 'authentic']);
  });

  it('is the same registration when it is sent again under its key', async () => {
    const send = () => upload(lotPath('LOT-K'), csvOf('K1', 'K2')).set('Idempotency-Key', 'once');
    const [first, second] = [await send(), await send()];
    expect([first.status, second.status]).toEqual([202, 202]);
    expect(second.body.id).toBe(first.body.id);
    const other = await upload(lotPath('LOT-K'), csvOf('K3')).set('Idempotency-Key', 'once');
    expect(other.body).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    expect(await drugs.jobEnded('manufacturer', first.body.id)).toBe('succeeded');
    const { db } = drugs.of('manufacturer').database;
    expect(await rows(db, sql`select id from uploads`)).toEqual([]);
  });
});

describe('two files at once with a serial in common', () => {
  it('end with one of them', async () => {
    const before = await packCount();
    const answers = await Promise.all(['LOT-R1', 'LOT-R2'].map((lot) => upload(lotPath(lot), csvOf('R1', lot))));
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 422]);
    expect(await packCount()).toBe(before + 2);
  });
});

describe('the lot’s secret', () => {
  it('comes to those who verify, checked against the ledger', async () => {
    const maker = await secretOf('manufacturer', 'LOT-A');
    for (const name of ['pharmacy', 'hospital', 'distributor', 'regulator']) {
      await eventually(
        () => secretOf(name, 'LOT-A'),
        (secret) => secret === maker,
      );
      const { body } = await drugs
        .as(name, name === 'regulator' ? 'inspector' : 'administrator')
        .get(`/v1/lots/${gtin}/LOT-A`);
      expect(body.secret).toEqual({ held: true, sentTo: [], refused: [] });
    }
  });

  it('comes to the named organisations alone, and to the regulator', async () => {
    const begun = await upload(lotPath('LOT-S', { secretTo: 'hospital' }), csvOf('S1')).expect(202);
    expect(await drugs.jobEnded('manufacturer', begun.body.id)).toBe('succeeded');
    for (const name of ['hospital', 'regulator'])
      await eventually(
        () => secretOf(name, 'LOT-S'),
        (secret) => secret !== undefined,
      );
    expect(await secretOf('pharmacy', 'LOT-S')).toBeUndefined();
  });

  it('is refused and shown when it is wrong, whoever sends it', async () => {
    const { inbox } = drugs.of('pharmacy').gateway;
    const message = (secret: string) => ({
      ...{ id: crypto.randomUUID(), kind: 'lot-secret' },
      body: { gtin, lot: 'LOT-S', secret },
    });
    const wrong = message('ab'.repeat(32));
    await expect(inbox.take('manufacturer', wrong)).rejects.toMatchObject({ code: 'LOT_SECRET_WRONG' });
    await expect(inbox.take('rival', wrong)).rejects.toMatchObject({ code: 'LOT_SECRET_WRONG' });
    await expect(inbox.take('clinic', wrong)).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
    await expect(inbox.take('manufacturer', message('ab'))).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    const { body } = await drugs.as('pharmacy', 'pharmacist').get(`/v1/lots/${gtin}/LOT-S`);
    expect(body.secret).toMatchObject({
      held: false,
      refused: [
        { from: 'manufacturer', code: 'LOT_SECRET_WRONG' },
        { from: 'rival', code: 'LOT_SECRET_WRONG' },
      ],
    });
    const right = message((await secretOf('manufacturer', 'LOT-S'))!);
    // Any member may pass it on, with the packs: that it is right the ledger says.
    await inbox.take('hospital', right);
    await inbox.take('hospital', right);
    expect(await secretOf('pharmacy', 'LOT-S')).toBe(right.body.secret);
  });
});

describe('the projections', () => {
  it('list lots, and find a digest’s part by one query', async () => {
    await drugs.of('pharmacy').caughtUp();
    const pharmacist = drugs.as('pharmacy', 'pharmacist');
    const { body } = await pharmacist.get(`/v1/lots?gtin=${gtin}&limit=2`).expect(200);
    expect(body.items).toMatchObject([
      { lot: 'LOT-A', packs: 1_503, parts: 2, sealedParts: 2 },
      { lot: 'LOT-K', packs: 2, parts: 1, sealedParts: 1 },
    ]);
    const next = await pharmacist.get(`/v1/lots?limit=2&after=${body.next as string}`).expect(200);
    expect(next.body.items).toHaveLength(2);
    await pharmacist.get('/v1/lots?after=nonsense').expect(400);
    const { db } = drugs.of('pharmacy').database;
    const lots = new LotStore(db);
    const [key, lot] = [gtinSchema.parse(gtin), lotNumberSchema.parse('LOT-A')];
    const secret = fromHex((await secretOf('pharmacy', 'LOT-A'))!);
    const digestOf = (serial: string) => packDigest(nodeDigest, secret, key, serialSchema.parse(serial));
    const parts = await rows<{ registration: string }>(
      db,
      sql`select registration from parts where lot = 'LOT-A' order by packs desc`,
    );
    expect(await lots.partHolding(key, [{ lot, digest: digestOf('A77') }])).toBe(parts[0]!.registration);
    expect(await lots.partHolding(key, [{ lot, digest: digestOf('B2') }])).toBe(parts[1]!.registration);
    expect(await lots.partHolding(key, [{ lot, digest: digestOf('made-up') }])).toBeUndefined();
  });
});

describe('a gateway whose serial index lost packs', () => {
  it('refuses more of that product until its index is whole again, and of no other', async () => {
    const maker = drugs.of('manufacturer');
    await maker.caughtUp();
    const again = await drugs.join('manufacturer');
    await again.caughtUp();
    const refused = await upload(lotPath('LOT-Z'), csvOf('Z1')).expect(503);
    expect(refused.body).toMatchObject({ code: 'SERIAL_INDEX_INCOMPLETE' });
    const other = '09506000134369';
    await officer()
      .post('/v1/products')
      .send({ ...product, gtin: other, nationalNumbers: [] })
      .expect(201);
    await upload(lotPath('LOT-Z', { gtin: other }), csvOf('Z1')).expect(202);
  });
});

/** Every digest on the pages of a lot, as a member's projection has them from the blocks. */
async function digestsOnLedger(lot: string): Promise<string[]> {
  const { db } = drugs.of('pharmacy').database;
  const pages = await rows<{ digests: Buffer }>(
    db,
    sql`select digests from part_pages join parts using (registration) where lot = ${lot}`,
  );
  return pages.flatMap(({ digests }) => digests.toString('hex').match(/.{32}/g) ?? []).sort();
}

async function digestsOf(lot: string, serials: readonly string[]): Promise<string[]> {
  const secret = fromHex((await secretOf('manufacturer', lot))!);
  const key = gtinSchema.parse(gtin);
  return serials.map((one) => toHex(packDigest(nodeDigest, secret, key, serialSchema.parse(one)))).sort();
}

async function verdicts(lot: string, serials: readonly string[]): Promise<string[]> {
  const secret = fromHex((await secretOf('manufacturer', lot))!);
  const pharmacist = await drugs.contracts.person('pharmacy', 'pharmacist');
  const found: string[] = [];
  for (const serial of serials) {
    const digest = toHex(packDigest(nodeDigest, secret, gtinSchema.parse(gtin), serialSchema.parse(serial)));
    const packs = [{ gtin, lot, digest }];
    const [answer] = (await drugs.contracts.evaluate(pharmacist, 'DrugSupply:VerifyPacks', { packs })) as {
      verdict: string;
    }[];
    found.push(answer?.verdict ?? 'none');
  }
  return found;
}

async function secretOf(organisation: string, lot: string): Promise<string | undefined> {
  const { db } = drugs.of(organisation).database;
  const [row] = await rows<{ secret: Buffer }>(db, sql`select secret from lot_secrets where lot = ${lot}`);
  return row?.secret.toString('hex');
}
