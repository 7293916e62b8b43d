/** JSON-LD: prefixes are resolved from the document alone, and what is somebody's own is kept. */
import { commissioningEvent } from './fixtures/events';
import { fromJsonLd, GS1_PREFIXES, readEvent, withContext } from '.';

const CONTEXT = [
  'https://ref.gs1.org/standards/epcis/epcis-context.jsonld',
  { example: 'https://ns.example.com/epcis/', urn: 7, '@vocab': 'https://example.com/' },
];

function eventOf(fields: Record<string, unknown>): Record<string, unknown> {
  const raw = fromJsonLd(commissioningEvent(fields), withContext(GS1_PREFIXES, CONTEXT));
  const result = readEvent(raw, 'json-ld');
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result.event;
}

describe('extension fields', () => {
  it('stand under the namespace of their prefix', () => {
    expect(eventOf({ 'example:colour': 'red', 'gs1:x': null }).extensions).toEqual([
      { namespace: 'https://ns.example.com/epcis/', name: 'colour', value: 'red' },
      { namespace: 'https://gs1.org/voc/', name: 'x', value: null },
    ]);
  });

  it('may spell their namespace out, or use a prefix that nobody declared', () => {
    expect(eventOf({ 'https://a.example/b#c': 1, 'other:thing': true, 'urn:a:b': 'x' }).extensions).toEqual([
      { namespace: 'https://a.example/b#', name: 'c', value: 1 },
      { namespace: 'other', name: 'thing', value: true },
      { namespace: 'urn:a', name: 'b', value: 'x' },
    ]);
  });

  it('hold fields and lists', () => {
    expect(eventOf({ 'example:box': { 'example:size': [1, [2]], plain: 'x' } }).extensions).toEqual([
      {
        namespace: 'https://ns.example.com/epcis/',
        name: 'box',
        value: [
          { namespace: 'https://ns.example.com/epcis/', name: 'size', value: 1 },
          { namespace: 'https://ns.example.com/epcis/', name: 'size', value: 2 },
          { namespace: '', name: 'plain', value: 'x' },
        ],
      },
    ]);
  });

  it('may have values with a prefix, which are spelled out as every value is', () => {
    const event = eventOf({
      'example:part': ['example:lid', 'http://a.example/x', 'other:y'],
      'example:note': 'example://z',
      readPoint: { id: 'example:gate' },
      bizStep: 'cbv:BizStep-commissioning',
      disposition: 'example:asleep',
    });
    expect(event).toMatchObject({
      extensions: [
        { name: 'part', value: 'https://ns.example.com/epcis/lid' },
        { name: 'part', value: 'http://a.example/x' },
        { name: 'part', value: 'other:y' },
        { name: 'note', value: 'example://z' },
      ],
      readPoint: { id: 'https://ns.example.com/epcis/gate' },
      bizStep: 'commissioning',
      disposition: 'https://ns.example.com/epcis/asleep',
    });
  });

  it('stand in every part that allows them', () => {
    const event = eventOf({
      readPoint: { id: 'urn:x:1', 'example:a': 1 },
      bizLocation: { id: 'urn:x:1', 'example:a': 1 },
      errorDeclaration: { declarationTime: '2026-11-22T08:00:00Z', 'example:a': 1 },
      sensorElementList: [
        {
          'example:a': 1,
          sensorMetadata: { 'example:a': 1 },
          sensorReport: [{ type: 'gs1:Temperature', 'example:a': 1 }],
        },
      ],
    });
    expect(JSON.stringify(event).match(/"name":"a"/g)).toHaveLength(6);
  });

  it('of the event’s own context come before the document’s', () => {
    const event = eventOf({ '@context': { example: 'https://own.example/' }, 'example:a': 1 });
    expect(event.extensions).toEqual([{ namespace: 'https://own.example/', name: 'a', value: 1 }]);
  });

  it('and master data have one namespace in JSON and XML', () => {
    expect(eventOf({}).ilmd).toEqual([
      { namespace: 'urn:epcglobal:cbv:mda', name: 'lotNumber', value: 'LOT-7' },
      { namespace: 'urn:epcglobal:cbv:mda', name: 'itemExpirationDate', value: '2028-05-31' },
    ]);
    expect(withContext(GS1_PREFIXES, { cbvmda: 'urn:epcglobal:cbv:mda:' }).get('cbvmda')).toBe('urn:epcglobal:cbv:mda');
  });

  it('leave one certificate and several the same shape', () => {
    const certificate = 'https://example.com/certificate';
    expect(eventOf({ certificationInfo: certificate }).certificationInfo).toEqual([certificate]);
    expect(eventOf({ certificationInfo: [certificate, `${certificate}/2`] }).certificationInfo).toEqual([
      certificate,
      `${certificate}/2`,
    ]);
  });

  it('cannot reach a prototype', () => {
    const event = JSON.parse(
      '{"type":"ObjectEvent","__proto__":{"action":"ADD"},"x:y":{"__proto__":{"polluted":1}}}',
    ) as unknown;
    fromJsonLd(event, GS1_PREFIXES);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(readEvent(fromJsonLd(event, GS1_PREFIXES), 'json-ld').ok).toBe(false);
  });

  it('leave what is no object for the schema to refuse', () => {
    expect(fromJsonLd('x', GS1_PREFIXES)).toBe('x');
    expect(fromJsonLd({ type: 'ObjectEvent', sensorElementList: 'x', readPoint: 1 }, GS1_PREFIXES)).toEqual({
      type: 'ObjectEvent',
      sensorElementList: 'x',
      readPoint: 1,
    });
  });
});
