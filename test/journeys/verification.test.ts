/** A pharmacist scans packs: what she is told, who is told of a suspicion, and who answers when somebody is away. */
import fc from 'fast-check';
import { sql } from 'drizzle-orm';
import { gtinSchema, lotNumberSchema, serialSchema } from '@theriac/domain/gs1';
import { commitLotSecret, manifestOf, packDigests, paginate } from '@theriac/domain/supply';
import { product } from '../../chaincode/src/fixtures/supply-commands';
import { nodeDigest } from '../../gateway-api/src/supply';
import { ASTRID, AUTUMN, DrugChain, INGA, OLD, PER, PETRA, RASMUS, SPRING, WHOLESALE } from '../fixtures/drug-chain';
import { rows } from '../fixtures/gateway-in-process';
import { dataMatrix, withCapsLock, withGermanKeyboard, withoutSeparators } from '../fixtures/pack-scans';
import { eventually } from '../fixtures/whole-gateways';

// Whole gateways on a machine that does other things as well.
jest.setTimeout(60_000);

const { gtin } = product;

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
    });
  });

  it.each([
    ['bracketed text', `(01)${gtin}(17)280630(10)${SPRING.lot}(21)Nor7x1`],
    ['a Digital Link', `https://id.example/01/${gtin}/10/${SPRING.lot}/21/Nor7x1?17=280630`],
  ])('written as %s: the same', async (_, scan) => {
    expect(await chain.scans(ASTRID, scan)).toMatchObject({ verdict: 'authentic' });
  });

  it.each([
    ['with a made-up serial', { ...SPRING, serial: 'FAKE1' }, 'unknown-serial', 'do-not-supply'],
    ['whose serial stands in another lot', { ...AUTUMN, serial: 'Nor7x1' }, 'unknown-serial', 'do-not-supply'],
    ['of a lot that nobody registered', { lot: 'NO-SUCH', serial: 'Nor7x1' }, 'lot-not-known', 'do-not-supply'],
    ['with another expiry', { ...SPRING, expiry: '2029-06-30', serial: 'S1' }, 'wrong-expiry', 'do-not-supply'],
  ])('%s: %s is %s, and an alert is filed', async (_, pack, verdict, advice) => {
    const told = await chain.scans(ASTRID, dataMatrix(pack));
    expect(told).toMatchObject({ verdict, advice, alert: expect.any(String), judgedBy: 'pharmacy' });
    expect((await chain.alertAt(ASTRID, told.alert!)).body).toMatchObject({ cause: verdict, asker: 'pharmacy' });
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
    await chain.holdsSecret(ASTRID, open.lot);
    const { db } = chain.gateways.databaseOf('pharmacy');
    const [held] = await rows<{ secret: Buffer }>(db, sql`select secret from lot_secrets where lot = ${open.lot}`);
    const key = [held!.secret, gtinSchema.parse(gtin)] as const;
    const pages = paginate(packDigests(nodeDigest, ...key, [serialSchema.parse('P2')]));
    await chain.gateways.contracts.submit(
      await chain.gateways.contracts.person('manufacturer', 'release-officer'),
      'DrugSupply:RegisterPart',
      {
        ...{ registration: '5'.repeat(32), gtin, ...open },
        secretCommitment: commitLotSecret(nodeDigest, ...key, lotNumberSchema.parse(open.lot)),
        manifest: manifestOf(nodeDigest, pages),
      },
    );
    const told = await chain.scans(ASTRID, dataMatrix({ ...open, serial: 'P2' }));
    expect(told).toMatchObject({ verdict: 'still-being-registered', advice: 'do-not-supply' });
    expect(told.alert).toBeUndefined();
    expect(await chain.scans(ASTRID, dataMatrix({ ...open, serial: 'P1' }))).toMatchObject({ verdict: 'authentic' });
  });
});

describe('a scanner that is set wrongly', () => {
  const right = dataMatrix({ ...SPRING, serial: 'zYx9' });
  const serialFirst = `01${gtin}17280630` + `21Nor7x2\u001d10${SPRING.lot}`;
  it.each([
    ['types with caps lock on', withCapsLock(right), 'caps-lock', 'switch caps lock off'],
    ['types with caps lock on, without prefix', withCapsLock(right).slice(3), 'caps-lock', 'switch caps lock off'],
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

describe('what is no scan', () => {
  it.each([
    ['empty', '', 'scan'],
    ['only blanks', '  ', 'scan'],
    ['a number', 5, 'scan'],
    ['too long', '1'.repeat(4_297), 'scan'],
    ['a wrong check digit', dataMatrix({ gtin: '09506000134353', ...SPRING, serial: 'S1' }), 'scan (01)'],
    ['an impossible date', dataMatrix({ ...SPRING, expiry: '2028-13-30', serial: 'S1' }), 'scan (17)'],
    ['no lot', dataMatrix({ serial: '5' }), 'scan (10)'],
    ['a field twice', `${dataMatrix({ ...SPRING, serial: 'S1' })}\u001d21S2`, 'scan (21)'],
    ['another script’s digits', `01${gtin.replace('5', '٥')}21S1`, 'scan'],
    ['a NUL', `01${gtin}21S\u0000`, 'scan'],
    ['half a surrogate', `01${gtin}21S\ud800`, 'scan'],
    ['a link to a file', 'file:///etc/passwd', 'scan'],
  ])('%s is 400, with field and rule', async (_, scan, field) => {
    const { status, body } = await chain.verify(ASTRID, scan);
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'INVALID_INPUT' });
    expect(body.faults).toContainEqual({ field, rule: expect.stringMatching(/\w{2}/) });
  });

  it('an unknown field is 400', async () => {
    const asked = { by: 'astrid', json: { scan: dataMatrix({ ...SPRING, serial: 'S1' }), force: true } };
    expect(await chain.gateways.ask('pharmacy', '/v1/packs/verify', asked)).toMatchObject({ status: 400 });
  });

  it('whatever it is, it is never our fault', async () => {
    const right = dataMatrix({ ...SPRING, serial: 'S1' });
    const broken = fc
      .tuple(fc.nat(right.length), fc.nat(4), fc.string({ unit: 'binary', maxLength: 4 }))
      .map(([at, gone, put]) => right.slice(0, at) + put + right.slice(at + gone));
    const anything = fc.oneof(broken, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.webUrl());
    await fc.assert(
      fc.asyncProperty(anything, async (scan) => {
        const { status, body } = await chain.verify(ASTRID, scan);
        expect([200, 400]).toContain(status);
        if (status === 400) expect(body.faults?.length).toBeGreaterThan(0);
      }),
      { numRuns: 80 },
    );
  });
});

describe('who cannot judge alone', () => {
  const wholesale = dataMatrix({ ...WHOLESALE, serial: 'G1' });
  const spring = dataMatrix({ ...SPRING, serial: 'Nor7x1' });

  it('without the secret Astrid’s own peer judges by the maker’s digest', async () => {
    const { db } = chain.gateways.databaseOf('pharmacy');
    expect(await rows(db, sql`select lot from lot_secrets where lot = ${WHOLESALE.lot}`)).toEqual([]);
    expect(await chain.scans(ASTRID, wholesale)).toMatchObject({ verdict: 'authentic', judgedBy: 'pharmacy' });
    expect(await chain.scans(ASTRID, dataMatrix({ ...WHOLESALE, serial: 'G3' }))).toMatchObject({
      verdict: 'unknown-serial',
      judgedBy: 'pharmacy',
    });
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
    expect(await chain.scans(ASTRID, wholesale)).toMatchObject({ verdict: 'authentic', judgedBy: 'pharmacy' });
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
