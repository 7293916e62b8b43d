/** Whole operations of people who keep their key: over HTTP, through the gateway's own code, to contracts on the test ledger. */
import 'reflect-metadata';
import { peer } from '@hyperledger/fabric-protos';
import { describe as linesOf, type Shown, type ShownTransaction, UserKey } from '@theriac/client';
import { siteOf } from '../../chaincode/src/fixtures/consortium';
import { CustodyJourney } from '../../test/fixtures/custody-journey';
import { personOf } from '../../test/fixtures/gateway-in-process';
import { dataMatrix } from '../../test/fixtures/pack-scans';
import { EXPIRY } from '../../test/fixtures/packed-lots';
import { consortium, product } from '../../test/fixtures/supply-consortium';
import { type Asked, manInTheMiddle } from './fixtures/man-in-the-middle';
import { gatewaysOf, programOf } from './fixtures/own-key-program';
import { certify } from './fixtures/own-user';
import { proposalWith } from './fixtures/remade';

jest.setTimeout(120_000);

let journey: CustodyJourney;
let gateways: Awaited<ReturnType<typeof gatewaysOf>>;
beforeAll(async () => {
  journey = await CustodyJourney.start();
  gateways = await gatewaysOf(journey.drugs, 'manufacturer', 'distributor', 'pharmacy');
}, 240_000);
afterAll(async () => {
  await gateways.close();
  await journey.drugs.stop();
}, 30_000);

const programAt = (organisation: string, role: string, more: Parameters<typeof programOf>[3] = {}) =>
  programOf(gateways.urlOf(organisation), organisation, role, more);

const height = () => journey.drugs.contracts.ledger.height('supply');
const headsPath = '/v1/channels/supply/heads';
const head = (log: string, size: number) => ({ log, size, head: 'a'.repeat(64) });

describe('a user who keeps their key', () => {
  it('ships a container, and its receiver takes it over: both see what they sign', async () => {
    const { pallet } = await journey.onPallet('OWN', 1);
    const maker = await programAt('manufacturer', 'release-officer');
    const order = { containers: [pallet], to: { site: siteOf('distributor') } };
    const sent = await maker.client.request('POST', '/v1/shipments', order, { expect: 'DrugSupply:ShipContainers' });
    expect(sent).toMatchObject({ status: 201, body: { shipment: expect.any(String) } });
    const { shipment } = sent.body as { shipment: string };
    expect(sent.headers.get('Location')).toBe(`/v1/shipments/${shipment}`);
    expect(maker.steps().slice(-2)).toEqual([
      'proposal DrugSupply:ShipContainers',
      'transaction DrugSupply:ShipContainers',
    ]);
    const transaction = maker.shown.at(-1) as ShownTransaction;
    expect(transaction.event?.name).toBe('ContainersShipped');
    expect(linesOf(transaction).join('\n')).toContain(pallet);

    const receiver = await programAt('distributor', 'warehouse-clerk');
    const path = `/v1/shipments/${shipment}/receive`;
    const received = await receiver.client.request('POST', path, {}, { expect: 'DrugSupply:ReceiveContainers' });
    expect(received).toMatchObject({ status: 200, body: { shipment, containers: [pallet] } });
    expect(await journey.seen('distributor', `/v1/containers/${pallet}`)).toMatchObject({
      holder: { organisation: 'distributor', site: siteOf('distributor') },
    });
  });

  it('supplies a pack, and sees what goes to the endorsers alone', async () => {
    await journey.toPharmacy('SUP', 2);
    const { client, shown } = await programAt('pharmacy', 'pharmacist');
    const scan = dataMatrix({ lot: 'SUP', expiry: EXPIRY, serial: 'SUP.0' });
    const supplied = await client.request('POST', '/v1/packs/supply', { scan }, { expect: 'DrugSupply:SupplyPack' });
    expect(supplied).toMatchObject({ status: 200, body: { pack: { serial: 'SUP.0' } } });
    const proposal = shown.find(({ step }) => step === 'proposal');
    expect(proposal).toMatchObject({ transient: [{ name: 'salt' }], creator: { mspId: 'PharmacyMSP' } });
  });

  it('proposes a recall', async () => {
    const { client } = await programAt('manufacturer', 'release-officer');
    await journey.onPallet('BAD', 3);
    const saying = { class: 'II', depth: 'pharmacy', reason: 'Glass in capsules', instructions: 'Set apart' };
    const body = { gtin: product.gtin, kind: 'recall', lots: ['BAD'], ...saying };
    const proposed = await client.request('POST', '/v1/recalls', body, { expect: 'DrugSupply:ProposeRecall' });
    expect(proposed.status).toBe(201);
  });

  it('asks the ledger a question', async () => {
    const { client, steps } = await programAt('distributor', 'warehouse-clerk');
    const known = await client.request('GET', `/v1/products/${product.gtin}`);
    expect(known).toMatchObject({ status: 200, body: { gtin: product.gtin } });
    expect(steps()).toEqual(['evaluation DrugSupply:ReadProduct']);
  });

  it('is told what gateway or ledger refuse', async () => {
    const { client } = await programAt('distributor', 'warehouse-clerk');
    const shipping = client.request('POST', '/v1/shipments', { containers: [], to: { site: '1' } });
    await expect(shipping).rejects.toMatchObject({ name: 'ProblemError', code: 'INVALID_INPUT', status: 400 });
    await expect(shipping).rejects.toHaveProperty('faults', expect.arrayContaining([expect.anything()]));
  });

  it('cannot begin what goes on after the request', async () => {
    const { client, shown } = await programAt('manufacturer', 'release-officer');
    const body = { gtin: product.gtin, lot: 'OWN', containers: [] };
    await expect(client.request('POST', '/v1/packings', body)).rejects.toMatchObject({ code: 'GATEWAY_KEY_NEEDED' });
    expect(shown).toEqual([]);
  });
});

describe('nothing is signed, and nothing changes', () => {
  it('when the user says no, at either step', async () => {
    const before = height();
    for (const last of ['proposal', 'transaction']) {
      const review = ({ step }: Shown) => step !== last;
      const { client } = await programAt('distributor', 'administrator', { review });
      const anchoring = client.request('POST', headsPath, head(`declined-at-${last}`, 1));
      await expect(anchoring).rejects.toMatchObject({ name: 'SigningDeclined' });
    }
    expect(height()).toBe(before);
  });

  it('when it is not what the application expects, whatever the user would say', async () => {
    const before = height();
    const { client, shown } = await programAt('distributor', 'administrator');
    const anchoring = client.request('POST', headsPath, head('journal', 1), { expect: ['DrugSupply:SupplyPack'] });
    await expect(anchoring).rejects.toMatchObject({ name: 'RefusedToSign', reason: 'OTHER_TRANSACTION' });
    expect([shown, height()]).toEqual([[], before]);
  });

  it.each<[string, (asked: Asked) => Asked, object]>([
    [
      'one byte of the arguments was changed on its way: the gateway has other bytes',
      (asked) => ({ ...asked, bytes: withArgument(asked, '{"log":"other","size":1}') }),
      { name: 'ProblemError', code: 'SIGNATURE_REFUSED' },
    ],
    [
      'the gateway says another transaction',
      (asked) => ({ ...asked, transaction: 'A:B' }),
      reason('OTHER_TRANSACTION'),
    ],
    ['the gateway says another channel', (asked) => ({ ...asked, channel: 'care' }), reason('OTHER_CHANNEL')],
    ['a proposal comes as a transaction', (asked) => ({ ...asked, step: 'transaction' }), reason('OTHER_PROPOSAL')],
    ['a transaction follows what was signed as a question', asQuestion, reason('OTHER_PROPOSAL')],
  ])('when %s', async (_, change, failure) => {
    const before = height();
    const middle = await manInTheMiddle(gateways.urlOf('distributor'), change);
    const { client } = await programOf(middle.url, 'distributor', 'administrator');
    const anchoring = client.request('POST', headsPath, head('in-the-middle', 1));
    await expect(anchoring).rejects.toMatchObject(failure);
    expect(height()).toBe(before);
    await middle.close();
  });
});

describe('a command that others overtake', () => {
  it('is to be signed anew, under the same key, and is then done once', async () => {
    const other = await programAt('distributor', 'administrator');
    let overtakes = true;
    const review = async ({ step }: Shown): Promise<boolean> => {
      if (step === 'transaction' && overtakes) {
        overtakes = false;
        await other.client.request('POST', headsPath, head('contested', 2));
      }
      return true;
    };
    const { client, steps } = await programAt('distributor', 'administrator', { review });
    const command = head('contested', 5);
    const failure = await client.request('POST', headsPath, command).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'ResignNeeded', code: 'RESIGN', status: 409 });
    const { idempotencyKey } = failure as { idempotencyKey: string };
    const done = await client.request('POST', headsPath, command, { idempotencyKey });
    expect(done.status).toBe(201);
    expect(steps()).toHaveLength(4);

    const again = await client.request('POST', headsPath, command, { idempotencyKey });
    expect([again.body, again.headers.get('Idempotency-Replayed')]).toEqual([done.body, 'true']);
    expect(steps()).toHaveLength(4);
  });
});

describe('the user’s certificate', () => {
  const { person, role, site } = personOf(consortium, 'distributor', 'administrator');
  const authority = () => journey.drugs.contracts.ledger.authority('distributor');

  it('is kept while it lasts, and renewed before it ends', async () => {
    const key = await UserKey.generate();
    const certificate = await certify(authority(), await key.publicKey(), person, { role, site: site! });
    const lasting = await programAt('distributor', 'administrator', { key, certificate });
    expect(await lasting.client.certificate()).toBe(certificate);
    const almostOver = () => Date.UTC(2099, 0) - 299_000;
    const ending = await programAt('distributor', 'administrator', { key, certificate, now: almostOver });
    expect(await ending.client.certificate()).not.toBe(certificate);
  });

  it('is asked for anew when it does not say what the token says any more', async () => {
    const key = await UserKey.generate();
    const certificate = await certify(authority(), await key.publicKey(), person, { role: 'inspector', site: site! });
    const { client } = await programAt('distributor', 'administrator', { key, certificate });
    expect((await client.request('POST', headsPath, head('another-role', 1))).status).toBe(201);
  });
});

function reason(word: string): object {
  return { name: 'RefusedToSign', reason: word };
}

function withArgument({ bytes }: Asked, argument: string): string {
  const changed = proposalWith.input(Buffer.from(bytes, 'base64'), (input: peer.ChaincodeInput) => {
    const [name] = input.getArgsList_asU8();
    input.setArgsList([name!, Buffer.from(argument)]);
  });
  return Buffer.from(changed).toString('base64');
}

function asQuestion(asked: Asked): Asked {
  return asked.step === 'proposal' ? { ...asked, step: 'evaluation' } : asked;
}
