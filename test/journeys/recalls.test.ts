/** A lot is locked, recalled and corrected by maker or regulator, and everybody who holds packs learns of it and answers. */
import { sql } from 'drizzle-orm';
import { type PackAct, PackActStore } from '../../gateway-api/src/supply/packs/pack-acts.store';
import { scannedPackSchema } from '../../gateway-api/src/supply/verification/judgement';
import { rows } from '../fixtures/gateway-in-process';
import {
  ASTRID,
  DAG,
  INGA,
  IVAR,
  ofLot,
  type Person,
  RASMUS,
  RecallChain,
  RUT,
  saying,
} from '../fixtures/recall-chain';
import { product } from '../fixtures/supply-consortium';

const { gtin } = product;

jest.setTimeout(90_000);

let chain: RecallChain;
beforeAll(async () => {
  chain = await RecallChain.start('LOCK', 'BAD', 'WORSE', 'HELD', 'SOLD', 'PAGE');
}, 240_000);
afterAll(() => chain.drugs.stop(), 30_000);

describe('a recall that the maker proposes', () => {
  it('locks the lot for everybody at once, and no longer when it is lifted', async () => {
    expect(await chain.scans('LOCK')).toMatchObject({ verdict: 'not-in-your-custody' });
    const { recall } = await chain.proposes(RASMUS, ofLot('LOCK'));
    expect(await chain.scans('LOCK')).toMatchObject({ verdict: 'lot-locked', advice: 'do-not-supply', recall });
    expect(await chain.scans('LOCK')).not.toHaveProperty('alert');
    const refused = await chain.post(INGA, `/v1/recalls/${recall}/lift`).expect(422);
    expect(refused.body).toMatchObject({ code: 'RECALL_NOT_OWNED' });
    const lifted = await chain.post(RASMUS, `/v1/recalls/${recall}/lift`).expect(200);
    expect(lifted.body).toMatchObject({ recall, transactionId: expect.any(String) });
    const told = await chain.scans('LOCK');
    expect(told).toMatchObject({ verdict: 'not-in-your-custody' });
    expect(told).not.toHaveProperty('recall');
    await chain.everybodyKnows();
    expect((await chain.get(ASTRID, `/v1/recalls/${recall}`)).body).toMatchObject({
      ...{ state: 'lifted', liftedAt: expect.any(String), transactionId: lifted.body.transactionId },
    });
  });

  it('shows its second person lots, market, packs and holders; what that person confirms stands for ever', async () => {
    const proposed = await chain.proposes(RASMUS, ofLot('BAD'));
    const { recall } = proposed;
    expect(await chain.shows(RASMUS, recall)).toMatchObject({ toConfirm: { isOwn: true } });
    expect(await chain.shows(RUT, recall)).toMatchObject({
      ...{ gtin, kind: 'recall', market: 'SE', state: 'proposed', authority: 'maker', organisation: 'manufacturer' },
      lots: [{ lot: 'BAD', packs: 2 }],
      registered: { lots: 1, packs: 2 },
      holders: [{ organisation: 'manufacturer', packs: 2 }],
      toConfirm: { ...saying, digest: proposed.text.digest, isOwn: false },
    });

    const digest = (person: Person, body: object) => chain.post(person, `/v1/recalls/${recall}/confirm`, body);
    expect((await digest(RASMUS, { digest: proposed.text.digest })).body).toMatchObject({
      ...{ status: 422, code: 'SECOND_PERSON_NEEDED' },
    });
    expect((await digest(RUT, { digest: 'ab'.repeat(32) })).body).toMatchObject({
      ...{ status: 409, code: 'RECALL_SHOWN_OTHERWISE' },
    });
    expect(await chain.scans('BAD')).toMatchObject({ verdict: 'lot-locked' });

    await chain.confirms(RUT, proposed);
    expect(await chain.scans('BAD')).toMatchObject({ verdict: 'recalled', advice: 'do-not-supply', recall });
    expect((await chain.post(RUT, `/v1/recalls/${recall}/lift`)).body).toMatchObject({ code: 'RECALL_CONFIRMED' });
    expect(await chain.scans('BAD')).toMatchObject({ verdict: 'recalled' });
    expect(await chain.scans('BAD', 'FAKE')).toMatchObject({ verdict: 'unknown-serial', alert: expect.any(String) });
  });

  it('is done once when it is sent again under its key, and refuses a second recall of the lot', async () => {
    await chain.registers('ONCE', 'O1');
    const send = () =>
      chain.drugs
        .as(...RASMUS)
        .post('/v1/recalls')
        .set('Idempotency-Key', 'once')
        .send(ofLot('ONCE'));
    const [first, second] = [await send(), await send()];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    expect(first.headers.location).toBe(`/v1/recalls/${first.body.recall as string}`);
    const again = await chain.post(RASMUS, '/v1/recalls', ofLot('ONCE')).expect(409);
    expect(again.body).toMatchObject({ code: 'LOT_ALREADY_STOPPED' });
  });
});

describe('a recall that stands', () => {
  it('is corrected by two persons, and stays', async () => {
    const proposed = await chain.proposes(INGA, ofLot('WORSE'));
    await chain.confirms(IVAR, proposed);
    const { recall } = proposed;
    const better = { ...saying, class: 'I', depth: 'patient', reason: 'Glass in capsules and in the lid' };
    await chain.post(IVAR, `/v1/recalls/${recall}/correct`, better).expect(200);
    expect(await chain.shows(INGA, recall)).toMatchObject({ inForce: saying, toConfirm: { ...better, isOwn: false } });
    await chain.confirms(INGA, proposed);
    const shown = await chain.shows(ASTRID, recall);
    expect(shown).toMatchObject({ state: 'confirmed', inForce: better, superseded: [saying] });
    expect(shown).not.toHaveProperty('toConfirm');
    expect(await chain.scans('WORSE')).toMatchObject({ verdict: 'recalled', recall });
  });

  it('waits with every holder whom it reaches until their site acknowledges its present text, and hears what became of packs', async () => {
    const proposed = await chain.proposes(INGA, ofLot('HELD'));
    const { recall } = proposed;
    const waiting = (person: Person) => chain.listed(person, 'unacknowledged=true&limit=200');
    expect(await waiting(ASTRID)).not.toContain(recall);
    await chain.confirms(IVAR, proposed);
    for (const person of [ASTRID, DAG, RASMUS]) expect(await waiting(person)).toContain(recall);
    expect(await waiting(INGA)).toEqual([]);

    const { inForce } = await chain.shows(ASTRID, recall);
    const read = { digest: inForce!.digest };
    await chain.post(ASTRID, `/v1/recalls/${recall}/acknowledge`, read).expect(200);
    const packs = { quarantined: 1, returned: 3, destroyed: 0 };
    await chain.post(ASTRID, `/v1/recalls/${recall}/report`, { ...packs, returned: 2 }).expect(200);
    const told = await chain.post(ASTRID, `/v1/recalls/${recall}/report`, packs).expect(200);
    expect(told.body).toMatchObject({ recall, organisation: 'pharmacy', site: '9521103000014', ...packs });
    await chain.everybodyKnows();
    expect(await waiting(ASTRID)).not.toContain(recall);
    expect(await waiting(DAG)).toContain(recall);
    expect(await chain.shows(INGA, recall)).toMatchObject({
      reports: [
        { organisation: 'pharmacy', acknowledged: true, counts: packs, transactionId: told.body.transactionId },
      ],
    });

    await chain.post(INGA, `/v1/recalls/${recall}/correct`, { ...saying, class: 'III' }).expect(200);
    await chain.confirms(IVAR, proposed);
    expect(await waiting(ASTRID)).toContain(recall);
    expect(await chain.shows(INGA, recall)).toMatchObject({ reports: [{ acknowledged: false, counts: packs }] });
    expect(
      (await chain.post(ASTRID, `/v1/recalls/${recall}/acknowledge`, { digest: 'ab'.repeat(32) })).body,
    ).toMatchObject({
      ...{ status: 409, code: 'RECALL_SHOWN_OTHERWISE' },
    });
  });

  it('of wholesale depth stops packs at the pharmacy, and asks nothing of it', async () => {
    await chain.registers('DEEP', 'D1');
    const proposed = await chain.proposes(RASMUS, ofLot('DEEP', { depth: 'wholesale' }));
    await chain.confirms(RUT, proposed);
    expect(await chain.listed(DAG, 'unacknowledged=true')).toContain(proposed.recall);
    expect(await chain.listed(ASTRID, 'unacknowledged=true')).not.toContain(proposed.recall);
    expect(await chain.scans('DEEP', 'D1')).toMatchObject({ verdict: 'recalled' });
  });
});

it('a dispenser is shown the packs of a recall that it supplied before, by its own data', async () => {
  const proposed = await chain.proposes(INGA, ofLot('SOLD'));
  const acts = new PackActStore(chain.drugs.of('pharmacy').gateway.foundation.db, 'pharmacy');
  const keep = async (serial: string, ...all: readonly PackAct[]) => {
    const key = {
      subject: Buffer.from(serial.padEnd(16)).toString('hex'),
      site: '9521103000014',
      person: 'p'.repeat(32),
    };
    for (const act of all) {
      await acts.ask(key, act, scannedPackSchema.parse({ gtin, lot: 'SOLD', serial }));
      await acts.done(key, act, 'f'.repeat(64));
    }
  };
  await keep('SOLD1', 'supply');
  await keep('SOLD2', 'supply', 'undo');
  const { supplied } = await chain.shows(ASTRID, proposed.recall);
  expect(supplied).toEqual([
    { gtin, lot: 'SOLD', serial: 'SOLD1', site: '9521103000014', suppliedOn: expect.any(String) },
  ]);
  expect(await chain.shows(RASMUS, proposed.recall)).not.toHaveProperty('supplied');
});

it('lists recalls in pages, the newest first, by state and product', async () => {
  const { recall } = await chain.proposes(INGA, ofLot('PAGE'));
  const all = await chain.listed(ASTRID, 'limit=200');
  expect(all[0]).toBe(recall);
  const paged: string[] = [];
  let query = 'limit=2';
  for (;;) {
    const { body } = await chain.get(ASTRID, `/v1/recalls?${query}`).expect(200);
    const page = body as { items: { recall: string }[]; next?: string };
    paged.push(...page.items.map((item) => item.recall));
    if (page.next === undefined) break;
    query = `limit=2&after=${page.next}`;
  }
  expect(paged).toEqual(all);
  expect(await chain.listed(ASTRID, `state=proposed&gtin=${gtin}`)).toContain(recall);
  expect(await chain.listed(ASTRID, 'state=confirmed')).not.toContain(recall);
  expect(await chain.listed(ASTRID, 'gtin=09506000134369')).toEqual([]);
  const { body } = await chain.get(ASTRID, '/v1/recalls?limit=1');
  expect(body).toMatchObject({
    items: [{ recall, text: saying, lots: [{ lot: 'PAGE', packs: 2 }], state: 'proposed' }],
  });
});

it('a withdrawal by the regulator alone stops every lot of the product, also one to come', async () => {
  const proposed = await chain.proposes(INGA, { gtin, kind: 'withdrawal', lots: [], ...saying });
  expect(await chain.scans('PAGE')).toMatchObject({ verdict: 'lot-locked' });
  const { registered } = await chain.shows(IVAR, proposed.recall);
  const lots = (await chain.get(INGA, '/v1/lots?limit=200')).body as { items: { packs: number }[] };
  expect(registered).toEqual({ lots: lots.items.length, packs: lots.items.reduce((sum, { packs }) => sum + packs, 0) });
  await chain.confirms(IVAR, proposed);
  await chain.registers('NEW', 'N1');
  expect(await chain.scans('NEW', 'N1')).toMatchObject({ verdict: 'withdrawn', recall: proposed.recall });
  expect(await chain.scans('BAD')).toMatchObject({ verdict: 'recalled' });
});

it('leaves no person in what gateways remember or show', async () => {
  const { db } = chain.drugs.of('pharmacy').database;
  const kept = JSON.stringify(await rows(db, sql`select * from recalls`));
  expect(kept).toContain('Glass in capsules');
  const ids = await chain.listed(ASTRID, 'limit=200');
  const shown = JSON.stringify(await Promise.all(ids.map((id) => chain.shows(ASTRID, id))));
  const { contracts } = chain.drugs;
  const astrid = await contracts.person('pharmacy', 'pharmacist');
  const states = JSON.stringify(
    await Promise.all(ids.map((recall) => contracts.evaluate(astrid, 'DrugSupply:ReadRecall', { recall }))),
  );
  const names = new Set([...states.matchAll(/"by":"([0-9a-f]{32})"/g)].map(([, name]) => name!));
  expect(names.size).toBe(4);
  for (const name of names) {
    expect(kept).not.toContain(name);
    expect(shown).not.toContain(name);
  }
});
