/** XML events: every field in the standard's form, whatever wrapped it, and each fault at its line and column. */
import type { ReadEvent } from '..';
import { objectEvent, read, told, WHEN, XML, xml12, xml20 } from '../fixtures/documents';

async function eventOf(text: string): Promise<ReadEvent['event']> {
  const reading = await read(text, XML);
  if (reading.events.length !== 1) throw new Error(told(reading).join('\n'));
  return reading.events[0]!.event;
}

describe('EPCIS 1.2', () => {
  it('wraps later fields in extensions, which count as the event’s own', async () => {
    const event = await eventOf(
      xml12(
        objectEvent(`
        <baseExtension><eventID>9db05f77</eventID></baseExtension>
        <extension>
          <quantityList><quantityElement><epcClass>urn:epc:idpat:sgtin:9521104.001234.*</epcClass><quantity>14.5</quantity><uom>LB</uom></quantityElement></quantityList>
          <sourceList><source type="urn:epcglobal:cbv:sdt:location"> urn:x:1 </source></sourceList>
          <ilmd><cbvmda:lotNumber>
            L1 </cbvmda:lotNumber><extension><plain>x</plain></extension></ilmd>
          <extension><later>1</later></extension>
        </extension>
        <own:field a="1">text<own:inner/></own:field>`),
      ),
    );
    expect(event).toMatchObject({
      eventID: '9db05f77',
      quantityList: [{ epcClass: 'urn:epc:idpat:sgtin:9521104.001234.*', quantity: 14.5, uom: 'LB' }],
      sourceList: [{ type: 'location', source: 'urn:x:1' }],
      ilmd: [
        { namespace: 'urn:epcglobal:cbv:mda', name: 'lotNumber', value: 'L1' },
        { namespace: '', name: 'plain', value: 'x' },
      ],
      extensions: [
        { namespace: '', name: 'later', value: '1' },
        {
          namespace: 'https://own.example/',
          name: 'field',
          value: [
            { namespace: '', name: '@a', value: '1' },
            { namespace: 'https://own.example/', name: 'inner', value: '' },
            { namespace: '', name: '#text', value: 'text' },
          ],
        },
      ],
    });
  });

  it('puts later kinds of events into extensions of the list', async () => {
    const transformation = `<TransformationEvent>${WHEN}<inputEPCList><epc>urn:x:1</epc></inputEPCList><inputQuantityList/><outputEPCList><epc>urn:x:2</epc></outputEPCList><transformationID>391</transformationID></TransformationEvent>`;
    expect(await eventOf(xml12(`<extension>${transformation}</extension>`))).toMatchObject({
      type: 'TransformationEvent',
      inputQuantityList: [],
      transformationID: '391',
    });
  });

  it('may leave the zone of a time to the event’s offset', async () => {
    const declared =
      '<baseExtension><errorDeclaration><declarationTime>2026-11-22T08:00:00</declarationTime></errorDeclaration></baseExtension>';
    const event = await eventOf(xml12(objectEvent(declared).replace('08:00:00.000+01:00', '08:00:00')));
    expect(event).toMatchObject({
      eventTime: '2026-11-21T08:00:00+01:00',
      errorDeclaration: { declarationTime: '2026-11-22T08:00:00+01:00' },
    });
    const second = await read(xml20(objectEvent().replace('08:00:00.000+01:00', '08:00:00')), XML);
    expect(told(second)[0]).toContain('eventTime must be a time with a zone');
  });

  it('has quantity events, which are observations of a quantity', async () => {
    const quantity = `<QuantityEvent>${WHEN}<epcClass>urn:epc:idpat:sgtin:9521104.001234.*</epcClass><quantity>7</quantity></QuantityEvent>`;
    expect(await eventOf(xml12(quantity))).toMatchObject({
      type: 'ObjectEvent',
      action: 'OBSERVE',
      quantityList: [{ epcClass: 'urn:epc:idpat:sgtin:9521104.001234.*', quantity: 7 }],
    });
    expect(told(await read(xml20(quantity), XML))[0]).toContain('must be one of the five events');
  });
});

describe('EPCIS 2.0', () => {
  it('has papers, errors, dispositions, certificates and sensors', async () => {
    const event = await eventOf(
      xml20(
        objectEvent(`
        <certificationInfo>https://example.com/c</certificationInfo>
        <errorDeclaration><declarationTime>2026-11-22T08:00:00Z</declarationTime><reason>urn:epcglobal:cbv:er:incorrect_data</reason><correctiveEventIDs><correctiveEventID>urn:uuid:1</correctiveEventID></correctiveEventIDs></errorDeclaration>
        <bizTransactionList><bizTransaction>urn:epcglobal:cbv:bt:9521104000013:Test 1</bizTransaction></bizTransactionList>
        <persistentDisposition><set>urn:epcglobal:cbv:disp:completeness_verified</set><unset>urn:epcglobal:cbv:disp:completeness_inferred</unset></persistentDisposition>
        <sensorElementList><sensorElement><sensorMetadata time="2026-11-21T08:00:00Z" own:a="1"/><sensorReport type="gs1:Temperature" value="5.5" booleanValue="true" uom="CEL"/><own:b/></sensorElement></sensorElementList>`),
      ),
    );
    expect(event).toMatchObject({
      certificationInfo: ['https://example.com/c'],
      errorDeclaration: { reason: 'incorrect_data', correctiveEventIDs: ['urn:uuid:1'] },
      bizTransactionList: [{ bizTransaction: 'urn:epcglobal:cbv:bt:9521104000013:Test 1' }],
      persistentDisposition: { set: ['completeness_verified'], unset: ['completeness_inferred'] },
      sensorElementList: [
        {
          sensorMetadata: { time: '2026-11-21T08:00:00Z', extensions: [{ name: 'a', value: '1' }] },
          sensorReport: [{ type: 'Temperature', value: 5.5, booleanValue: true, uom: 'CEL' }],
          extensions: [{ name: 'b' }],
        },
      ],
    });
  });

  it('may say that a quantity is nil', async () => {
    const nil =
      '<quantityList><quantityElement><epcClass>urn:x:1</epcClass><quantity xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"/></quantityElement></quantityList>';
    expect(await eventOf(xml20(objectEvent(nil)))).toMatchObject({ quantityList: [{ epcClass: 'urn:x:1' }] });
  });
});

describe('a fault of an event stands at its line and column', () => {
  it.each([
    ['<action>OBSERVE</action>', 'event line 7, column 1: action must stand once only'],
    ['<disposition>active</disposition>', 'event line 7, column 1: disposition must be a URI'],
    ['<colour>red</colour>', 'event line 4, column 1: has an unknown field colour'],
    ['<extensions>red</extensions>', 'event line 7, column 1: extensions is an unknown field'],
    ['<parentID><id>x</id></parentID>', 'event line 7, column 1: parentID must hold a text and no elements'],
    ['<readPoint><id>no uri</id></readPoint>', 'event line 7, column 12: readPoint.id must be a URI'],
    ['<readPoint>urn:x:1</readPoint>', 'event line 7, column 1: readPoint must hold elements and no text'],
    [
      '<sourceList>\n<destination type="urn:x:1">urn:x:1</destination></sourceList>',
      'event line 8, column 1: sourceList[0] must be source',
    ],
    ['<sourceList>x</sourceList>', 'event line 7, column 1: sourceList must hold elements and no text'],
    [
      '<sourceList><source>urn:x:1</source></sourceList>',
      'event line 7, column 13: sourceList[0].type must not be missing',
    ],
    [
      '<sourceList><source type="location">urn:x:1</source></sourceList>',
      'event line 7, column 13: sourceList[0].type must be a URI',
    ],
    [
      '<quantityList><quantityElement><epcClass>urn:x:1</epcClass>\n  <quantity>many</quantity></quantityElement></quantityList>',
      'event line 8, column 3: quantityList[0].quantity must be a decimal number',
    ],
    [
      '<persistentDisposition><keep/></persistentDisposition>',
      'event line 7, column 1: persistentDisposition must hold set and unset only',
    ],
    [
      '<sensorElementList><sensorElement><x/></sensorElement></sensorElementList>',
      'event line 7, column 20: sensorElementList[0] must hold one sensorMetadata at most, and sensorReports',
    ],
    [
      '<sensorElementList><sensorElement><sensorReport type="gs1:Time" value="x"/></sensorElement></sensorElementList>',
      'event line 7, column 35: sensorElementList[0].sensorReport[0].value must be a number',
    ],
    [
      '<sensorElementList><sensorElement><sensorReport type="gs1:Time" value="1"/>\n<sensorReport value="1"/>\n<sensorReport type="gs1:Time"/></sensorElement></sensorElementList>',
      'event line 8, column 1: sensorElementList[0].sensorReport[1] must have a type or an exception',
    ],
    [
      '<sensorElementList><sensorElement><sensorReport type="gs1:Time" booleanValue="x"/></sensorElement></sensorElementList>',
      'event line 7, column 35: sensorElementList[0].sensorReport[0].booleanValue must be true or false',
    ],
    [
      '<sensorElementList><sensorElement><sensorReport type="gs1:Time" extensions="x"/></sensorElement></sensorElementList>',
      'event line 7, column 35: sensorElementList[0].sensorReport[0] has an unknown field extensions (in the document)',
    ],
  ])('%s', async (more, fault) => {
    expect(told(await read(xml20(objectEvent(`\n${more}`)), XML))[0]).toBe(fault);
  });

  it('in the middle of a list', async () => {
    const text = xml12(objectEvent()).replace('urn:epc:id:sgtin:9521104.001234.B', 'no uri');
    expect(told(await read(text, XML))).toEqual(['event line 5, column 54: epcList[1] must be a URI']);
  });

  it('in a namespace where no event may be', async () => {
    expect(told(await read(xml20('<own:ObjectEvent/>'), XML))).toEqual([
      'event line 4, column 1: must be an event, in no namespace',
    ]);
  });
});

describe('a fault of the document does not hide others', () => {
  const document = xml12(objectEvent('<action/>'));
  it.each([
    [document.replace('schemaVersion="1.2"', ''), 'document line 2, column 1: schemaVersion must be 1.2 (or 1.0, 1.1)'],
    [document.replace('"1.2"', '"2.0"'), 'document line 2, column 1: schemaVersion must be 1.2 (or 1.0, 1.1)'],
    [document.replace(/creationDate="[^"]*"/, ''), 'document line 2, column 1: creationDate must not be missing'],
    [
      document.replace('creationDate="2026-11', 'creationDate="2919-95'),
      'document line 2, column 1: creationDate must be a moment that exists',
    ],
    [
      document.replace('<EPCISBody>', '<Extra/><EPCISBody>'),
      'document line 3, column 1: must hold EPCISHeader and EPCISBody only',
    ],
  ])('%#', async (text, fault) => {
    const reading = await read(text, XML);
    expect(told(reading)).toEqual([fault, expect.stringContaining('action must stand once only')]);
    expect(reading.end).toMatchObject({ isSound: false, refused: 1 });
  });

  it.each([
    [xml12().replace('<EventList>', '<EventList/><EventList>'), 'must hold one EventList only'],
    [xml12().replaceAll('EventList', 'own:List'), 'must hold an EventList in its EPCISBody'],
  ])('%#', async (text, fault) => {
    expect(told(await read(text, XML)).join()).toContain(fault);
  });

  it('a time of creation needs no zone, and the list may be empty', async () => {
    const reading = await read(xml12().replace('08:00:00Z', '08:00:00'), XML);
    expect(reading.end).toMatchObject({
      isSound: true,
      events: 0,
      schemaVersion: '1.2',
      creationDate: '2026-11-21T08:00:00',
    });
  });
});
