/** JSON-LD documents: order of fields, prefixes, single events, and each fault at its JSON pointer. */
import { JSON_LD, jsonDocument, objectEventJson, read, told } from '../fixtures/documents';

describe('a document', () => {
  it('may name its context after its events', async () => {
    const event = objectEventJson({ 'own:colour': 'red' });
    const last = `{"epcisBody":{"eventList":[${JSON.stringify(event)}]},"type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-11-21T08:00:00Z","@context":[{"own":"https://own.example/"}]}`;
    const reading = await read(last, JSON_LD);
    expect(reading.end).toMatchObject({ isSound: true, events: 1 });
    expect(reading.events[0]).toMatchObject({
      place: '/epcisBody/eventList/0',
      event: { extensions: [{ namespace: 'https://own.example/', name: 'colour', value: 'red' }] },
    });
  });

  it('may be one event by itself', async () => {
    const reading = await read(JSON.stringify(objectEventJson()), JSON_LD);
    expect(reading.end).toMatchObject({ isSound: true, events: 1 });
    expect(reading.events[0]?.place).toBe('(document)');
    const bad = await read(JSON.stringify(objectEventJson({ action: 'add' })), JSON_LD);
    expect(told(bad)).toEqual(['event /action: action must be ADD, OBSERVE or DELETE']);
  });

  it('may have escapes, numbers and words of every kind', async () => {
    const text = jsonDocument([]).replace(
      '[]}',
      `[${JSON.stringify(objectEventJson()).slice(0, -1)},"own:\\u0061":[-1.5e+2,0,true,false,null,"\\"\\\\\\/\\n\\ud83d\\ude00"]}]}`,
    );
    const values = (await read(text, JSON_LD)).events[0]?.event.extensions?.map(({ value }) => value);
    expect(values).toEqual([-150, 0, true, false, null, '"\\/\n\u{1f600}']);
  });

  it.each([
    [jsonDocument([], { type: 'Invoice' }), 'document /type: type must be EPCISDocument, or the type of an event'],
    [jsonDocument([], { '@context': undefined }), 'document /@context: @context must not be missing'],
    [jsonDocument([], { schemaVersion: '1.2' }), 'document /schemaVersion: schemaVersion must be 2.0'],
    [
      jsonDocument([], { creationDate: '2026-13-01T00:00:00Z' }),
      'document /creationDate: creationDate must be a moment that exists',
    ],
    [jsonDocument([], { epcisBody: {} }), 'document /epcisBody: epcisBody must hold an eventList'],
    [jsonDocument([], { epcisBody: { eventList: {} } }), 'document /epcisBody: epcisBody must hold an eventList'],
    [jsonDocument([], { colour: 'red' }), 'document /colour: is an unknown field'],
    [jsonDocument([], { '<b>\u202e': 'red' }), 'document /?b??: is an unknown field'],
  ])('%# is refused at its place', async (text, fault) => {
    const reading = await read(text, JSON_LD);
    expect(told(reading)).toEqual([fault]);
    expect(reading.end.isSound).toBe(false);
  });

  it('may have fields of its own namespaces', async () => {
    expect((await read(jsonDocument([], { 'own:note': { a: 1 } }), JSON_LD)).end.isSound).toBe(true);
  });
});

it('an event’s fault stands at its JSON pointer', async () => {
  const reading = await read(
    jsonDocument([objectEventJson(), objectEventJson({ epcList: ['urn:x:1', 'no uri'], readPoint: {} }), 7]),
    JSON_LD,
  );
  expect(told(reading)).toEqual([
    'event /epcisBody/eventList/1/readPoint/id: readPoint.id must not be missing',
    'event /epcisBody/eventList/1/epcList/1: epcList[1] must be a URI',
    'event /epcisBody/eventList/2: must be one of the five events of EPCIS 2.0',
  ]);
  expect(reading.end).toMatchObject({ isSound: true, events: 1, refused: 2 });
});
