/** Packs that EPCIS events take out of a case that came, and whole cases that they dispense, decommission and destroy. */
import { siteOf } from '../../chaincode/src/fixtures/consortium';
import {
  applied,
  caseEpc,
  ChainByEpcis,
  declaredWrong,
  documentOf,
  observed,
  outcomes,
  packEpc,
  packed,
  received,
  shipped,
  toldCases,
  unpacked,
} from '../fixtures/chain-events';
import type { Party } from '../fixtures/custody-journey';
import { caseOf } from '../fixtures/packed-lots';
import type { SupplyConsortium } from '../fixtures/supply-consortium';

jest.setTimeout(120_000);
/** Under which the distributor numbers boxes of its own. */
const DISTRIBUTORS = '9521105';

let drugs: SupplyConsortium;
let chain: ChainByEpcis;
beforeAll(async () => {
  chain = await ChainByEpcis.start();
  ({ drugs } = chain);
  const inspector = await drugs.contracts.person('regulator', 'inspector');
  const ofDistributor = { companyPrefix: DISTRIBUTORS, organisation: 'distributor' };
  await drugs.contracts.submit(inspector, 'DrugSupply:AssignCompanyPrefix', ofDistributor);
}, 240_000);
afterAll(() => drugs.stop(), 30_000);

/** One case of three packs, which has come to somebody. */
async function arrivedAt(party: Party, lot: string) {
  const { cases, events } = toldCases(lot, 1);
  const [{ sscc, serials }] = cases as [(typeof cases)[number]];
  const sent = [...events, shipped(5, [sscc], party)];
  expect(outcomes(await chain.tell('manufacturer', ...sent))).toEqual(applied(sent));
  expect(outcomes(await chain.tell(party, received(10, [sscc])))).toEqual(['applied']);
  return { sscc, serials };
}

describe('packs out of a case that came', () => {
  const lot = 'M1';
  let sscc: string;
  let serials: readonly string[];
  beforeAll(async () => {
    ({ sscc, serials } = await arrivedAt('distributor', lot));
  });

  it('stand loose where they were taken out, while the others stay in it', async () => {
    const some = serials.slice(0, 2).map(packEpc);
    expect(outcomes(await chain.tell('distributor', unpacked(11, sscc, some)))).toEqual(['applied']);
    expect(await chain.container(sscc)).toMatchObject({ lots: [{ lot, packs: 1 }] });
    expect(await chain.container(sscc)).not.toHaveProperty('openedAt');
    const here = { verdict: 'authentic', custody: 'yours', site: siteOf('distributor') };
    for (const serial of serials) expect(await chain.verdict('distributor', lot, serial)).toMatchObject(here);
  });

  it('go into a box of who has them, and on to who supplies them', async () => {
    const box = caseOf(1, DISTRIBUTORS);
    const events = [packed(12, box, serials.slice(0, 2).map(packEpc)), shipped(13, [box], 'pharmacy')];
    expect(outcomes(await chain.tell('distributor', ...events))).toEqual(applied(events));
    const dispensing = observed(21, 'dispensing', [packEpc(serials[0]!)], { disposition: 'dispensed' });
    expect(outcomes(await chain.tell('pharmacy', received(20, [box]), dispensing))).toEqual(['applied', 'applied']);
    expect(await chain.verdict('pharmacy', lot, serials[0]!)).toMatchObject({ verdict: 'already-supplied-here' });
    expect(await chain.verdict('pharmacy', lot, serials[1]!)).toMatchObject({ verdict: 'authentic', custody: 'yours' });
    expect(await chain.container(box)).toMatchObject({ lots: [{ lot, packs: 2 }] });
    expect(await chain.exceptions('pharmacy')).toEqual([]);
  });

  it('open the case once the last comes out', async () => {
    expect(outcomes(await chain.tell('distributor', unpacked(14, sscc, [packEpc(serials[2]!)])))).toEqual(['applied']);
    expect(await chain.container(sscc)).toMatchObject({ openedAt: expect.any(String) });
    expect(await chain.exceptions('distributor')).toEqual([]);
  });

  it('of another case are not taken out of this one: that waits for whoever put them in', async () => {
    const { sscc: other } = await arrivedAt('distributor', 'M2');
    const capture = await chain.capture('distributor', documentOf([unpacked(15, other, [packEpc(serials[1]!)])]));
    const [one] = await chain.once('distributor', capture, ([event]) => event?.state === 'parked');
    expect(one?.reason).toContain('CONTAINER_NOT_INSIDE');
    expect(await chain.container(other)).toMatchObject({ lots: [{ packs: 3 }] });
  });
});

describe('a whole case', () => {
  it('is dispensed by its SSCC, with all its packs, and so once', async () => {
    const { sscc, serials } = await arrivedAt('hospital', 'M3');
    const dispensing = observed(21, 'dispensing', [caseEpc(sscc)], { disposition: 'dispensed' });
    expect(outcomes(await chain.tell('hospital', dispensing))).toEqual(['applied']);
    expect(await chain.container(sscc)).toMatchObject({ status: { state: 'supplied' } });
    for (const serial of serials) {
      expect(await chain.verdict('hospital', 'M3', serial)).toMatchObject({ verdict: 'already-supplied-here' });
      expect(await chain.verdict('pharmacy', 'M3', serial)).toMatchObject({ verdict: 'already-supplied-elsewhere' });
    }
    const height = drugs.network.ledger.height('supply');
    expect(outcomes(await chain.tell('hospital', dispensing))).toEqual(['applied']);
    // The capture's own anchor alone.
    expect(drugs.network.ledger.height('supply')).toBeLessThanOrEqual(height + 1n);
    expect(await chain.exceptions('hospital')).toEqual([]);
  });

  it('is not dispensed by who supplies nobody', async () => {
    const { sscc, serials } = await arrivedAt('distributor', 'M4');
    const dispensing = observed(21, 'dispensing', [caseEpc(sscc)], { disposition: 'dispensed' });
    const [one] = await chain.tell('distributor', dispensing);
    expect(one).toMatchObject({ state: 'not-applied', reason: expect.stringContaining('NOT_PERMITTED') });
    expect(await chain.exceptions('distributor')).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ kind: 'not-applied', event: one!.id })]),
    );
    expect(await chain.verdict('distributor', 'M4', serials[0]!)).toMatchObject({ verdict: 'authentic' });
  });

  it('is decommissioned by its SSCC, and active again once that was declared wrong', async () => {
    const { sscc, serials } = await arrivedAt('distributor', 'M5');
    const ending = observed(21, 'decommissioning', [caseEpc(sscc)], { disposition: 'inactive' });
    expect(outcomes(await chain.tell('distributor', ending))).toEqual(['applied']);
    expect(await chain.verdict('pharmacy', 'M5', serials[0]!)).toMatchObject({ verdict: 'checked-out' });
    // What left the stock is not sent on.
    const [sending] = await chain.tell('distributor', shipped(22, [sscc], 'pharmacy'));
    expect(sending).toMatchObject({ state: 'not-applied', reason: expect.stringContaining('CONTAINER_NOT_ACTIVE') });
    expect(outcomes(await chain.tell('distributor', declaredWrong(ending, 50)))).toEqual(['applied']);
    expect(await chain.verdict('distributor', 'M5', serials[0]!)).toMatchObject({ verdict: 'authentic' });
  });

  it('is destroyed by its SSCC for good', async () => {
    const { sscc, serials } = await arrivedAt('distributor', 'M6');
    const ending = observed(21, 'destroying', [caseEpc(sscc)], { disposition: 'destroyed' });
    expect(outcomes(await chain.tell('distributor', ending))).toEqual(['applied']);
    expect(await chain.verdict('pharmacy', 'M6', serials[0]!)).toMatchObject({ verdict: 'destroyed' });
    const [wrong] = await chain.tell('distributor', declaredWrong(ending, 50));
    expect(wrong).toMatchObject({ state: 'not-applied', reason: expect.stringContaining('PACK_NOT_UNDOABLE') });
  });
});
