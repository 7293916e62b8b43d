/** Events: what the standard lets pass, and which rule each refusal names at which field. */
import {
  associationEvent,
  commissioningEvent,
  packingEvent,
  packs,
  transactionEvent,
  transformationEvent,
} from './fixtures/events';
import { type EventResult, fromJsonLd, GS1_PREFIXES, readEvent } from '.';

const read = (event: unknown): EventResult => readEvent(fromJsonLd(event, GS1_PREFIXES), 'json-ld');

function firstFault(result: EventResult): string {
  if (result.ok) throw new Error('the event was accepted');
  const { path, rule } = result.faults[0]!;
  return `${path.join('.')}: ${rule}`;
}

const SENSOR = { sensorReport: [{ type: 'Temperature', value: 5.5, uom: 'CEL', component: 'x' }] };

describe('an event is read', () => {
  it.each([
    ['commissioning', commissioningEvent()],
    ['packing', packingEvent()],
    [
      'packing of a quantity',
      packingEvent({
        childEPCs: undefined,
        childQuantityList: [{ epcClass: 'urn:epc:idpat:sgtin:9521321.012345.*', quantity: 5, uom: 'KGM' }],
      }),
    ],
    ['unpacking of everything', packingEvent({ action: 'DELETE', childEPCs: undefined })],
    ['an observed aggregation', packingEvent({ action: 'OBSERVE', parentID: undefined })],
    ['a transaction', transactionEvent()],
    ['a transaction that ends', transactionEvent({ action: 'DELETE', epcList: undefined })],
    ['a transformation', transformationEvent()],
    ['half a transformation', transformationEvent({ outputEPCList: undefined, transformationID: 'urn:uuid:1' })],
    ['the other half', transformationEvent({ inputEPCList: undefined, transformationID: 'urn:uuid:1' })],
    ['an association', associationEvent()],
    [
      'a sensor’s report',
      commissioningEvent({ action: 'OBSERVE', epcList: undefined, ilmd: undefined, sensorElementList: [SENSOR] }),
    ],
    [
      'an error declaration',
      commissioningEvent({
        eventID: 'urn:uuid:1',
        errorDeclaration: {
          declarationTime: '2026-11-22T08:00:00Z',
          reason: 'did_not_occur',
          correctiveEventIDs: ['urn:uuid:2'],
        },
      }),
    ],
    [
      'parties and papers',
      commissioningEvent({
        sourceList: [{ type: 'owning_party', source: 'urn:epc:id:pgln:9521321.00001' }],
        destinationList: [{ type: 'https://example.com/party', destination: 'https://id.gs1.org/417/9521321000018' }],
        bizTransactionList: [{ bizTransaction: 'urn:x:1' }],
      }),
    ],
    [
      'a lasting disposition',
      commissioningEvent({
        persistentDisposition: { set: ['completeness_verified'], unset: ['completeness_inferred'] },
      }),
    ],
    ['certificates', commissioningEvent({ certificationInfo: 'https://example.com/certificate' })],
  ])('%s', (_, event) => {
    expect(read(event)).toMatchObject({ ok: true });
  });

  it.each([
    'urn:epcglobal:cbv:bizstep:commissioning',
    'https://ref.gs1.org/cbv/BizStep-commissioning',
    'cbv:BizStep-commissioning',
    'commissioning',
  ])('with the business step %s in its bare spelling', (bizStep) => {
    expect(read(commissioningEvent({ bizStep }))).toMatchObject({ ok: true, event: { bizStep: 'commissioning' } });
  });

  it('with words of its own as URIs', () => {
    expect(read(commissioningEvent({ bizStep: 'https://example.com/step' }))).toMatchObject({
      ok: true,
      event: { bizStep: 'https://example.com/step' },
    });
  });

  it('from XML with identifiers that are no absolute URIs', () => {
    const event = { ...transactionEvent({ eventID: '9db05f77-e007-41a2-a6d9-140254b7ce5a' }) };
    expect(readEvent(event, 'xml').ok).toBe(true);
    expect(firstFault(readEvent(event, 'json-ld'))).toBe('eventID: must be a URI');
  });
});

describe('a refused event names field and rule', () => {
  it.each([
    [{ type: 'QuantityEvent' }, 'type: must be one of the five events of EPCIS 2.0'],
    ['text', ': must be one of the five events of EPCIS 2.0'],
    [commissioningEvent({ action: 'add' }), 'action: must be ADD, OBSERVE or DELETE'],
    [commissioningEvent({ action: undefined }), 'action: must not be missing'],
    [commissioningEvent({ eventTime: '2919-95-99T14:55:21.123Z' }), 'eventTime: must be a moment that exists'],
    [commissioningEvent({ eventTimeZoneOffset: undefined }), 'eventTimeZoneOffset: must not be missing'],
    [commissioningEvent({ bizStep: 'dancing' }), 'bizStep: must be a business step of the CBV, or a URI'],
    [commissioningEvent({ bizStep: 7 }), 'bizStep: must be a business step'],
    [commissioningEvent({ epcList: 'urn:x:1' }), 'epcList: must be a list'],
    [commissioningEvent({ epcList: [...packs('1'), 'no uri'] }), 'epcList.1: must be a URI'],
    [commissioningEvent({ epcList: [...packs('1'), 7] }), 'epcList.1: must be a URI'],
    [commissioningEvent({ epcList: ['urn:x:\u0430'] }), 'epcList.0: must be a URI'],
    [
      commissioningEvent({ epcList: undefined }),
      'epcList: must stand here, or a quantityList, or a sensorElementList with a readPoint',
    ],
    [commissioningEvent({ action: 'OBSERVE' }), 'ilmd: must stand in an event with action ADD only'],
    [commissioningEvent({ ilmd: 'x' }), 'ilmd: must be an object'],
    [commissioningEvent({ colour: 'red', size: 1 }), ': has an unknown field colour and 1 more'],
    [commissioningEvent({ ['<b>'.repeat(50)]: 1 }), ': has an unknown field (not shown)'],
    [commissioningEvent({ extensions: [] }), ': has an unknown field extensions (in the document)'],
    [commissioningEvent({ readPoint: { id: 'x' } }), 'readPoint.id: must be a URI'],
    [commissioningEvent({ readPoint: 'urn:x:1' }), 'readPoint: must be an object'],
    [
      commissioningEvent({ quantityList: [{ epcClass: 'urn:x:1', quantity: '5' }] }),
      'quantityList.0.quantity: must be a number',
    ],
    [
      commissioningEvent({ quantityList: [{ epcClass: 'urn:x:1', quantity: -1 }] }),
      'quantityList.0.quantity: must not be negative',
    ],
    [
      commissioningEvent({ quantityList: [{ epcClass: 'urn:x:1', uom: 'kilogram' }] }),
      'quantityList.0.uom: must be a unit code of UN/ECE Recommendation 20',
    ],
    [
      commissioningEvent({ sourceList: [{ type: 'seller', source: 'urn:x:1' }] }),
      'sourceList.0.type: must be a type of source or destination of the CBV, or a URI',
    ],
    [
      commissioningEvent({ sourceList: [{ type: 'location', source: 'urn:x:1', more: 1 }] }),
      'sourceList.0: has an unknown field more',
    ],
    [commissioningEvent({ persistentDisposition: {} }), 'persistentDisposition: must set or unset a disposition'],
    [commissioningEvent({ persistentDisposition: { set: [] } }), 'persistentDisposition.set: must not be empty'],
    [commissioningEvent({ errorDeclaration: {} }), 'errorDeclaration.declarationTime: must not be missing'],
    [
      commissioningEvent({ sensorElementList: [{ sensorReport: [] }] }),
      'sensorElementList.0.sensorReport: must not be empty',
    ],
    [
      commissioningEvent({ sensorElementList: [{ sensorReport: [{ value: 1 }] }] }),
      'sensorElementList.0.sensorReport.0: must have a type or an exception',
    ],
    [
      commissioningEvent({ sensorElementList: [{ sensorReport: [{ type: 'Temperature', value: '5' }] }] }),
      'sensorElementList.0.sensorReport.0.value: must be a number',
    ],
    [packingEvent({ parentID: undefined }), 'parentID: must stand here unless the action is OBSERVE'],
    [packingEvent({ childEPCs: [] }), 'childEPCs: must name a child unless the action is DELETE'],
    [packingEvent({ ilmd: {} }), ': has an unknown field ilmd'],
    [associationEvent({ parentID: undefined, action: 'OBSERVE' }), 'parentID: must stand here'],
    [transactionEvent({ bizTransactionList: [] }), 'bizTransactionList: must not be empty'],
    [transactionEvent({ epcList: undefined }), 'epcList: must stand here, or a quantityList'],
    [transformationEvent({ inputEPCList: undefined }), 'inputEPCList: must name an input, or the transformationID'],
    [transformationEvent({ outputEPCList: [] }), 'outputEPCList: must name an output, or the transformationID'],
    [transformationEvent({ action: 'ADD' }), ': has an unknown field action'],
  ])('%# %s', (event, fault) => {
    expect(firstFault(read(event))).toBe(fault);
  });

  it('a few at a time, however many there are', () => {
    const result = read(commissioningEvent({ epcList: Array.from({ length: 100_000 }, () => 'no uri') }));
    expect(!result.ok && result.faults.length).toBe(10);
  });

  it('never shows a value', () => {
    expect(JSON.stringify(read(commissioningEvent({ epcList: ['SECRET SERIAL'] })))).not.toContain('SECRET');
  });
});
