/** A pharmacist scans packs: what she is told, who is told of a suspicion, and who answers when somebody is away. */
import { sql } from 'drizzle-orm';
import { lotNumberSchema } from '@theriac/domain/gs1';
import { siteOf } from '../../chaincode/src/fixtures/consortium';
import { preparePart, product } from '../../chaincode/src/fixtures/supply-commands';
import { ASTRID, AUTUMN, DrugChain, INGA, OLD, PER, PETRA, RASMUS, SPRING, WHOLESALE } from '../fixtures/drug-chain';
import { rows } from '../fixtures/gateway-in-process';
import { dataMatrix, withCapsLock, withGermanKeyboard, withoutSeparators } from '../fixtures/pack-scans';
import { eventually } from '../fixtures/whole-gateways';

// Whole gateways on a machine that does other things as well.
jest.setTimeout(60_000);

const { gtin } = product;
const wholesale = dataMatrix({ ...WHOLESALE, serial: 'G1' });
/** Genuine, and never sent to the pharmacy. */
const ELSEWHERE = { verdict: 'not-in-your-custody', advice: 'do-not-supply', custody: 'elsewhere' };

let chain: DrugChain;
beforeAll(async () => {
  chain = await DrugChain.start();
}, 240_000);
afterAll(() => chain.gateways.stop(), 60_000);

describe('Astrid scans a pack at the pharmacy', () => {
  it('that its maker registered: authentic, with the product’s name', async () => {
    const told = await chain.scans(ASTRID, dataMatrix({ ...SPRING, serial: 'Nor7x1' }));
    expect(told).toEqual({
      ...{ verdict: 'authentic', advice: 'may-supply', sentence: 'This pack was registered by its maker.' },
      pack: { gtin, lot: SPRING.lot, serial: 'Nor7x1', expiry: SPRING.expiry },
      product: { name: product.name, strength: product.strength, form: product.form },
      ...{ expiry: SPRING.expiry, maker: 'manufacturer', judgedBy: 'pharmacy', at: expect.any(String) },
      ...{ custody: 'yours', site: siteOf('pharmacy') },
    });
  });

  it.each([
    ['bracketed text', `(01)${gtin}(17)280630(10)${SPRING.lot}(21)Nor7x1`],
    ['a Digital Link', `https://id.example/01/${gtin}/10/${SPRING.lot}/21/Nor7x1?17=280630`],
  ])('written as %s: the same', async (_, scan) => {
    expect(await chain.scans(ASTRID, scan)).toMatchObject({ verdict: 'authentic' });
  });

  it.each([
    ['with a made-up serial', { ...SPRING, serial: 'FAKE1' }, 'unknown-serial', 'A3'],
    ['whose serial stands in another lot', { ...AUTUMN, serial: 'Nor7x1' }, 'unknown-serial', 'A3'],
    ['of a lot that nobody registered', { lot: 'NO-SUCH', serial: 'Nor7x1' }, 'lot-not-known', 'A2'],
    ['with another expiry', { ...SPRING, expiry: '2029-06-30', serial: 'S1' }, 'wrong-expiry', 'A52'],
  ])('%s: %s is %s, and an alert is filed', async (_, pack, verdict, fmdAlert) => {
    const told = await chain.scans(ASTRID, dataMatrix(pack));
    const refused = { advice: 'do-not-supply', alert: expect.any(String), judgedBy: 'pharmacy' };
    expect(told).toMatchObject({ verdict, fmdAlert, ...refused });
    const alert = { cause: verdict, fmdAlert, asker: 'pharmacy' };
    expect((await chain.alertAt(ASTRID, told.alert!)).body).toMatchObject(alert);
  });

  it.each([
    ['that expired yesterday', { ...OLD, serial: 'O1' }, 'expired', 'do-not-supply'],
    ['of another network', { lot: 'X', serial: '1', gtin: '09506000134369' }, 'product-not-in-network', 'cannot-judge'],
    ['without a serial', SPRING, 'not-serialised', 'cannot-judge'],
  ])('%s: no reason to suspect anybody', async (_, pack, verdict, advice) => {
    const told = await chain.scans(ASTRID, dataMatrix(pack));
    expect(told).toMatchObject({ verdict, advice });
    expect(told.alert).toBeUndefined();
  });

  it('of a part that is not sealed yet: to be scanned again later, while its sealed packs are authentic', async () => {
    const open = { lot: 'P-5', expiry: '2028-06-30' };
    await chain.registers(open, ['P1']);
    await chain.delivers(open, ['P1']);
    await chain.holdsSecret(ASTRID, open.lot);
    const { db } = chain.gateways.databaseOf('pharmacy');
    const [held] = await rows<{ secret: Buffer }>(db, sql`select secret from lot_secrets where lot = ${open.lot}`);
    const lot = { lot: lotNumberSchema.parse(open.lot), secret: held!.secret };
    const { contracts } = chain.gateways;
    const officer = await contracts.person('manufacturer', 'release-officer');
    // Its one pack is S0.
    await contracts.submit(officer, 'DrugSupply:RegisterPart', preparePart(5, 1, 0, lot).command);
    const told = await chain.scans(ASTRID, dataMatrix({ ...open, serial: 'S0' }));
    expect(told).toMatchObject({ verdict: 'still-being-registered', advice: 'do-not-supply' });
    expect(told.alert).toBeUndefined();
    expect(await chain.scans(ASTRID, dataMatrix({ ...open, serial: 'P1' }))).toMatchObject({ verdict: 'authentic' });
  });
});

describe('a scanner that is set wrongly', () => {
  const right = dataMatrix({ ...SPRING, serial: 'zYx9' });
  const old = dataMatrix({ ...OLD, serial: 'O1' });
  const serialFirst = `01${gtin}17280630` + `21Nor7x2\u001d10${SPRING.lot}`;
  it.each([
    ['types with caps lock on', withCapsLock(right), 'caps-lock', 'switch caps lock off'],
    ['types with caps lock on, without prefix', withCapsLock(right).slice(3), 'caps-lock', 'switch caps lock off'],
    ['types an expired pack with caps lock on', withCapsLock(old), 'caps-lock', 'switch caps lock off'],
    ['does so where the lot’s secret is elsewhere', withCapsLock(wholesale), 'caps-lock', 'switch caps lock off'],
    ['takes the keyboard for a German one', withGermanKeyboard(right), 'keyboard-layout', 'keyboard layout'],
    ['swallows separators', withoutSeparators(right), 'missing-separator', 'group separator'],
    ['swallows separators, serial first', withoutSeparators(serialFirst), 'missing-separator', 'group separator'],
  ])('and %s: likely technical, with what to do, and no alert', async (_, scan, cause, scanAgain) => {
    const told = await chain.scans(ASTRID, scan);
    expect(told).toMatchObject({
      ...{ verdict: 'likely-technical', advice: 'do-not-supply' },
      technical: { cause, scanAgain: expect.stringContaining(scanAgain) },
    });
    expect(told.alert).toBeUndefined();
  });

  it('is found out as well where there is no peer to ask', async () => {
    const told = await chain.scans(PETRA, withCapsLock(right));
    expect(told).toMatchObject({ verdict: 'likely-technical', technical: { cause: 'caps-lock' } });
  });

  it('does not excuse a serial that no setting explains', async () => {
    expect(await chain.scans(ASTRID, withCapsLock(dataMatrix({ ...SPRING, serial: 'fake2' })))).toMatchObject({
      verdict: 'lot-not-known',
    });
  });
});

describe('a suspicion', () => {
  it('is held by asker, maker and regulator, counted when met again, and closed for all by one of them', async () => {
    const scan = dataMatrix({ ...SPRING, serial: 'FAKE-7' });
    const id = (await chain.scans(ASTRID, scan)).alert!;
    const about = { id, cause: 'unknown-serial', asker: 'pharmacy', pack: { gtin, lot: SPRING.lot, serial: 'FAKE-7' } };
    for (const holder of [RASMUS, INGA]) {
      const held = await eventually(
        () => chain.alertAt(holder, id),
        ({ status }) => status === 200,
      );
      expect(held.body).toMatchObject({ ...about, times: 1, closure: null });
      expect([...(held.body as unknown as { holders: string[] }).holders].sort()).toEqual([
        ...['manufacturer', 'pharmacy', 'regulator'],
      ]);
    }
    expect((await chain.scans(ASTRID, scan)).alert).toBe(id);
    expect((await chain.alertAt(ASTRID, id)).body).toMatchObject({ times: 2 });

    const close = { by: 'rasmus', json: { closure: 'falsified' } };
    expect((await chain.gateways.ask('manufacturer', `/v1/alerts/${id}/close`, close)).status).toBe(200);
    for (const holder of [ASTRID, INGA]) {
      const closed = await eventually(
        () => chain.alertAt(holder, id),
        ({ body }) => body.closure !== null,
      );
      expect(closed.body).toMatchObject({ closure: 'falsified', closedBy: 'manufacturer' });
    }
    expect((await chain.scans(ASTRID, scan)).alert).not.toBe(id);
  });

  it('is listed once, the newest first, page by page', async () => {
    const raised: string[] = [];
    for (const serial of ['FAKE-A', 'FAKE-B', 'FAKE-C'])
      raised.unshift((await chain.scans(ASTRID, dataMatrix({ ...SPRING, serial }))).alert!);
    const listed: string[] = [];
    for (let after = ''; listed.length < raised.length;) {
      const { status, body } = await chain.alertsAt(ASTRID, `?limit=1&state=open${after}`);
      expect({ status, items: body.items.length }).toEqual({ status: 200, items: 1 });
      listed.push(...body.items.map(({ id }) => id));
      after = `&after=${body.next!}`;
    }
    expect(listed).toEqual(raised);
    expect((await chain.alertsAt(ASTRID, '?after=bm8')).status).toBe(400);
    expect((await chain.alertsAt(ASTRID, '?limit=201')).status).toBe(400);
  });

  it('is nothing for patients, and nothing that exists everywhere', async () => {
    const none = '00000000-0000-4000-8000-000000000000';
    expect(await chain.alertAt(PER, none)).toMatchObject({ status: 403 });
    expect(await chain.alertAt(ASTRID, none)).toMatchObject({ status: 404, body: { code: 'ALERT_NOT_FOUND' } });
  });
});

describe('a serial of another lot', () => {
  it.each([
    ['the maker, by its index', RASMUS],
    ['the regulator, by all secrets', INGA],
  ])('is told as such by %s', async (_, person) => {
    const ask = () => chain.scans(person, dataMatrix({ ...AUTUMN, serial: 'Nor7x2' }));
    const told = await eventually(ask, ({ verdict }) => verdict !== 'unknown-serial');
    expect(told).toMatchObject({ verdict: 'wrong-lot', advice: 'do-not-supply', judgedBy: person[0] });
  });
});

describe('Per, who is a patient', () => {
  it('is refused, and so is who gives no name', async () => {
    const scan = dataMatrix({ ...SPRING, serial: 'S1' });
    expect(await chain.verify(PER, scan)).toMatchObject({ status: 403, body: { code: 'NOT_PERMITTED' } });
    expect(await chain.verify(['pharmacy', 'nobody'], scan)).toMatchObject({ status: 401 });
  });
});

describe('who cannot judge alone', () => {
  const spring = dataMatrix({ ...SPRING, serial: 'Nor7x1' });

  it('without the secret Astrid’s own peer judges by the maker’s digest', async () => {
    const { db } = chain.gateways.databaseOf('pharmacy');
    expect(await rows(db, sql`select lot from lot_secrets where lot = ${WHOLESALE.lot}`)).toEqual([]);
    expect(await chain.scans(ASTRID, wholesale)).toMatchObject({ ...ELSEWHERE, judgedBy: 'pharmacy' });
    expect(await chain.scans(ASTRID, dataMatrix({ ...WHOLESALE, serial: 'G3' }))).toMatchObject({
      verdict: 'unknown-serial',
      judgedBy: 'pharmacy',
    });
  });

  it('a maker that lost the secret passes her on to the regulator', async () => {
    const lost = { lot: 'G-10', expiry: '2028-06-30' };
    await chain.registers(lost, ['L1'], { secretTo: 'distributor' });
    await chain.holdsSecret(INGA, lost.lot);
    await rows(chain.gateways.databaseOf('manufacturer').db, sql`delete from lot_secrets where lot = ${lost.lot}`);
    const told = await chain.scans(ASTRID, dataMatrix({ ...lost, serial: 'L1' }));
    expect(told).toMatchObject({ ...ELSEWHERE, judgedBy: 'pharmacy' });
  });

  it('without a peer Petra gets the maker’s verdict, and files the alert', async () => {
    expect(await chain.scans(PETRA, spring)).toMatchObject({ verdict: 'authentic', judgedBy: 'manufacturer' });
    const told = await chain.scans(PETRA, dataMatrix({ ...AUTUMN, serial: 'Nor7x1' }));
    expect(told).toMatchObject({ verdict: 'wrong-lot', judgedBy: 'manufacturer', alert: expect.any(String) });
    const held = await eventually(
      () => chain.alertAt(INGA, told.alert!),
      ({ status }) => status === 200,
    );
    expect(held.body).toMatchObject({ asker: 'clinic', cause: 'wrong-lot' });
  });

  it('while the maker is away the regulator stands in; while both are, nobody guesses', async () => {
    await chain.gateways.goAway('manufacturer');
    expect(await chain.scans(ASTRID, wholesale)).toMatchObject({ ...ELSEWHERE, judgedBy: 'pharmacy' });
    expect(await chain.scans(PETRA, spring)).toMatchObject({ verdict: 'authentic', judgedBy: 'regulator' });
    await chain.gateways.goAway('regulator');
    const away = { status: 503, body: { code: 'MEMBER_UNAVAILABLE' } };
    expect(await chain.verify(ASTRID, wholesale)).toMatchObject(away);
    expect(await chain.verify(PETRA, spring)).toMatchObject(away);
    // With the secret in her own hands nobody is needed; what she suspects meanwhile arrives when they are back.
    expect(await chain.scans(ASTRID, spring)).toMatchObject({ verdict: 'authentic' });
    const { alert } = await chain.scans(ASTRID, dataMatrix({ ...SPRING, serial: 'FAKE-9' }));
    await Promise.all([chain.gateways.comeBack('manufacturer'), chain.gateways.comeBack('regulator')]);
    await eventually(
      () => chain.alertAt(RASMUS, alert!),
      ({ status }) => status === 200,
    );
    expect(await chain.scans(PETRA, spring)).toMatchObject({ judgedBy: 'manufacturer' });
  });
});
