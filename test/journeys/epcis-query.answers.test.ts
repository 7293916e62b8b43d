/** How a gateway answers questions for captured events: page by page, in both documents, with packs named in either form. */
import type { Response } from 'supertest';
import { asCapturable, JSON_LD, read, XML } from '../../gateway-api/src/epcis/fixtures/documents';
import { CASE_URN, pack, PACK_URN, QueriedEvents } from '../fixtures/queried-events';

jest.setTimeout(90_000);

let queried: QueriedEvents;
beforeAll(async () => {
  queried = await QueriedEvents.start();
}, 240_000);
afterAll(() => queried.drugs.stop(), 30_000);

describe('answers', () => {
  it('come page by page, each event once', async () => {
    const seen: string[] = [];
    let path: string | undefined = '/epcis/events?perPage=2&EQ_action=ADD|OBSERVE';
    while (path !== undefined) {
      const { body, headers }: Response = await queried.officer().get(path).expect(200);
      const { eventList } = body.epcisBody.queryResults.resultsBody as { eventList: object[] };
      expect(eventList).toHaveLength(2);
      seen.push(...eventList.map((event) => JSON.stringify(event)));
      path = /<(.*)>; rel="next"/.exec(headers.link ?? '')?.[1];
      if (path !== undefined)
        expect(Date.parse(headers['gs1-next-page-token-expires'] ?? '')).toBeGreaterThan(Date.now());
    }
    expect(new Set(seen).size).toBe(4);
  });

  it('hold no more than eventCountLimit over all pages', async () => {
    const first = await queried
      .officer()
      .get('/epcis/events?orderBy=eventTime&eventCountLimit=3&perPage=2')
      .expect(200);
    const next = /<(.*)>; rel="next"/.exec(first.headers.link ?? '')?.[1] ?? '';
    const second = await queried.officer().get(next).expect(200);
    expect(second.body.epcisBody.queryResults.resultsBody.eventList).toHaveLength(1);
    expect(second.headers.link).toBeUndefined();
  });

  it.each([
    ['application/xml', XML],
    ['application/ld+json', JSON_LD],
  ])('as %s hold the events as they were captured', async (accept, type) => {
    const answer = await queried
      .officer()
      .get('/epcis/events?orderBy=eventTime&orderDirection=ASC')
      .set('Accept', accept)
      .buffer(true)
      .parse(textOf)
      .expect(200);
    expect(answer.headers['content-type']).toContain(accept);
    const { events, end } = await read(asCapturable(answer.body as string), type);
    expect(end).toMatchObject({ isSound: true, events: 5, refused: 0 });
    expect(events[0]?.event).toMatchObject({
      type: 'ObjectEvent',
      epcList: [PACK_URN, pack('A2')],
      recordTime: expect.any(String),
    });
  });

  it.each([
    ['Always_EPC_URN', [PACK_URN, 'urn:epc:id:sgtin:9521104.001234.A2']],
    ['Always_GS1_Digital_Link', [pack('A1'), pack('A2')]],
    ['Never_Translates', [PACK_URN, pack('A2')]],
  ])('with %s name packs so', async (format, epcList) => {
    const { body, headers } = await queried
      .officer()
      .get('/epcis/bizSteps/commissioning/events')
      .set('GS1-EPC-Format', format)
      .expect(200);
    expect(body.epcisBody.queryResults.resultsBody.eventList).toMatchObject([{ epcList }]);
    expect(headers['gs1-epc-format']).toBe(format);
  });

  it('list what is known, page by page', async () => {
    const members = async (path: string): Promise<string[]> => {
      const { body, headers } = await queried.officer().get(path).expect(200);
      const next = /<(.*)>; rel="next"/.exec(headers.link ?? '')?.[1];
      expect(body).toMatchObject({ '@context': expect.any(String), type: 'Collection' });
      return [...(body.member as string[]), ...(next === undefined ? [] : await members(next))];
    };
    expect(await members('/epcis/eventTypes')).toHaveLength(5);
    expect(await members('/epcis/bizSteps?perPage=1')).toEqual(['commissioning', 'packing', 'shipping']);
    expect(await members('/epcis/dispositions?perPage=1')).toEqual(['active', 'in_transit']);
    expect(await members('/epcis/readPoints')).toEqual(['https://id.gs1.org/414/9521104000013/254/L1']);
    expect(await members('/epcis/bizLocations')).toEqual(['https://id.gs1.org/414/9521104000013']);
    expect(await members('/epcis/epcs?perPage=1')).toEqual([PACK_URN, pack('A2'), CASE_URN, pack('B%2F1')]);
  });

  it('to OPTIONS name the versions', async () => {
    for (const path of ['events', 'events/x', 'epcs', 'bizSteps/packing/events', 'eventTypes']) {
      const { headers } = await queried.drugs.options('manufacturer', `/epcis/${path}`).expect(204);
      expect(headers).toMatchObject({ 'gs1-epcis-version': '2.0', allow: expect.stringContaining('GET') });
    }
  });
});

function textOf(response: Response, done: (error: Error | null, text: unknown) => void): void {
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer) => chunks.push(chunk));
  response.on('end', () => {
    done(null, Buffer.concat(chunks).toString());
  });
}
