/** A pharmacist supplies packs that came to her shop: once, and so that the other shop, hospital and inspector learn what they may. */
import { CustodyJourney } from '../fixtures/custody-journey';
import { freshKey } from '../fixtures/gateway-in-process';
import { dataMatrix } from '../fixtures/pack-scans';
import { EXPIRY } from '../fixtures/packed-lots';
import { product } from '../fixtures/supply-consortium';

jest.setTimeout(120_000);
const TODAY = new Date().toISOString().slice(0, 10);

/** Astrid is at the first shop, with Tore, who is a technician; Sara at the second; Hugo at the hospital. */
const PEOPLE = {
  astrid: ['pharmacy', 'pharmacist'],
  tore: ['pharmacy', 'technician'],
  sara: ['pharmacy', 'second-pharmacist'],
  hugo: ['hospital', 'pharmacist'],
  inga: ['regulator', 'inspector'],
  dag: ['distributor', 'warehouse-clerk'],
} as const;
type Name = keyof typeof PEOPLE;

let journey: CustodyJourney;
beforeAll(async () => {
  journey = await CustodyJourney.start();
  await journey.toPharmacy('SUP', 1);
  await journey.onPallet('FAR', 2);
}, 240_000);
afterAll(() => journey.drugs.stop(), 30_000);

const scanOf = (serial: string) => dataMatrix({ lot: serial.slice(0, 3), expiry: EXPIRY, serial });

async function does(name: Name, act: string, serial: string, more: object = {}, key = freshKey()) {
  const [organisation, role] = PEOPLE[name];
  const { status, body } = await journey.drugs
    .as(organisation, role)
    .post(`/v1/packs/${act}`)
    .set('Idempotency-Key', key)
    .send({ scan: scanOf(serial), ...more });
  return { status, body: body as Record<string, unknown> };
}

const verifies = async (name: Name, serial: string) => (await does(name, 'verify', serial)).body;

it('a pack is supplied once: the shop itself, the other shop and the hospital are told each their own', async () => {
  expect(await verifies('astrid', 'SUP.0')).toMatchObject({ verdict: 'authentic', custody: 'yours' });
  expect(await does('hugo', 'supply', 'SUP.0')).toMatchObject({ status: 422, body: { code: 'NOT_HOLDER' } });
  const key = freshKey();
  const first = await does('astrid', 'supply', 'SUP.0', {}, key);
  expect(first).toMatchObject({
    status: 200,
    body: { pack: { serial: 'SUP.0' }, handedOver: false, isAtOtherSite: false },
  });
  expect(await does('astrid', 'supply', 'SUP.0', {}, key)).toEqual(first);
  expect(await does('astrid', 'supply', 'SUP.0')).toMatchObject({
    status: 200,
    body: { changedAt: first.body.changedAt },
  });

  const here = { verdict: 'already-supplied-here', advice: 'do-not-supply', since: TODAY };
  expect(await verifies('astrid', 'SUP.0')).toMatchObject(here);
  expect(await verifies('astrid', 'SUP.0')).not.toHaveProperty('alert');
  expect(await verifies('tore', 'SUP.0')).toMatchObject(here);
  const elsewhere = { verdict: 'already-supplied-elsewhere', since: TODAY, alert: expect.any(String), fmdAlert: 'A7' };
  expect(await verifies('sara', 'SUP.0')).toMatchObject(elsewhere);
  expect(await verifies('hugo', 'SUP.0')).toMatchObject(elsewhere);
  expect(await does('sara', 'supply', 'SUP.0')).toMatchObject({
    ...{ status: 409, body: { code: 'PACK_ALREADY_SUPPLIED', detail: expect.stringContaining(TODAY) } },
  });
});

it('a pack is flagged that the other shop of the pharmacy has', async () => {
  expect(await verifies('sara', 'SUP.1')).toMatchObject({ verdict: 'authentic', site: '9521103000014' });
  expect(await does('sara', 'supply', 'SUP.1')).toMatchObject({ status: 200, body: { isAtOtherSite: true } });
});

it('a supply is undone at its own site by a colleague, and never once the pack was handed over', async () => {
  await does('astrid', 'supply', 'SUP.2');
  expect(await does('sara', 'undo', 'SUP.2')).toMatchObject({ status: 422, body: { code: 'PACK_NOT_UNDOABLE' } });
  expect(await does('tore', 'undo', 'SUP.2')).toMatchObject({ status: 200 });
  expect(await verifies('astrid', 'SUP.2')).toMatchObject({ verdict: 'authentic' });
  expect(await does('tore', 'supply', 'SUP.2', { handedOver: true })).toMatchObject({
    status: 200,
    body: { handedOver: true },
  });
  expect(await does('tore', 'undo', 'SUP.2')).toMatchObject({ status: 422, body: { code: 'PACK_NOT_UNDOABLE' } });
});

it('an opened pack is drawn on until it is empty, a request once', async () => {
  const key = freshKey();
  const left = product.packSize - 20;
  expect(await does('astrid', 'open', 'SUP.3', { units: 20 }, key)).toMatchObject({
    status: 200,
    body: { units: 20, left },
  });
  expect(await does('astrid', 'open', 'SUP.3', { units: 20 }, key)).toMatchObject({ body: { left } });
  expect(await verifies('tore', 'SUP.3')).toMatchObject({ verdict: 'opened-here', advice: 'may-supply', left });
  expect(await verifies('sara', 'SUP.3')).toMatchObject({ verdict: 'already-supplied-elsewhere' });
  expect(await does('tore', 'open', 'SUP.3', { units: left + 1 })).toMatchObject({ body: { code: 'UNITS_EXCEEDED' } });
  expect(await does('tore', 'open', 'SUP.3', { units: left })).toMatchObject({ body: { left: 0 } });
  expect(await verifies('astrid', 'SUP.3')).toMatchObject({ verdict: 'already-supplied-here', left: 0 });
});

it('a pack that is not here is not supplied; one handed over all the same is recorded, flagged, and an alert', async () => {
  expect(await verifies('astrid', 'FAR.0')).toMatchObject({ verdict: 'not-in-your-custody', advice: 'do-not-supply' });
  expect(await does('astrid', 'supply', 'FAR.0')).toMatchObject({ status: 422, body: { code: 'NOT_HOLDER' } });
  const told = await does('astrid', 'hand-over', 'FAR.0');
  expect(told).toMatchObject({ status: 200, body: { flags: ['not-holder'], alert: expect.any(String) } });
  expect(await verifies('sara', 'FAR.0')).toMatchObject({ verdict: 'already-supplied-elsewhere' });
  const alert = await journey.seen('pharmacy', `/v1/alerts/${told.body.alert as string}`);
  expect(alert).toMatchObject({ cause: 'flagged-hand-over', pack: { serial: 'FAR.0' } });
});

it.each([
  ['a serial that nobody registered', 'SUP.99', 404, 'PACK_NOT_FOUND'],
  ['a lot that nobody registered', 'NIL.1', 404, 'PACK_NOT_FOUND'],
])('%s is not supplied', async (_, serial, status, code) => {
  expect(await does('astrid', 'supply', serial)).toMatchObject({ status, body: { code } });
});

it('bad input names the field, and nothing changes', async () => {
  expect(await does('astrid', 'open', 'SUP.4', { units: 0 })).toMatchObject({
    ...{ status: 400, body: { code: 'INVALID_INPUT', faults: [{ field: 'units' }] } },
  });
  expect(await does('astrid', 'decommission', 'SUP.4', { state: 'supplied' })).toMatchObject({ status: 400 });
  expect(await does('dag', 'supply', 'SUP.4')).toMatchObject({ status: 403, body: { code: 'NOT_PERMITTED' } });
  expect(await verifies('astrid', 'SUP.4')).toMatchObject({ verdict: 'authentic' });
});

it('a stolen pack is that for everybody, for good', async () => {
  expect(await does('astrid', 'decommission', 'SUP.5', { state: 'stolen' })).toMatchObject({ status: 200 });
  expect(await verifies('sara', 'SUP.5')).toMatchObject({ verdict: 'stolen', alert: expect.any(String) });
  expect(await does('astrid', 'undo', 'SUP.5')).toMatchObject({ body: { code: 'PACK_NOT_UNDOABLE' } });
  expect(await does('astrid', 'supply', 'SUP.5')).toMatchObject({ status: 409, body: { code: 'PACK_NOT_ACTIVE' } });
});

describe('a pack’s way', () => {
  const wayOf = async (name: Name, serial: string) => {
    await journey.drugs.of(PEOPLE[name][0]).caughtUp();
    return (await does(name, 'provenance', serial)).body;
  };

  it('is told to the pharmacy by maker and seller, and whether it is unbroken', async () => {
    const told = await wayOf('astrid', 'SUP.0');
    expect(told).toMatchObject({ isUnbroken: true, breaks: [], maker: 'manufacturer', seller: 'distributor' });
    expect(told).not.toHaveProperty('steps');
    expect(await wayOf('astrid', 'FAR.0')).toMatchObject({ isUnbroken: false, breaks: ['flagged-hand-over'] });
  });

  it('is told to the inspector as a whole, from its making to its supply', async () => {
    const { steps } = await wayOf('inga', 'SUP.0');
    const told = steps as { event: string; organisation: string; transactionId: string; block: number; at: string }[];
    expect(told.map(({ event, organisation }) => `${event} ${organisation}`)).toEqual([
      'PartSealed manufacturer',
      'PackingPagesWritten manufacturer',
      'ContainersPacked manufacturer',
      'ContainersShipped manufacturer',
      'ContainersReceived distributor',
      'ContainerOpened distributor',
      'ContainersShipped distributor',
      'ContainersReceived pharmacy',
      'ContainerOpened pharmacy',
      'PackSupplied pharmacy',
    ]);
    expect(told.every(({ transactionId, block, at }) => transactionId !== '' && block > 0 && at !== '')).toBe(true);
  });

  it('of a pack that nobody registered is none', async () => {
    expect(await does('inga', 'provenance', 'SUP.99')).toMatchObject({ status: 404, body: { code: 'PACK_NOT_FOUND' } });
  });
});
