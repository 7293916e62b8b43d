/** Documents of every form, however they are cut, become the same events; whatever comes, reading ends in order. */
import { Readable } from 'node:stream';
import { planCommissionings } from '@theriac/domain/epcis';
import fc from 'fast-check';
import {
  chunks,
  example,
  JSON_LD,
  jsonDocument,
  objectEvent,
  objectEventJson,
  read,
  readAll,
  told,
  XML,
  xml12,
  xml20,
} from './fixtures/documents';
import { isEpcisContentType } from '.';

/** Some tests read hundreds of documents, on a machine that may be busy. */
jest.setTimeout(60_000);

const EXAMPLES = [
  ['commissioning.epcis-1.2.xml', XML, 'epcis-1.2-xml', 'AMX-2611-A', 3],
  ['commissioning.epcis-2.0.xml', XML, 'epcis-2.0-xml', 'AMX-2611-B', 1],
  ['commissioning.epcis-2.0.jsonld', JSON_LD, 'epcis-2.0-json-ld', 'AMX-2611-C', 1],
] as const;

describe('the examples', () => {
  it.each(EXAMPLES)('%s commissions its 20 packs', async (name, contentType, format, lot, count) => {
    const { events, faults, end } = await read(example(name), contentType);
    expect(faults).toEqual([]);
    expect(end).toMatchObject({ isSound: true, format, events: count, refused: 0 });
    const plan = planCommissionings(events.map(({ event }) => event));
    expect(plan.commissionings).toHaveLength(1);
    expect(plan.commissionings[0]).toMatchObject({ gtin: '09521104012344', lot, expiry: '2029-10-31' });
    expect(plan.commissionings[0]?.serials).toHaveLength(20);
    expect(plan.notApplied).toHaveLength(count - 1);
  });

  it.each(EXAMPLES)('%s says the same in chunks of any size', async (name, contentType) => {
    const text = example(name);
    const whole = await read(text, contentType);
    for (const size of [1, 3, 64, 1021]) {
      expect(await readAll(chunks(text, size), contentType)).toEqual(whole);
    }
  });
});

it('an event has one form, whichever way it came', async () => {
  const first = await read(xml12(objectEvent()), XML);
  const second = await read(xml20(objectEvent()), XML);
  const third = await read(jsonDocument([objectEventJson()]), JSON_LD);
  expect(second.events[0]?.event).toEqual(first.events[0]?.event);
  expect(third.events[0]?.event).toEqual(first.events[0]?.event);
});

it('an invalid event is refused, the others stand', async () => {
  const bad = objectEvent().replace('2026-11-21T08', '2026-13-21T08');
  const reading = await read(xml12(objectEvent(), bad, objectEvent()), XML);
  expect(reading.end).toMatchObject({ isSound: true, events: 2, refused: 1 });
  expect(reading.events.map(({ index }) => index)).toEqual([0, 2]);
  expect(reading.faults).toEqual([
    {
      kind: 'fault',
      scope: 'event',
      place: 'line 8, column 14',
      field: 'eventTime',
      rule: 'must be a moment that exists',
      eventIndex: 1,
    },
  ]);
});

describe('content types', () => {
  it.each(['application/xml', 'text/xml; charset=UTF-8', 'application/json', 'APPLICATION/LD+JSON; charset="utf-8"'])(
    '%s is read',
    (type) => {
      expect(isEpcisContentType(type)).toBe(true);
    },
  );
  it.each(['', 'text/plain', 'application/xml; charset=utf-16', 'text/csv', 'application/xhtml+xml'])(
    '%j is not',
    async (type) => {
      expect(isEpcisContentType(type)).toBe(false);
      const reading = await read(xml12(), type);
      expect(told(reading)).toEqual(['document Content-Type: must be XML or JSON in UTF-8']);
      expect(reading.end.isSound).toBe(false);
    },
  );
});

describe('a stream', () => {
  it('that breaks off refuses the document, without a throw', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield* chunks(xml12(objectEvent()).slice(0, -20));
      throw new Error('ECONNRESET');
    }
    const reading = await readAll(broken(), XML);
    expect(told(reading)).toEqual(['document (document): broke off before its end']);
    expect(reading.end).toMatchObject({ isSound: false, events: 1 });
  });

  it('that is refused half way is not destroyed: its request can still be answered', async () => {
    const stream = Readable.from([Buffer.from('<a/>'), Buffer.from(' '.repeat(1000))]);
    const reading = await readAll(stream, XML);
    expect(reading.end.isSound).toBe(false);
    expect(stream.destroyed).toBe(false);
    stream.destroy();
  });
});

describe('whatever comes', () => {
  const documents = EXAMPLES.map(([name, contentType]) => [Buffer.from(example(name)), contentType] as const);

  it('damaged documents end in order, with a place and a rule for every fault', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...documents),
        fc.array(fc.tuple(fc.nat(), fc.oneof(fc.nat(255), fc.constantFrom(...Buffer.from('<>&"\\{}[],:/ ')))), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.integer({ min: 1, max: 5000 }),
        async ([content, contentType], damage, size) => {
          const bytes = Buffer.from(content);
          for (const [at, byte] of damage) bytes[at % bytes.length] = byte;
          const { faults, end } = await readAll(chunks(bytes, size), contentType);
          for (const { place, rule } of faults)
            expect([place, rule].every((text) => typeof text === 'string')).toBe(true);
          expect(end.isSound).toBe(faults.every(({ scope }) => scope === 'event'));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('documents that end too early are refused whole', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...documents),
        fc.double({ min: 0, max: 0.99, noNaN: true }),
        async ([content, contentType], part) => {
          const { end } = await read(content.subarray(0, Math.floor(content.length * part)), contentType);
          expect(end.isSound).toBe(false);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('arbitrary JSON is read or refused, never thrown', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), fc.jsonValue(), async (text, value) => {
        await read(text, JSON_LD);
        await read(
          jsonDocument([value, objectEventJson({ 'own:x': value, readPoint: value, sensorElementList: value })]),
          JSON_LD,
        );
      }),
      { numRuns: 100 },
    );
  });
});
