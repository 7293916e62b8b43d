/** What trading partners in the United States send under the DSCSA: a header of papers and master data, then events. */
import { planCommissionings } from '@theriac/domain/epcis';
import { jsonDocument, JSON_LD, objectEventJson, read, told, WHEN, XML } from './fixtures/documents';

const SHIPPER = 'urn:epc:id:sgln:9521104.00001.0';
const BUYER = 'urn:epc:id:sgln:9521105.00001.0';

const partner = (role: string, place: string): string =>
  `<sbdh:${role}><sbdh:Identifier Authority="SGLN">${place}</sbdh:Identifier><sbdh:ContactInformation><sbdh:Contact>Traceability</sbdh:Contact></sbdh:ContactInformation></sbdh:${role}>`;

const vocabulary = (type: string, id: string, attributes: Readonly<Record<string, string>>): string =>
  `<Vocabulary type="urn:epcglobal:epcis:vtype:${type}"><VocabularyElementList><VocabularyElement id="${id}">
${Object.entries(attributes)
  .map(([name, value]) => `<attribute id="urn:epcglobal:cbv:mda#${name}">${value}</attribute>`)
  .join('\n')}
</VocabularyElement></VocabularyElementList></Vocabulary>`;

const HEADER = `<EPCISHeader>
<sbdh:StandardBusinessDocumentHeader>
<sbdh:HeaderVersion>1.0</sbdh:HeaderVersion>${partner('Sender', SHIPPER)}${partner('Receiver', BUYER)}
<sbdh:DocumentIdentification><sbdh:Standard>EPCglobal</sbdh:Standard><sbdh:TypeVersion>1.0</sbdh:TypeVersion><sbdh:InstanceIdentifier>77</sbdh:InstanceIdentifier><sbdh:Type>Events</sbdh:Type><sbdh:MultipleType>false</sbdh:MultipleType><sbdh:CreationDateAndTime>2026-11-21T08:00:00Z</sbdh:CreationDateAndTime></sbdh:DocumentIdentification>
<sbdh:Manifest><sbdh:NumberOfItems>1</sbdh:NumberOfItems></sbdh:Manifest>
</sbdh:StandardBusinessDocumentHeader>
<extension><EPCISMasterData><VocabularyList>
${vocabulary('EPCClass', 'urn:epc:idpat:sgtin:9521104.001234.*', { additionalTradeItemIdentification: '0069-2104-01', regulatedProductName: 'Amoxicillin', strengthDescription: '500 mg' })}
${vocabulary('Location', SHIPPER, { name: 'Plant', streetAddressOne: '1 Main Street', countryCode: 'US' })}
</VocabularyList></EPCISMasterData></extension>
<gs1ushc:dscsaTransactionStatement>
<gs1ushc:affirmTransactionStatement>true</gs1ushc:affirmTransactionStatement>
<gs1ushc:legalNotice>The seller has complied with the law that applies.</gs1ushc:legalNotice>
</gs1ushc:dscsaTransactionStatement>
</EPCISHeader>`;

const PACKS = '<epc>urn:epc:id:sgtin:9521104.001234.A</epc><epc>urn:epc:id:sgtin:9521104.001234.B</epc>';
const CASE = 'urn:epc:id:sscc:9521104.0000000001';

const EVENTS = `<ObjectEvent>${WHEN}
<epcList>${PACKS}</epcList><action>ADD</action><bizStep>urn:epcglobal:cbv:bizstep:commissioning</bizStep>
<disposition>urn:epcglobal:cbv:disp:active</disposition><readPoint><id>${SHIPPER}</id></readPoint>
<extension><ilmd><cbvmda:lotNumber>L1</cbvmda:lotNumber><cbvmda:itemExpirationDate>2029-10-31</cbvmda:itemExpirationDate></ilmd></extension>
</ObjectEvent>
<AggregationEvent>${WHEN}<parentID>${CASE}</parentID><childEPCs>${PACKS}</childEPCs><action>ADD</action>
<bizStep>urn:epcglobal:cbv:bizstep:packing</bizStep></AggregationEvent>
<ObjectEvent>${WHEN}
<baseExtension><eventID>urn:uuid:7</eventID></baseExtension>
<epcList><epc>${CASE}</epc></epcList><action>OBSERVE</action><bizStep>urn:epcglobal:cbv:bizstep:shipping</bizStep>
<disposition>urn:epcglobal:cbv:disp:in_transit</disposition>
<bizTransactionList><bizTransaction type="urn:epcglobal:cbv:btt:po">urn:epcglobal:cbv:bt:9521105000010:PO 1</bizTransaction></bizTransactionList>
<extension><sourceList><source type="urn:epcglobal:cbv:sdt:owning_party">${SHIPPER}</source></sourceList>
<destinationList><destination type="urn:epcglobal:cbv:sdt:owning_party">${BUYER}</destination></destinationList></extension>
<gs1ushc:dscsaTransactionStatement><gs1ushc:affirmTransactionStatement>true</gs1ushc:affirmTransactionStatement></gs1ushc:dscsaTransactionStatement>
</ObjectEvent>`;

const NAMESPACES =
  'xmlns:sbdh="http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader" xmlns:cbvmda="urn:epcglobal:cbv:mda" xmlns:gs1ushc="http://epcis.gs1us.org/hc/ns"';

const xml = (major: string, version: string, events: string): string =>
  `<e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:${major}" ${NAMESPACES} schemaVersion="${version}" creationDate="2026-11-21T08:00:00Z">
${HEADER}
<EPCISBody><EventList>${events}</EventList></EPCISBody>
<gs1ushc:note>after the body</gs1ushc:note>
</e:EPCISDocument>`;

const STATEMENT = {
  namespace: 'http://epcis.gs1us.org/hc/ns',
  name: 'dscsaTransactionStatement',
  value: [{ namespace: 'http://epcis.gs1us.org/hc/ns', name: 'affirmTransactionStatement', value: 'true' }],
};

it.each([
  ['1', '1.2'],
  ['2', '2.0'],
])('a document with header, master data and statement is read: schema %s, version %s', async (major, version) => {
  const reading = await read(xml(major, version, EVENTS), XML);
  expect(told(reading)).toEqual([]);
  expect(reading.end).toMatchObject({ isSound: true, events: 3, refused: 0 });
  const events = reading.events.map(({ event }) => event);
  expect(events.map(({ bizStep }) => bizStep)).toEqual(['commissioning', 'packing', 'shipping']);
  expect(events[2]).toMatchObject({
    eventID: 'urn:uuid:7',
    sourceList: [{ type: 'owning_party', source: SHIPPER }],
    destinationList: [{ type: 'owning_party', destination: BUYER }],
    extensions: [STATEMENT],
  });
  expect(planCommissionings(events).commissionings).toMatchObject([
    { lot: 'L1', expiry: '2029-10-31', serials: ['A', 'B'] },
  ]);
});

it('a fault after a long header stands at its own line', async () => {
  const reading = await read(xml('1', '1.2', EVENTS.replace('in_transit', 'in transit')), XML);
  const at = xml('1', '1.2', EVENTS)
    .split('\n')
    .findIndex((line) => line.includes('in_transit'));
  expect(told(reading)).toEqual([
    `event line ${at + 1}, column 1: disposition must be a disposition of the CBV, or a URI`,
  ]);
});

it('the same in JSON-LD', async () => {
  const statement = { 'gs1ushc:affirmTransactionStatement': 'true' };
  const document = jsonDocument([objectEventJson({ 'gs1ushc:dscsaTransactionStatement': statement })], {
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld', { gs1ushc: STATEMENT.namespace }],
    sender: SHIPPER,
    receiver: BUYER,
    instanceIdentifier: '77',
    'gs1ushc:dscsaTransactionStatement': { ...statement, 'gs1ushc:legalNotice': 'The seller has complied.' },
    epcisHeader: {
      epcisMasterData: {
        vocabularyList: [
          { type: 'urn:epcglobal:epcis:vtype:Location', vocabularyElementList: [{ id: SHIPPER, attributes: [] }] },
        ],
      },
    },
  });
  const reading = await read(document, JSON_LD);
  expect(told(reading)).toEqual([]);
  expect(reading.events[0]?.event).toMatchObject({ extensions: [STATEMENT] });
});
