/** An organisation asks its gateway for what it captured: by EPC in either form, by step, place, time, and what else. */
import { CASE, CASE_URN, EVENTS, pack, PACK_URN, QueriedEvents } from '../fixtures/queried-events';

jest.setTimeout(90_000);

let queried: QueriedEvents;
beforeAll(async () => {
  queried = await QueriedEvents.start();
}, 240_000);
afterAll(() => queried.drugs.stop(), 30_000);

const encoded = encodeURIComponent;

describe('events are found', () => {
  it.each([
    ['all, the latest first', '', [12, 10, 10, 9, 8]],
    ['by a pack’s URN, whichever form was captured', `MATCH_epc=${PACK_URN}`, [9, 8]],
    ['by its Digital Link', `MATCH_epc=${encoded(pack('A1'))}`, [9, 8]],
    [
      'by a link of another domain',
      `MATCH_epc=${encoded('https://maker.example/01/09521104012344/10/X/21/A1')}`,
      [9, 8],
    ],
    ['by a serial with a slash', `MATCH_anyEPC=${encoded('urn:epc:id:sgtin:9521104.001234.B%2F1')}`, [12]],
    ['by either of two packs', `MATCH_anyEPC=${encoded(`${pack('none')}|${pack('B%2F1')}`)}`, [12]],
    ['by a case as parent', `MATCH_parentID=${encoded(CASE)}`, [9]],
    ['by a case wherever it stands', `MATCH_anyEPC=${CASE_URN}`, [10, 10, 9]],
    ['not by a pack that is named by none', `MATCH_anyEPC=${pack('Z')}`, []],
    ['by every pack of a product', 'MATCH_epc=urn:epc:idpat:sgtin:9521104.001234.*', [9, 8]],
    ['by every pack of a company', 'MATCH_anyEPC=urn:epc:idpat:sgtin:9521104.*.*', [12, 9, 8]],
    ['by every container of a company', 'MATCH_epc=urn:epc:idpat:sscc:9521104.*', [10, 10]],
    ['by a lot as input', `MATCH_inputEPCClass=${encoded('https://id.gs1.org/01/09521104012344/10/Q-1')}`, [12]],
    ['by every lot of a product', 'MATCH_anyEPCClass=urn:epc:idpat:lgtin:9521104.001234.*', [12]],
    ['by an output', `MATCH_outputEPC=${pack('B%252F1')}`, [12]],
    ['by type', 'eventType=AggregationEvent|TransformationEvent', [12, 9]],
    ['by step in any spelling', 'EQ_bizStep=urn:epcglobal:cbv:bizstep:packing|cbv:BizStep-shipping', [10, 10, 9]],
    ['by disposition and action', 'EQ_disposition=active&EQ_action=ADD', [8]],
    ['by a read point in the other form', 'EQ_readPoint=https://id.gs1.org/414/9521104000013/254/L1', [8]],
    ['by a place and those within it', 'WD_readPoint=urn:epc:id:sgln:9521104.00001.0', [8]],
    ['by a place', 'EQ_bizLocation=urn:epc:id:sgln:9521104.00001.0', [10, 10]],
    ['by eventID', 'EQ_eventID=urn:uuid:sent', [10, 10]],
    ['by transformation', 'EQ_transformationID=urn:uuid:t', [12]],
    ['by paper', 'EQ_bizTransaction_po=urn:epcglobal:cbv:bt:9521104000013:77', [10, 10]],
    ['by receiver', 'EQ_destination_owning_party=https://id.gs1.org/417/9521104000013', [10, 10]],
    ['by lot number', 'EQ_ILMD_cbvmda:lotNumber=Q-1', [8]],
    ['by lot number under its namespace', `EQ_ILMD_${encoded('urn:epcglobal:cbv:mda#lotNumber')}=Q-1|Q-2`, [8]],
    ['by a field of the master data', 'EXISTS_ILMD_cbvmda:itemExpirationDate', [8]],
    ['that are declared wrong', 'EXISTS_errorDeclaration=', [10]],
    [
      'that were declared wrong in time',
      'LT_errorDeclarationTime=2026-11-20T11:00:00.001Z&EQ_errorReason=did_not_occur',
      [10],
    ],
    ['by time', 'GE_eventTime=2026-11-20T09:00:00Z&LT_eventTime=2026-11-20T11:00:00%2B01:00', [9]],
    ['by the time of capture', 'GE_recordTime=2199-01-01T00:00:00Z', []],
    ['by a quantity', 'GT_quantity_KGM=4.5&LE_quantity=5', [12]],
    ['by a measurement', 'EQ_type=Temperature&LT_value_CEL=5', [12]],
    ['not by a measurement that is none', 'LT_value_CEL=4', []],
    ['earliest first', 'orderBy=eventTime&orderDirection=ASC&eventCountLimit=2', [8, 9]],
  ])('%s', async (_, query, expected) => {
    expect(await queried.hours(query)).toEqual(expected);
  });

  it.each([
    [`/epcis/epcs/${encoded(pack('A2'))}/events`, [9, 8]],
    [`/epcis/epcs/${encoded('urn:epc:class:lgtin:9521104.001234.Q-1')}/events`, [12]],
    ['/epcis/bizSteps/packing/events', [9]],
    ['/epcis/dispositions/in_transit/events', [10, 10]],
    [`/epcis/bizLocations/${encoded('https://id.gs1.org/414/9521104000013')}/events`, [10, 10]],
    [`/epcis/readPoints/${encoded('urn:epc:id:sgln:9521104.00001.L1')}/events`, [8]],
    ['/epcis/eventTypes/ObjectEvent/events', [10, 10, 8]],
  ])('under %s', async (path, expected) => {
    expect(await queried.hours('', path)).toEqual(expected);
  });

  it('one by its eventID with its declaration as an error, or by its number', async () => {
    expect(await queried.hours('', `/epcis/events/${encoded('urn:uuid:sent')}`)).toEqual([10, 10]);
    const { body } = await queried.officer().get('/v1/captured-events').expect(200);
    const { id } = (body.items as { id: string; type: string }[]).find(({ type }) => type === 'AggregationEvent')!;
    expect(await queried.hours('', `/epcis/events/${id}`)).toEqual([9]);
    const none = await queried.officer().get('/epcis/events/999999').expect(404);
    expect(none.body).toMatchObject({ type: 'epcisException:NoSuchResourceException', code: 'EVENT_NOT_FOUND' });
  });
});

describe('a wrong query is refused', () => {
  it.each([
    ['EQ_colour=red', 'EQ_colour'],
    ['EQ_action=MOVE', 'EQ_action'],
    ['EQ_bizStep=dancing', 'EQ_bizStep'],
    ['GE_eventTime=yesterday', 'GE_eventTime'],
    ['MATCH_epc=urn:epc:id:sgtin:9521104.001234', 'MATCH_epc'],
    ['MATCH_epc=no uri', 'MATCH_epc'],
    ['MATCH_epc=', 'MATCH_epc'],
    ['MATCH_epc=urn:epc:idpat:sgtin:*.001234.*', 'MATCH_epc'],
    ['EQ_bizTransaction_bill=urn:x:1', 'EQ_bizTransaction_bill'],
    ['EQ_ILMD_lotNumber=1', 'EQ_ILMD_lotNumber'],
    ['EXISTS_errorDeclaration=no', 'EXISTS_errorDeclaration'],
    ['GT_quantity=many', 'GT_quantity'],
    ['orderBy=colour', 'orderBy'],
    ['eventCountLimit=3', 'eventCountLimit'],
    ['orderBy=eventTime&eventCountLimit=3&maxEventCount=3', 'maxEventCount'],
    ['perPage=0', 'perPage'],
    ['nextPageToken=x', 'nextPageToken'],
    ['EQ_action=ADD&EQ_action=DELETE', 'EQ_action'],
  ])('%s', async (query, field) => {
    const { body } = await queried.officer().get(`/epcis/events?${query}`).expect(400);
    expect(body).toMatchObject({ type: 'epcisException:QueryParameterException', faults: [{ field }] });
  });

  it('when it finds more than it allows', async () => {
    const { body } = await queried.officer().get('/epcis/events?maxEventCount=4').expect(413);
    expect(body.type).toBe('epcisException:QueryTooLargeException');
    expect(await queried.hours('maxEventCount=5')).toHaveLength(5);
  });

  it('for a type of events that there is not, a form that nobody writes, and another format', async () => {
    const type = await queried.officer().get('/epcis/eventTypes/QuantityEvent/events').expect(404);
    expect(type.body.type).toBe('epcisException:NoSuchResourceException');
    const form = await queried.officer().get('/epcis/events').set('Accept', 'text/csv').expect(406);
    expect(form.body.type).toBe('epcisException:NotAcceptableException');
    await queried.officer().get('/epcis/events').set('GS1-EPC-Format', 'Sometimes').expect(400);
  });

  it('from those who may not capture either', async () => {
    const { body } = await queried.drugs.as('clinic', 'administrator').get('/epcis/events').expect(404);
    expect(body).toMatchObject({ code: 'CHANNEL_NOT_JOINED' });
    await queried.drugs.as('manufacturer', 'prescriber').get('/epcis/events').expect(403);
  });
});

// The last one, since the others count.
it('an event that was sent alone is found where its capture says it is', async () => {
  const nameless = { ...EVENTS[1], eventTime: '2026-11-19T09:00:00Z' };
  const body = { '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'], ...nameless };
  const sent = await queried
    .officer()
    .post('/epcis/events')
    .set('Content-Type', 'application/json')
    .send(JSON.stringify(body))
    .expect(201);
  const { location = '' } = sent.headers as { location?: string };
  expect(decodeURIComponent(location)).toContain('ni:///sha-256;');
  expect(await queried.hours('', location)).toEqual([9]);
});
