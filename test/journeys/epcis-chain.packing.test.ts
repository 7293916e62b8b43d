/** Packing that a maker tells by EPCIS: in one document of 1.2 with all that follows, and where the ledger refuses some of it. */
import { sql } from 'drizzle-orm';
import { siteOf } from '../../chaincode/src/fixtures/consortium';
import {
  applied,
  caseEpc,
  ChainByEpcis,
  type ChainEvent,
  documentOf,
  outcomes,
  packEpc,
  packed,
  shipped,
  toldCases,
  unpacked,
} from '../fixtures/chain-events';
import { xmlEvent } from '../fixtures/epcis-events/xml-event';
import { rows } from '../fixtures/gateway-in-process';
import { packedAs, packedOnLedger, palletOf } from '../fixtures/packed-lots';
import { product, type SupplyConsortium } from '../fixtures/supply-consortium';

jest.setTimeout(120_000);
const { gtin } = product;

let drugs: SupplyConsortium;
let chain: ChainByEpcis;
beforeAll(async () => {
  chain = await ChainByEpcis.start();
  ({ drugs } = chain);
}, 240_000);
afterAll(() => drugs.stop(), 30_000);

describe('one document of EPCIS 1.2 with its SBDH', () => {
  const { cases, events } = toldCases('M7', 2);
  const pallet = palletOf(700);
  const ssccs = cases.map(({ sscc }) => sscc);
  const all = [...events, packed(4, pallet, ssccs.map(caseEpc)), shipped(5, [pallet], 'distributor')];

  it('commissions packs, packs them into cases, these onto a pallet, and ships that', async () => {
    const capture = await chain.capture('manufacturer', firstVersion(all), 'application/xml');
    expect(outcomes(await chain.settled('manufacturer', capture))).toEqual(applied(all));
    expect(await chain.container(pallet)).toMatchObject({
      ...{ children: ssccs, shipment: { to: { organisation: 'distributor' } } },
      lots: [{ gtin, lot: 'M7', packs: 6 }],
    });
    expect(await chain.verdict('distributor', 'M7', cases[1]!.serials[0]!)).toMatchObject({
      ...{ verdict: 'on-its-way-to-you', custody: 'on-its-way-to-you' },
    });
  });

  it('is the same events as in JSON-LD: the ledger does nothing twice', async () => {
    const height = drugs.network.ledger.height('supply');
    expect(outcomes(await chain.tell('manufacturer', ...all))).toEqual(applied(all));
    expect(drugs.network.ledger.height('supply')).toBeLessThanOrEqual(height + 1n);
  });
});

describe('packings of one capture that the ledger refuses as a whole', () => {
  it('are tried event by event: the good ones are applied, the bad one is somebody’s to resolve', async () => {
    const { cases, commissioning, packing } = toldCases('M8', 3);
    const taken = toldCases('M9', 1);
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
    expect(outcomes(settled)).toEqual([
      ...['applied', 'applied', expect.stringMatching(/^not-applied: CONTAINER_OPENED/), 'applied'],
    ]);
    expect(await chain.exceptions('manufacturer')).toMatchObject([{ kind: 'not-applied', event: settled[2]!.id }]);
    for (const { sscc } of [cases[0]!, cases[2]!])
      expect(await chain.container(sscc)).toMatchObject({ lots: [{ lot: 'M8', packs: 3 }] });
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
    expect(outcomes(await chain.tell('manufacturer', packing[1]!))).toEqual(['applied']);
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
