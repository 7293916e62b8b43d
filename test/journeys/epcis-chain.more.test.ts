/** More that EPCIS alone tells the ledger: packs out of a case that came, whole cases at once, 1.2 as wholesalers send it. */
import { sql } from 'drizzle-orm';
import { siteOf } from '../../chaincode/src/fixtures/consortium';
import {
  caseEpc,
  ChainByEpcis,
  type ChainEvent,
  commissioned,
  declaredWrong,
  documentOf,
  observed,
  packEpc,
  packed,
  received,
  shipped,
  unpacked,
} from '../fixtures/chain-events';
import { type Party, PEOPLE } from '../fixtures/custody-journey';
import { xmlEvent } from '../fixtures/epcis-events/xml-event';
import { rows } from '../fixtures/gateway-in-process';
import { caseOf, packedAs, packedOnLedger, palletOf } from '../fixtures/packed-lots';
import { product, SupplyConsortium } from '../fixtures/supply-consortium';

jest.setTimeout(120_000);
const { gtin } = product;
/** Under which the distributor numbers boxes of its own. */
const DISTRIBUTORS = '9521105';

let drugs: SupplyConsortium;
let chain: ChainByEpcis;
beforeAll(async () => {
  drugs = await SupplyConsortium.start('manufacturer', 'distributor', 'pharmacy', 'hospital', 'regulator');
  await drugs.registerProduct();
  const inspector = await drugs.contracts.person('regulator', 'inspector');
  const ofDistributor = { companyPrefix: DISTRIBUTORS, organisation: 'distributor' };
  await drugs.contracts.submit(inspector, 'DrugSupply:AssignCompanyPrefix', ofDistributor);
  chain = new ChainByEpcis(drugs);
}, 240_000);
afterAll(() => drugs.stop(), 30_000);

const told = (events: readonly { state: string; reason?: string }[]) =>
  events.map(({ state, reason }) => (reason === undefined ? state : `${state}: ${reason}`));
const applied = (events: readonly ChainEvent[]) => events.map(() => 'applied');

/** What somebody there is told of a pack. */
async function seenAs(party: Party, lot: string, serial: string): Promise<{ verdict: string }> {
  await drugs.of(party).caughtUp();
  const scan = `(01)${gtin}(17)280630(10)${lot}(21)${serial}`;
  return (await drugs.as(party, PEOPLE[party]).post('/v1/packs/verify').send({ scan }).expect(200)).body as {
    verdict: string;
  };
}

const containerOf = (sscc: string) => chain.seen('regulator', `/v1/containers/${sscc}`);

let next = 300;
/** What a maker tells of a lot of so many cases of three packs each. */
function lotOf(lot: string, count: number) {
  const cases = Array.from({ length: count }, (_, n) => ({
    sscc: caseOf((next += 1)),
    serials: [1, 2, 3].map((pack) => `${lot}.${n}${pack}`),
  }));
  const commissioning = commissioned(
    0,
    lot,
    cases.flatMap(({ serials }) => serials),
  );
  const packing = cases.map(({ sscc, serials }, n) => packed(1 + n, sscc, serials.map(packEpc)));
  return { cases, commissioning, packing, events: [commissioning, ...packing] };
}

/** One case of three packs, which has come to somebody. */
async function arrivedAt(party: Party, lot: string) {
  const { cases, events } = lotOf(lot, 1);
  const [{ sscc, serials }] = cases as [(typeof cases)[number]];
  const sent = [...events, shipped(5, [sscc], party)];
  expect(told(await chain.tell('manufacturer', ...sent))).toEqual(applied(sent));
  expect(told(await chain.tell(party, received(10, [sscc])))).toEqual(['applied']);
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
    expect(told(await chain.tell('distributor', unpacked(11, sscc, some)))).toEqual(['applied']);
    expect(await containerOf(sscc)).toMatchObject({ lots: [{ lot, packs: 1 }] });
    expect(await containerOf(sscc)).not.toHaveProperty('openedAt');
    const here = { verdict: 'authentic', custody: 'yours', site: siteOf('distributor') };
    for (const serial of serials) expect(await seenAs('distributor', lot, serial)).toMatchObject(here);
  });

  it('go into a box of who has them, and on to who supplies them', async () => {
    const box = caseOf(1, DISTRIBUTORS);
    const events = [packed(12, box, serials.slice(0, 2).map(packEpc)), shipped(13, [box], 'pharmacy')];
    expect(told(await chain.tell('distributor', ...events))).toEqual(applied(events));
    const dispensing = observed(21, 'dispensing', [packEpc(serials[0]!)], { disposition: 'dispensed' });
    expect(told(await chain.tell('pharmacy', received(20, [box]), dispensing))).toEqual(['applied', 'applied']);
    expect(await seenAs('pharmacy', lot, serials[0]!)).toMatchObject({ verdict: 'already-supplied-here' });
    expect(await seenAs('pharmacy', lot, serials[1]!)).toMatchObject({ verdict: 'authentic', custody: 'yours' });
    expect(await containerOf(box)).toMatchObject({ lots: [{ lot, packs: 2 }] });
    expect(await chain.exceptions('pharmacy')).toEqual([]);
  });

  it('open the case once the last comes out', async () => {
    expect(told(await chain.tell('distributor', unpacked(14, sscc, [packEpc(serials[2]!)])))).toEqual(['applied']);
    expect(await containerOf(sscc)).toMatchObject({ openedAt: expect.any(String) });
    expect(await chain.exceptions('distributor')).toEqual([]);
  });

  it('of another case are not taken out of this one: that waits for whoever put them in', async () => {
    const { sscc: other } = await arrivedAt('distributor', 'M2');
    const capture = await chain.capture('distributor', documentOf([unpacked(15, other, [packEpc(serials[1]!)])]));
    const [one] = await chain.once('distributor', capture, ([event]) => event?.state === 'parked');
    expect(one?.reason).toContain('CONTAINER_NOT_INSIDE');
    expect(await containerOf(other)).toMatchObject({ lots: [{ packs: 3 }] });
  });
});

describe('a whole case', () => {
  it('is dispensed by its SSCC, with all its packs, and so once', async () => {
    const { sscc, serials } = await arrivedAt('hospital', 'M3');
    const dispensing = observed(21, 'dispensing', [caseEpc(sscc)], { disposition: 'dispensed' });
    expect(told(await chain.tell('hospital', dispensing))).toEqual(['applied']);
    expect(await containerOf(sscc)).toMatchObject({ status: { state: 'supplied' } });
    for (const serial of serials) {
      expect(await seenAs('hospital', 'M3', serial)).toMatchObject({ verdict: 'already-supplied-here' });
      expect(await seenAs('pharmacy', 'M3', serial)).toMatchObject({ verdict: 'already-supplied-elsewhere' });
    }
    const height = drugs.network.ledger.height('supply');
    expect(told(await chain.tell('hospital', dispensing))).toEqual(['applied']);
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
    expect(await seenAs('distributor', 'M4', serials[0]!)).toMatchObject({ verdict: 'authentic' });
  });

  it('is decommissioned by its SSCC, and active again once that was declared wrong', async () => {
    const { sscc, serials } = await arrivedAt('distributor', 'M5');
    const ending = observed(21, 'decommissioning', [caseEpc(sscc)], { disposition: 'inactive' });
    expect(told(await chain.tell('distributor', ending))).toEqual(['applied']);
    expect(await seenAs('pharmacy', 'M5', serials[0]!)).toMatchObject({ verdict: 'checked-out' });
    // What left the stock is not sent on.
    const [sending] = await chain.tell('distributor', shipped(22, [sscc], 'pharmacy'));
    expect(sending).toMatchObject({ state: 'not-applied', reason: expect.stringContaining('CONTAINER_NOT_ACTIVE') });
    expect(told(await chain.tell('distributor', declaredWrong(ending, 50)))).toEqual(['applied']);
    expect(await seenAs('distributor', 'M5', serials[0]!)).toMatchObject({ verdict: 'authentic' });
  });

  it('is destroyed by its SSCC for good', async () => {
    const { sscc, serials } = await arrivedAt('distributor', 'M6');
    const ending = observed(21, 'destroying', [caseEpc(sscc)], { disposition: 'destroyed' });
    expect(told(await chain.tell('distributor', ending))).toEqual(['applied']);
    expect(await seenAs('pharmacy', 'M6', serials[0]!)).toMatchObject({ verdict: 'destroyed' });
    const [wrong] = await chain.tell('distributor', declaredWrong(ending, 50));
    expect(wrong).toMatchObject({ state: 'not-applied', reason: expect.stringContaining('PACK_NOT_UNDOABLE') });
  });
});

describe('one document of EPCIS 1.2 with its SBDH', () => {
  const { cases, events } = lotOf('M7', 2);
  const pallet = palletOf(next);
  const ssccs = cases.map(({ sscc }) => sscc);
  const all = [...events, packed(4, pallet, ssccs.map(caseEpc)), shipped(5, [pallet], 'distributor')];

  it('commissions packs, packs them into cases, these onto a pallet, and ships that', async () => {
    const capture = await chain.capture('manufacturer', firstVersion(all), 'application/xml');
    expect(told(await chain.settled('manufacturer', capture))).toEqual(applied(all));
    expect(await containerOf(pallet)).toMatchObject({
      ...{ children: ssccs, shipment: { to: { organisation: 'distributor' } } },
      lots: [{ gtin, lot: 'M7', packs: 6 }],
    });
    expect(await seenAs('distributor', 'M7', cases[1]!.serials[0]!)).toMatchObject({
      ...{ verdict: 'on-its-way-to-you', custody: 'on-its-way-to-you' },
    });
  });

  it('is the same events as in JSON-LD: the ledger does nothing twice', async () => {
    const height = drugs.network.ledger.height('supply');
    expect(told(await chain.tell('manufacturer', ...all))).toEqual(applied(all));
    expect(drugs.network.ledger.height('supply')).toBeLessThanOrEqual(height + 1n);
  });
});

describe('packings of one capture that the ledger refuses as a whole', () => {
  it('are tried event by event: the good ones are applied, the bad one is somebody’s to resolve', async () => {
    const { cases, commissioning, packing } = lotOf('M8', 3);
    const taken = lotOf('M9', 1);
    const [{ sscc: opened }] = taken.cases as [(typeof cases)[number]];
    await chain.tell('manufacturer', ...taken.events, unpacked(3, opened));
    await drugs.of('manufacturer').caughtUp();
    const { db } = drugs.of('manufacturer').database;
    // The gateway lost sight of the case that was opened: only the ledger knows that it takes no packs any more.
    await db.execute(sql`delete from containers where sscc = ${opened}`);
    const bad = packed(2, opened, cases[1]!.serials.map(packEpc));
    const sent = [commissioning, packing[0]!, bad, packing[2]!];
    const capture = await chain.capture('manufacturer', documentOf(sent));
    const settled = await chain.once('manufacturer', capture, (all) =>
      all.every(({ state }) => ['applied', 'not-applied'].includes(state)),
    );
    expect(told(settled)).toEqual([
      ...['applied', 'applied', expect.stringMatching(/^not-applied: CONTAINER_OPENED/), 'applied'],
    ]);
    expect(await chain.exceptions('manufacturer')).toMatchObject([{ kind: 'not-applied', event: settled[2]!.id }]);
    for (const { sscc } of [cases[0]!, cases[2]!])
      expect(await containerOf(sscc)).toMatchObject({ lots: [{ lot: 'M8', packs: 3 }] });
    // Of the refused packings nothing is left: those packs are loose, and may be packed into another case.
    const good = packedAs([cases[0]!, cases[2]!]);
    const all = cases.flatMap(({ serials }) => serials);
    expect(await packedOnLedger(drugs, db, 'M8', all)).toEqual(
      new Map(all.map((serial) => [serial, good.get(serial)])),
    );
    const states = await rows(db, sql`select state, count(*)::int as count from packings where lot = 'M8' group by 1`);
    expect(states).toEqual(
      expect.arrayContaining([
        { state: 'closed', count: 2 },
        { state: 'refused', count: 2 },
      ]),
    );
    expect(told(await chain.tell('manufacturer', packing[1]!))).toEqual(['applied']);
  });
});

/** Events as 1.2 writes them, by URNs, in a document with the header that trading partners ask for. */
function firstVersion(events: readonly ChainEvent[]): string {
  const urns = JSON.parse(
    JSON.stringify(events)
      .replaceAll(/https:\/\/id\.gs1\.org\/01\/0(\d{7})(\d{5})\d\/21\/([^"]+)/g, 'urn:epc:id:sgtin:$1.0$2.$3')
      .replaceAll(/https:\/\/id\.gs1\.org\/00\/(\d)(\d{7})(\d{9})\d/g, 'urn:epc:id:sscc:$2.$1$3')
      .replaceAll(/https:\/\/id\.gs1\.org\/414\/(\d{7})(\d{5})\d/g, 'urn:epc:id:sgln:$1.$2.0'),
  ) as readonly ChainEvent[];
  const party = (role: string, gln: string) => `<sbdh:${role}>
        <sbdh:Identifier Authority="SGLN">urn:epc:id:sgln:${gln.slice(0, 7)}.${gln.slice(7, 12)}.0</sbdh:Identifier>
      </sbdh:${role}>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:1" xmlns:cbvmda="urn:epcglobal:cbv:mda"
  xmlns:sbdh="http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"
  schemaVersion="1.2" creationDate="2026-11-20T08:00:00.000Z">
  <EPCISHeader>
    <sbdh:StandardBusinessDocumentHeader>
      <sbdh:HeaderVersion>1.0</sbdh:HeaderVersion>
      ${party('Sender', siteOf('manufacturer'))}
      ${party('Receiver', siteOf('distributor'))}
      <sbdh:DocumentIdentification>
        <sbdh:Standard>EPCglobal</sbdh:Standard>
        <sbdh:TypeVersion>1.0</sbdh:TypeVersion>
        <sbdh:InstanceIdentifier>M7/1</sbdh:InstanceIdentifier>
        <sbdh:Type>Events</sbdh:Type>
        <sbdh:CreationDateAndTime>2026-11-20T08:00:00.000Z</sbdh:CreationDateAndTime>
      </sbdh:DocumentIdentification>
    </sbdh:StandardBusinessDocumentHeader>
  </EPCISHeader>
  <EPCISBody>
    <EventList>
${urns.map((event) => xmlEvent(event, true)).join('\n')}
    </EventList>
  </EPCISBody>
</epcis:EPCISDocument>
`;
}
