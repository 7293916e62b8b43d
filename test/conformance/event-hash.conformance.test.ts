/** Event hashes as the reference implementation of the CBV has them, for drawn events in every form. */
import { type EpcisEvent, eventHashUri, identifyEvent } from '../../domain/src/epcis';
import { inOneGo } from '../../domain/src/ledger';
import { testDigest } from '../../domain/src/ledger/fixtures/node-digest';
import { JSON_LD, read, told, XML } from '../../gateway-api/src/epcis/fixtures/documents';
import { drawsOf } from '../faults/seeded';
import { drawnEvent, EVENT_TYPES, type EventType, type Version } from '../fixtures/epcis-events/drawn-event';
import type { Fields } from '../fixtures/epcis-events/drawn-parts';
import { writtenDocument } from '../fixtures/epcis-events/written-documents';
import type { DocumentForm } from '../fixtures/epcis-generator';
import { hasPython, runPython } from './python-environment';

const describeWithPython = hasPython(11) ? describe : describe.skip;

/** The first run downloads packages. */
jest.setTimeout(300_000);

/** Any number gives another run; a failure tells the document, not the seed alone. */
const SEED = 20_261_121;
const EVENTS_OF_A_TYPE = 60;

const VERSIONS: readonly (readonly [Version, readonly DocumentForm[]])[] = [
  ['1.2', ['epcis-1.2-xml', 'epcis-2.0-xml', 'epcis-2.0-json-ld']],
  ['2.0', ['epcis-2.0-xml', 'epcis-2.0-json-ld']],
];

interface Written {
  readonly form: DocumentForm;
  readonly events: readonly Fields[];
  readonly text: string;
}

const typesOf = (version: Version): EventType[] =>
  EVENT_TYPES.filter((type) => version === '2.0' || type !== 'AssociationEvent');

function drawnDocuments(): Written[] {
  const draws = drawsOf(SEED);
  return VERSIONS.flatMap(([version, forms]) =>
    typesOf(version).flatMap((type) => {
      const events = Array.from({ length: EVENTS_OF_A_TYPE }, () => drawnEvent(draws, type, version));
      return forms.map((form) => ({ form, events, text: writtenDocument(form, events) }));
    }),
  );
}

async function eventsOf({ form, text }: Written): Promise<EpcisEvent[]> {
  const reading = await read(text, form === 'epcis-2.0-json-ld' ? JSON_LD : XML);
  expect(told(reading)).toEqual([]);
  return reading.events.map(({ event }) => event);
}

const hashOf = (event: EpcisEvent): string => eventHashUri(inOneGo(identifyEvent(event, testDigest)).hash);

/** The reference implementation writes what is true in JSON as Python does, `True`, and in XML as `true`. */
const hasTruth = (event: Fields): boolean => JSON.stringify(event).includes('"booleanValue"');

describeWithPython('the hash of every drawn event', () => {
  const documents = drawnDocuments();

  it('is that of the reference implementation', async () => {
    const asked = documents.map(({ form, text }) => ({ form: form === 'epcis-2.0-json-ld' ? 'json' : 'xml', text }));
    const theirs = JSON.parse(await runPython('hash_events.py', [], JSON.stringify(asked))) as string[][][];
    let compared = 0;
    for (const [index, document] of documents.entries()) {
      const ours = (await eventsOf(document)).map(hashOf);
      for (const [position, event] of document.events.entries()) {
        if (document.form === 'epcis-2.0-json-ld' && hasTruth(event)) continue;
        expect({ event, hashes: [ours[position]] }).toEqual({ event, hashes: theirs[index]?.[position] });
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(1_000);
  });
});
