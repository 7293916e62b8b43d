import { CommitError, type Identity } from '@theriac/test-ledger';
import { mspOf, siteOf } from '../fixtures/consortium';
import { codeOf, ConsortiumLedger, type RequestMore } from '../fixtures/consortium-ledger';
import { gtin, idOf, lot, preparePart, registerTheProduct, registerWhole, scanOf } from '../fixtures/supply-commands';

// A machine that runs a network beside the tests is slow, which is no fault of a contract.
jest.setTimeout(60_000);

const part = preparePart(1, 30);
const ENDORSEMENT_POLICY_FAILURE = 10;
const saying = {
  ...{ class: 'II', depth: 'pharmacy' },
  ...{ reason: 'Particles of glass', instructions: 'Set apart and send back' },
};
const proposal = (number: number, more: object = {}) => ({
  ...{ recall: idOf(number), gtin, kind: 'recall', lots: [lot], ...saying },
  ...more,
});
const withdrawal = (number: number) => proposal(number, { kind: 'withdrawal', lots: [] });

let ledger: ConsortiumLedger;
/** Two persons of each authority. */
let rasmus: Identity;
let rut: Identity;
let inga: Identity;
let ivar: Identity;
let astrid: Identity;

beforeEach(async () => {
  ledger = await ConsortiumLedger.start();
  rasmus = await ledger.person('manufacturer', 'release-officer');
  rut = await ledger.stranger('manufacturer', { role: 'release-officer', site: siteOf('manufacturer') });
  inga = await ledger.person('regulator', 'inspector');
  ivar = await ledger.stranger('regulator', { role: 'inspector', site: siteOf('regulator') });
  astrid = await ledger.person('pharmacy', 'pharmacist');
  await registerTheProduct(ledger);
  await registerWhole(ledger, part);
});

afterEach(() => {
  ledger.stop();
});

interface Told {
  readonly type: string;
  readonly text: { readonly digest: string };
}

const does = async (by: Identity, transaction: string, command: object, more: RequestMore = {}) =>
  (await ledger.submit(by, `DrugSupply:${transaction}`, command, more)) as Told;
const propose = async (by: Identity, command: object, more: RequestMore = {}) =>
  (await does(by, 'ProposeRecall', command, more)).text.digest;
const confirm = (by: Identity, number: number, digest: string, more: RequestMore = {}) =>
  does(by, 'ConfirmRecall', { recall: idOf(number), digest }, more);
const lift = (by: Identity, number: number, more: RequestMore = {}) =>
  does(by, 'LiftRecall', { recall: idOf(number) }, more);
const read = (number: number) => ledger.evaluate(astrid, 'DrugSupply:ReadRecall', { recall: idOf(number) });
const verdict = async (serial = 'S1') => {
  const packs = [scanOf(serial)];
  const [told] = (await ledger.evaluate(astrid, 'DrugSupply:VerifyPacks', { packs })) as [object];
  return told;
};

describe('a recall', () => {
  it('locks as soon as it is proposed, and no longer when it is lifted', async () => {
    expect(await verdict()).toMatchObject({ verdict: 'authentic' });
    const first = await does(rasmus, 'ProposeRecall', proposal(1));
    expect(first).toMatchObject({ type: 'RecallProposed', market: 'SE', lots: [{ lot, packs: 30 }], text: saying });
    expect(await does(rasmus, 'ProposeRecall', proposal(1))).toEqual(first);
    expect(await verdict()).toMatchObject({ verdict: 'lot-locked', recall: idOf(1) });
    expect(await verdict('S30')).toMatchObject({ verdict: 'unknown-serial' });

    const lifted = await lift(rasmus, 1);
    expect(await lift(rasmus, 1)).toEqual(lifted);
    const told = await verdict();
    expect(told).toMatchObject({ verdict: 'authentic' });
    expect(told).not.toHaveProperty('recall');
    expect(await codeOf(confirm(rut, 1, first.text.digest))).toBe('RECALL_LIFTED');
  });

  it('takes two persons of one organisation, who saw the same, and stands for ever then', async () => {
    const digest = await propose(rasmus, proposal(1));
    expect(await codeOf(confirm(rasmus, 1, digest))).toBe('SECOND_PERSON_NEEDED');
    expect(await codeOf(confirm(inga, 1, digest))).toBe('RECALL_NOT_OWNED');
    expect(await codeOf(confirm(rut, 1, 'ab'.repeat(32)))).toBe('RECALL_SHOWN_OTHERWISE');
    const confirmed = await confirm(rut, 1, digest);
    expect(await confirm(rut, 1, digest)).toEqual(confirmed);
    expect(await verdict()).toMatchObject({ verdict: 'recalled', recall: idOf(1) });
    expect(await codeOf(lift(rut, 1))).toBe('RECALL_CONFIRMED');
    expect(await codeOf(lift(inga, 1))).toBe('RECALL_NOT_OWNED');
    expect(await verdict()).toMatchObject({ verdict: 'recalled' });
  });

  it('is corrected by two persons again, and stays', async () => {
    await confirm(rut, 1, await propose(rasmus, proposal(1)));
    const command = { recall: idOf(1), correction: idOf(2), ...saying, class: 'I', depth: 'patient' };
    const proposed = await does(rut, 'CorrectRecall', command);
    expect(await does(rut, 'CorrectRecall', command)).toEqual(proposed);
    expect(await codeOf(confirm(rut, 1, proposed.text.digest))).toBe('SECOND_PERSON_NEEDED');
    expect(await confirm(rasmus, 1, proposed.text.digest)).toMatchObject({ type: 'RecallCorrected' });
    expect(await verdict()).toMatchObject({ verdict: 'recalled', recall: idOf(1) });
    const texts = [
      { id: idOf(1), class: 'II', confirmed: { by: expect.any(String) } },
      { id: idOf(2), class: 'I', confirmed: { by: expect.any(String) } },
    ];
    expect(await read(1)).toMatchObject({ state: 'confirmed', texts });
  });

  it('of the maker or of the regulator stops a lot, each without the other', async () => {
    await propose(inga, proposal(1));
    expect(await verdict()).toMatchObject({ verdict: 'lot-locked', recall: idOf(1) });
    expect(await codeOf(lift(rasmus, 1))).toBe('RECALL_NOT_OWNED');
    const own = await propose(rasmus, proposal(2));
    await lift(ivar, 1);
    expect(await verdict()).toMatchObject({ verdict: 'lot-locked', recall: idOf(2) });
    await confirm(rut, 2, own);
    await confirm(ivar, 3, await propose(inga, withdrawal(3)));
    expect(await verdict()).toMatchObject({ verdict: 'recalled', recall: idOf(2) });
  });

  it('of a product is its withdrawal, and stops lots that come later', async () => {
    await confirm(ivar, 1, await propose(inga, withdrawal(1)));
    await registerWhole(ledger, preparePart(2, 3, 100));
    expect(await verdict('S101')).toMatchObject({ verdict: 'withdrawn', recall: idOf(1) });
    expect(await verdict('S1')).toMatchObject({ verdict: 'withdrawn', recall: idOf(1) });
  });

  it('is not another maker’s to propose, nor of what nobody registered', async () => {
    const rival = await ledger.person('rival', 'release-officer');
    expect(await codeOf(propose(rival, proposal(1)))).toBe('PRODUCT_NOT_OWNED');
    expect(await codeOf(propose(astrid, proposal(1)))).toBe('NOT_PERMITTED');
    expect(await codeOf(propose(inga, proposal(1, { lots: ['OTHER'] })))).toBe('LOT_NOT_FOUND');
    expect(await codeOf(propose(inga, proposal(1, { gtin: '09506000134369' })))).toBe('PRODUCT_NOT_FOUND');
    expect(await codeOf(lift(inga, 9))).toBe('RECALL_NOT_FOUND');
  });
});

describe('a holder', () => {
  const acknowledge = (digest: string, more: RequestMore = {}) =>
    does(astrid, 'AcknowledgeRecall', { recall: idOf(1), digest }, more);
  const report = (quarantined: number, more: RequestMore = {}) =>
    does(astrid, 'ReportRecall', { recall: idOf(1), quarantined, returned: 1, destroyed: 0 }, more);

  it('acknowledges what two persons signed, and reports what became of its packs', async () => {
    const digest = await propose(inga, proposal(1));
    expect(await codeOf(acknowledge(digest))).toBe('RECALL_NOT_CONFIRMED');
    await confirm(ivar, 1, digest);
    expect(await codeOf(acknowledge('ab'.repeat(32)))).toBe('RECALL_SHOWN_OTHERWISE');
    const place = { recall: idOf(1), organisation: 'pharmacy', site: siteOf('pharmacy') };
    const acknowledged = await acknowledge(digest);
    expect(acknowledged).toMatchObject({ type: 'RecallAcknowledged', ...place, digest });
    expect(await acknowledge(digest)).toEqual(acknowledged);
    expect(await report(7)).toMatchObject({ type: 'RecallReported', ...place, quarantined: 7, returned: 1 });
    expect(await report(6)).toMatchObject({ quarantined: 6 });
    expect(await acknowledge(digest)).toEqual(acknowledged);
  });

  it('answers at a site, and the regulator, who holds nothing, not at all', async () => {
    await confirm(ivar, 1, await propose(inga, proposal(1)));
    const machine = await ledger.stranger('pharmacy', { role: 'pharmacist' });
    const command = { recall: idOf(1), quarantined: 1, returned: 0, destroyed: 0 };
    expect(await codeOf(does(machine, 'ReportRecall', command))).toBe('SITE_MISSING');
    expect(await codeOf(does(inga, 'ReportRecall', command))).toBe('NOT_PERMITTED');
  });

  it('alone, with one other, changes what it said', async () => {
    await confirm(ivar, 1, await propose(inga, proposal(1)));
    await report(7);
    const others = (['regulator', 'manufacturer', 'hospital', 'distributor'] as const).map(mspOf);
    await expect(report(0, { endorsers: others })).rejects.toMatchObject({ code: ENDORSEMENT_POLICY_FAILURE });
    await expect(report(0, { endorsers: [mspOf('pharmacy')] })).rejects.toBeInstanceOf(CommitError);
    await report(6, { endorsers: [mspOf('pharmacy'), mspOf('hospital')] });
  });
});

describe('the keys of an authority', () => {
  const fails = { code: ENDORSEMENT_POLICY_FAILURE };
  const all = ['manufacturer', 'rival', 'distributor', 'pharmacy', 'hospital', 'regulator'] as const;
  const without = (member: (typeof all)[number]) => all.filter((name) => name !== member).map(mspOf);

  it('are changed by nobody without it, and by itself never alone', async () => {
    const digest = await propose(rasmus, proposal(1));
    await expect(lift(rasmus, 1, { endorsers: without('manufacturer') })).rejects.toMatchObject(fails);
    await expect(lift(rasmus, 1, { endorsers: [mspOf('manufacturer')] })).rejects.toMatchObject(fails);
    await expect(confirm(rut, 1, digest, { endorsers: without('manufacturer') })).rejects.toMatchObject(fails);
    expect(await verdict()).toMatchObject({ verdict: 'lot-locked' });
    await confirm(rut, 1, digest, { endorsers: [mspOf('manufacturer'), mspOf('pharmacy')] });
    expect(await verdict()).toMatchObject({ verdict: 'recalled' });
  });

  it('keep a second recall of the product off the list as well', async () => {
    await propose(inga, proposal(1));
    await lift(inga, 1);
    await expect(propose(inga, proposal(2), { endorsers: without('regulator') })).rejects.toMatchObject(fails);
    expect(await verdict()).toMatchObject({ verdict: 'authentic' });
    await propose(inga, proposal(2), { endorsers: [mspOf('regulator'), mspOf('pharmacy'), mspOf('hospital')] });
    expect(await verdict()).toMatchObject({ verdict: 'lot-locked', recall: idOf(2) });
  });

  it('stop a lot while the maker’s peer endorses nothing', async () => {
    const endorsers = without('manufacturer');
    await confirm(ivar, 1, await propose(inga, proposal(1), { endorsers }), { endorsers });
    expect(await verdict()).toMatchObject({ verdict: 'recalled', recall: idOf(1) });
  });
});

it('leaves no person in what is told', async () => {
  const told = [
    await does(rasmus, 'ProposeRecall', proposal(1)),
    await confirm(rut, 1, (await does(rasmus, 'ProposeRecall', proposal(1))).text.digest),
    await does(rut, 'CorrectRecall', { recall: idOf(1), correction: idOf(2), ...saying, class: 'I' }),
  ];
  const { texts } = (await read(1)) as { texts: { proposed: { by: string }; confirmed?: { by: string } }[] };
  const people = texts.flatMap(({ proposed, confirmed }) => [proposed.by, ...(confirmed ? [confirmed.by] : [])]);
  expect(new Set(people).size).toBe(2);
  for (const person of people) expect(JSON.stringify(told)).not.toContain(person);
});
