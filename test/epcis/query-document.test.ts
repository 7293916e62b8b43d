/** Answers to queries: both forms hold the very events, as this project's own readers find them again. */
import fc from 'fast-check';
import type { EpcisEvent, ObjectEvent } from '@theriac/domain/epcis';
import { type Instant, inOneGo } from '@theriac/domain/ledger';
import { anyEvent } from '../../domain/src/epcis/fixtures/event-arbitraries';
import { bytesOf, commissioningDocument, CONTENT_TYPES, serials } from '../fixtures/epcis-generator';
import { asCapturable, JSON_LD, read, readAll, told, XML } from '../../gateway-api/src/epcis/fixtures/documents';
import { type DocumentForm, writeQueryDocument } from '../../gateway-api/src/epcis/query-document';

const NOW = '2026-11-21T08:00:00.000Z' as Instant;
const write = (form: DocumentForm, events: readonly EpcisEvent[]): string =>
  inOneGo(writeQueryDocument(form, events, NOW));

async function readBack(form: DocumentForm, events: readonly EpcisEvent[]): Promise<EpcisEvent[]> {
  const document = asCapturable(write(form, events));
  const reading = await read(document, form === 'xml' ? XML : JSON_LD);
  expect(told(reading)).toEqual([]);
  return reading.events.map(({ event }) => event);
}

const object = (more: Partial<ObjectEvent> = {}): EpcisEvent => ({
  ...{ type: 'ObjectEvent', eventTime: NOW, eventTimeZoneOffset: '+00:00', action: 'OBSERVE' },
  ...{ epcList: ['urn:epc:id:sgtin:9521321.012345.A%3C1'], ...more },
});

describe.each<DocumentForm>(['json-ld', 'xml'])('as %s', (form) => {
  it('any event is read back as it was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyEvent, { maxLength: 3 }), async (events) => {
        expect(await readBack(form, events)).toEqual(events);
      }),
      { numRuns: 300 },
    );
  });

  it.each(['epcis-1.2-xml', 'epcis-2.0-xml', 'epcis-2.0-json-ld'] as const)(
    'a maker’s document that came as %s is read back event by event',
    async (captured) => {
      const lot = { product: '9521104.001234', lot: 'L<1>&"', expiry: '2028-06-30', serials: serials(5_000) };
      const source = bytesOf(commissioningDocument(captured, [lot]));
      const { events } = await readAll(streamOf(source), CONTENT_TYPES[captured]);
      const [event] = await readBack(form, [events[0]!.event]);
      expect(event).toEqual(events[0]!.event);
    },
  );

  it('fields without a namespace, which 1.2 leaves room for, come back', async () => {
    const extensions = [{ namespace: '', name: 'colour', value: 'red' }];
    expect(await readBack(form, [object({ extensions })])).toEqual([object({ extensions })]);
  });

  it('attributes and text of an element come back', async () => {
    const value = [
      { namespace: '', name: '@type', value: 'a "b"' },
      { namespace: 'https://own.example/', name: '@unit', value: '\u00b0C' },
      { namespace: '', name: 'part', value: '1' },
      { namespace: '', name: '#text', value: 'x < y' },
    ];
    const extensions = [{ namespace: 'https://own.example/', name: 'note', value }];
    expect(await readBack(form, [object({ extensions })])).toEqual([object({ extensions })]);
  });

  it('nothing is a document without events', async () => {
    expect(await readBack(form, [])).toEqual([]);
  });
});

describe('as XML', () => {
  it('quantities have no exponent', () => {
    const quantityList = [1e-7, 1.5e-9, 1e21, 1.25e22, 0.5].map((quantity) => ({ epcClass: 'urn:x:1', quantity }));
    const text = write('xml', [object({ epcList: undefined, quantityList })]);
    expect([...text.matchAll(/<quantity>(.*?)</g)].map(([, value]) => value)).toEqual([
      '0.0000001',
      '0.0000000015',
      '1000000000000000000000',
      '12500000000000000000000',
      '0.5',
    ]);
  });

  it('what only JSON can say is written so that any parser can read it', async () => {
    const value = [
      { namespace: '', name: 'a b', value: true },
      { namespace: 'http://www.w3.org/2000/xmlns/', name: '1', value: null },
      { namespace: '', name: '#text', value: [] },
    ];
    const extensions = [
      { namespace: 'https://own.example/', name: 'x y\u0001', value: 'bell \u0007' },
      { namespace: 'urn:a', name: 'b', value },
    ];
    const [event] = await readBack('xml', [object({ extensions })]);
    expect(event?.extensions?.[0]).toMatchObject({ namespace: 'https://own.example/', value: 'bell \ufffd' });
  });

  it('the second of two certificates is kept as an extension', async () => {
    const certificationInfo = ['urn:c:1', 'urn:c:2'];
    const [event] = await readBack('xml', [object({ certificationInfo })]);
    expect(event).toMatchObject({ certificationInfo: ['urn:c:1'], extensions: [{ value: 'urn:c:2' }] });
  });
});

async function* streamOf(chunks: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield await Promise.resolve(chunk);
}
