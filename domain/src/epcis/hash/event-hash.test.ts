/** One event has one hash, however it is spelled; what happened otherwise has another. */
import { inOneGo, toHex } from '../../ledger';
import { testDigest } from '../../ledger/fixtures/node-digest';
import { commissioningEvent, packingEvent, packs, transformationEvent } from '../fixtures/events';
import { type EpcisEvent, eventHashUri, eventText, fromJsonLd, GS1_PREFIXES, identifyEvent, readEvent } from '..';

function eventOf(raw: Record<string, unknown>): EpcisEvent {
  const result = readEvent(fromJsonLd(raw, GS1_PREFIXES), 'json-ld');
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result.event;
}

const textOf = (raw: Record<string, unknown>): string => inOneGo(eventText(eventOf(raw))).join('');
const hashOf = (raw: Record<string, unknown>): string => toHex(inOneGo(identifyEvent(eventOf(raw), testDigest)).hash);

describe('the text that is hashed', () => {
  it('names each field in its place and its canonical spelling', () => {
    const text = textOf(
      commissioningEvent({
        epcList: packs('B', 'A'),
        quantityList: [{ epcClass: 'urn:epc:idpat:sgtin:9521321.012345.*', quantity: 2.5, uom: 'KGM' }],
        bizTransactionList: [{ type: 'po', bizTransaction: 'urn:epcglobal:cbv:bt:9521321000010:1152' }],
        destinationList: [{ type: 'owning_party', destination: 'urn:epc:id:pgln:9521321.00002' }],
        'https://a.example/x': { 'https://a.example/z': 1.5, 'https://a.example/y': '1.50' },
      }),
    );
    expect(
      text.replaceAll(
        /(eventTime|epcList|quantityList|action=ADD|readPoint|bizTransactionList|dest\w+List|ilmd|\{h)/g,
        '\n$1',
      ),
    ).toBe(
      `eventType=ObjectEvent
eventTime=2026-11-21T07:00:00.000Z
eventTimeZoneOffset=+01:00
epcListepc=https://id.gs1.org/01/09521321123458/21/Aepc=https://id.gs1.org/01/09521321123458/21/B
quantityListquantityElementepcClass=https://id.gs1.org/01/09521321123458quantity=2.5uom=KGM
action=ADDbizStep=https://ref.gs1.org/cbv/BizStep-commissioningdisposition=https://ref.gs1.org/cbv/Disp-active
readPointid=https://id.gs1.org/414/9521321000018/254/L1
bizTransactionListtype=https://ref.gs1.org/cbv/BTT-pobizTransaction=urn:epcglobal:cbv:bt:9521321000010:1152
destinationListtype=https://ref.gs1.org/cbv/SDT-owning_partydestination=https://id.gs1.org/417/9521321000025
ilmd{urn:epcglobal:cbv:mda}itemExpirationDate=2028-05-31{urn:epcglobal:cbv:mda}lotNumber=LOT-7
{https://a.example/}x
{https://a.example/}y=1.5
{https://a.example/}z=1.5`,
    );
  });

  it.each([
    ['+0007.50', '7.5'],
    ['1_000', '1000'],
    ['0.00002', '2e-05'],
    ['123456789012345678901', '123456789012345683968'],
    ['1e999', '1e999'],
    ['-0', '0'],
    ['LOT 007', 'LOT 007'],
    [' padded ', 'padded'],
    ['gs1:Temperature', 'https://gs1.org/voc/Temperature'],
    ['urn:epcglobal:cbv:disp:active', 'https://ref.gs1.org/cbv/Disp-active'],
    ['urn:epc:id:giai:9521321.A1', 'https://id.gs1.org/8004/9521321A1'],
    [true, 'true'],
    [1e21, '1000000000000000000000'],
    [0.1, '0.1'],
  ])('says %p as %s', (value, canonical) => {
    expect(textOf(commissioningEvent({ 'https://a.example/x': value }))).toContain(
      `{https://a.example/}x=${canonical}`,
    );
  });

  it('leaves out comments and what is absent, and names what is empty', () => {
    expect(textOf(transformationEvent({ 'rdfs:comment': 'a remark', 'https://a.example/x': null }))).toBe(
      'eventType=TransformationEventeventTime=2026-11-21T07:00:00.000ZeventTimeZoneOffset=+01:00' +
        'inputEPCListepc=https://id.gs1.org/01/09521321123458/21/A1outputEPCListepc=https://id.gs1.org/01/09521321123458/21/B1' +
        'bizStep=https://ref.gs1.org/cbv/BizStep-repackaging{https://a.example/}x',
    );
  });

  it('keeps extensions inside a place or a sensor only where the reference implementation does', () => {
    const [inside, outside] = ['https://a.example/', 'https://a.example#'].map((namespace) =>
      textOf(
        commissioningEvent({
          readPoint: { id: 'urn:x:1', [`${namespace}gate`]: 2 },
          sensorElementList: [
            {
              sensorMetadata: { time: '2026-11-21T08:00:00Z', [`${namespace}by`]: 'me' },
              sensorReport: [{ type: 'Temperature', value: 5, component: 'x', bizRules: 'urn:x:rule' }],
            },
          ],
        }),
      ),
    );
    expect(inside).toContain('readPointid=urn:x:1{https://a.example/}gate=2');
    expect(inside).toContain('sensorMetadatatime=2026-11-21T08:00:00.000Z{https://a.example/}by=me');
    expect(inside).toContain('component=https://ref.gs1.org/cbv/Comp-x');
    expect(inside).toContain('sensorElementListsensorElementsensorReportbizRules=urn:x:rule');
    expect(outside).toMatch(
      /readPoint\{https:\/\/a.example#\}gate=2sensorElementListsensorElementsensorMetadata\{.*\}by=me/,
    );
  });
});

describe('the text of', () => {
  it('sensors without metadata says what each report says, in order', () => {
    const text = textOf(
      commissioningEvent({
        sensorElementList: [
          {
            sensorReport: [
              {
                type: 'https://own.example/Glow',
                booleanValue: true,
                uriValue: 'urn:x:1',
                time: '2026-11-21T08:00:00.0005Z',
              },
              { exception: 'ALARM_CONDITION', stringValue: '0010', sDev: 0.5 },
            ],
            'https://a.example/by': 'me',
          },
          { sensorReport: [{ type: 'Speed', value: -2 }] },
        ],
      }),
    );
    expect(text).toContain(
      'sensorElementList' +
        'sensorElementsensorReportexception=https://gs1.org/voc/ALARM_CONDITIONstringValue=10sDev=0.5' +
        'sensorReporttype=https://own.example/Glowtime=2026-11-21T08:00:00.000ZbooleanValue=trueuriValue=urn:x:1{https://a.example/}by=me' +
        'sensorElementsensorReporttype=https://gs1.org/voc/Speedvalue=-2',
    );
  });

  it('an event without words, with somebody’s own and with an untyped paper', () => {
    const text = textOf(
      commissioningEvent({
        ...{ bizStep: undefined, disposition: 'https://own.example/asleep', ilmd: undefined, readPoint: undefined },
        bizTransactionList: [{ bizTransaction: 'urn:x:1' }],
        persistentDisposition: { unset: ['recalled', 'expired'] },
        certificationInfo: ['urn:x:2', 'urn:x:1'],
        quantityList: [{ epcClass: 'urn:x:3' }],
      }),
    );
    expect(text).toContain('certificationInfo=urn:x:1certificationInfo=urn:x:2epcList');
    expect(text).toContain(
      'quantityListquantityElementepcClass=urn:x:3action=ADDdisposition=https://own.example/asleep',
    );
    expect(text).toMatch(
      /persistentDispositionunset=.*Disp-expiredunset=.*Disp-recalledbizTransactionListbizTransaction=urn:x:1$/,
    );
  });

  it.each([
    ['.0005', '.000'],
    ['.0015', '.002'],
    ['.00151', '.002'],
    ['.9996', '1.000'],
  ])('a time with %s is rounded, halves to even', (fraction, rounded) => {
    const seconds = rounded.startsWith('1') ? '01.000' : `00${rounded}`;
    expect(textOf(commissioningEvent({ eventTime: `2026-11-21T08:00:00${fraction}Z` }))).toContain(
      `T08:00:${seconds}Z`,
    );
  });

  it('fields of one’s own tells attributes and text of an element from its fields', () => {
    const event = eventOf(commissioningEvent());
    const field = (name: string, value: string) => ({ namespace: '', name, value });
    const box = { namespace: 'urn:x', name: 'box', value: [field('@a', '1'), field('#text', ' 2.0 '), field('b', '')] };
    expect(inOneGo(eventText({ ...event, extensions: [box] })).join('')).toMatch(/\{urn:x\}box=2a=1b$/);
  });
});

describe('the hash', () => {
  it('has the form of RFC 6920', () => {
    const { hash } = inOneGo(identifyEvent(eventOf(commissioningEvent()), testDigest));
    expect(eventHashUri(hash)).toMatch(/^ni:\/\/\/sha-256;[0-9a-f]{64}\?ver=CBV2\.0$/);
  });

  it.each([
    [
      'EPCs as links',
      { epcList: ['A2', 'A1'].map((serial) => `https://own.example/01/09521321123458/10/L/21/${serial}`) },
    ],
    ['words as URN', { bizStep: 'urn:epcglobal:cbv:bizstep:commissioning' }],
    ['words as web address', { disposition: 'https://ref.gs1.org/cbv/Disp-active' }],
    ['another zone', { eventTime: '2026-11-21T07:00:00.0004Z' }],
    ['another id', { eventID: 'urn:uuid:1' }],
    ['a time of recording', { recordTime: '2026-11-21T09:00:00Z' }],
    ['an error declaration', { errorDeclaration: { declarationTime: '2026-11-22T08:00:00Z' } }],
  ])('is the same with %s', (_, changes) => {
    expect(hashOf(commissioningEvent(changes))).toBe(hashOf(commissioningEvent()));
  });

  it.each([
    ['another pack', { epcList: packs('A1', 'A3') }],
    ['another moment', { eventTime: '2026-11-21T08:00:00.001+01:00' }],
    ['another zone of the place', { eventTimeZoneOffset: '+02:00' }],
    ['another lot', { ilmd: {} }],
    ['an extension', { 'https://a.example/x': 1 }],
    ['a source', { sourceList: [{ type: 'location', source: 'urn:x:1' }] }],
  ])('is another with %s', (_, changes) => {
    expect(hashOf(commissioningEvent(changes))).not.toBe(hashOf(commissioningEvent()));
  });

  it('of an association is not that of an aggregation', () => {
    expect(hashOf(packingEvent({ type: 'AssociationEvent' }))).not.toBe(hashOf(packingEvent()));
  });
});

describe('an identity', () => {
  const declaredAt = (declarationTime: string) =>
    inOneGo(identifyEvent(eventOf(commissioningEvent({ errorDeclaration: { declarationTime } })), testDigest))
      .declaredAt;

  it('tells an error declaration by its moment, in whatever zone', () => {
    expect(inOneGo(identifyEvent(eventOf(commissioningEvent()), testDigest)).declaredAt).toBeUndefined();
    expect(declaredAt('2026-11-22T08:00:00+01:00')).toBe('2026-11-22T07:00:00.000Z');
  });

  it('of a hundred thousand packs is found with pauses', () => {
    const epcList = Array.from(
      { length: 100_000 },
      (_, index) => `urn:epc:id:sgtin:9521321.012345.${(index * 7919) % 100_003}`,
    );
    const turns = identifyEvent(eventOf(commissioningEvent({ epcList })), testDigest);
    let pauses = 0;
    while (turns.next().done !== true) pauses += 1;
    expect(pauses).toBeGreaterThan(100);
  });
});
