/** Drawn documents of every type of event: each valid one is read, in every form as the same events; each fault is found. */
import { eventText } from '../../domain/src/epcis';
import { inOneGo } from '../../domain/src/ledger';
import { JSON_LD, read, type Reading, told, XML } from '../../gateway-api/src/epcis/fixtures/documents';
import { drawsOf } from '../faults/seeded';
import { drawnEvent, EVENT_TYPES, type EventType, type Version } from '../fixtures/epcis-events/drawn-event';
import type { Fields } from '../fixtures/epcis-events/drawn-parts';
import { SINGLE_FAULTS, type SingleFault } from '../fixtures/epcis-events/single-faults';
import { writtenDocument } from '../fixtures/epcis-events/written-documents';
import type { DocumentForm } from '../fixtures/epcis-generator';

const SEED = 5;
const FORMS: readonly DocumentForm[] = ['epcis-2.0-json-ld', 'epcis-2.0-xml', 'epcis-1.2-xml'];

const versionOf = (form: DocumentForm): Version => (form === 'epcis-1.2-xml' ? '1.2' : '2.0');
const typesOf = (version: Version): EventType[] =>
  EVENT_TYPES.filter((type) => version === '2.0' || type !== 'AssociationEvent');
const readForm = (form: DocumentForm, events: readonly Fields[]): Promise<Reading> =>
  read(writtenDocument(form, events), form === 'epcis-2.0-json-ld' ? JSON_LD : XML);

describe('valid events', () => {
  it.each(['1.2', '2.0'] as const)('that EPCIS %s has are one text in every form', async (version) => {
    const draws = drawsOf(SEED);
    for (const type of typesOf(version)) {
      const events = Array.from({ length: 40 }, () => drawnEvent(draws, type, version));
      const texts: string[][] = [];
      for (const form of FORMS.filter((each) => version === '1.2' || versionOf(each) === '2.0')) {
        const reading = await readForm(form, events);
        expect(told(reading)).toEqual([]);
        texts.push(reading.events.map(({ event }) => inOneGo(eventText(event)).join('')));
      }
      for (const others of texts.slice(1)) expect(others).toEqual(texts[0]);
      expect(texts[0]).toHaveLength(events.length);
    }
  });
});

describe.each(FORMS)('a single fault in %s', (form) => {
  const version = versionOf(form);
  const faults = SINGLE_FAULTS.filter(
    ({ isOfJsonOnly, isOfSecondVersion }) =>
      (isOfJsonOnly !== true || form === 'epcis-2.0-json-ld') && (isOfSecondVersion !== true || version === '2.0'),
  );

  it.each(faults.map((fault) => [fault.name, fault] as const))('%s is found where it stands', async (_, fault) => {
    const draws = drawsOf(SEED);
    for (const type of typesOf(version).filter((each) => fault.types?.includes(each) ?? true)) {
      const [before, broken, after] = [0, 1, 2].map(() => drawnEvent(draws, type, version));
      const reading = await readForm(form, [before!, fault.change(broken!), after!]);
      expect(reading.events.map(({ index }) => index)).toEqual([0, 2]);
      expect(reading.faults).toHaveLength(1);
      expectPlace(reading, form, fault, [before!, fault.change(broken!), after!]);
    }
  });
});

function expectPlace({ faults }: Reading, form: DocumentForm, { field }: SingleFault, events: readonly Fields[]): void {
  const [fault] = faults;
  expect({ scope: fault?.scope, eventIndex: fault?.eventIndex, field: fault?.field ?? '' }).toEqual({
    ...{ scope: 'event', eventIndex: 1, field },
  });
  if (form === 'epcis-2.0-json-ld') {
    const pointer = field === '' ? '' : `/${field.replaceAll('[', '/').replaceAll(']', '').replaceAll('.', '/')}`;
    expect(fault?.place).toBe(`/epcisBody/eventList/1${pointer}`);
    return;
  }
  // The element that is blamed, or the nearest around one that is missing, begins the line.
  const [, line = '', column = ''] = /^line (\d+), column (\d+)$/.exec(fault?.place ?? '') ?? [];
  const text =
    writtenDocument(form, events)
      .split('\n')
      [Number(line) - 1]?.slice(Number(column) - 1) ?? '';
  const [, name = ''] = /^<([\w:]+)/.exec(text) ?? [];
  const path = field.split(/[.[]/).filter((part) => !/^\d/.test(part));
  const known = [
    events[1]?.type,
    ...path,
    'epc',
    'quantityElement',
    'bizTransaction',
    'source',
    'destination',
    'sensorElement',
  ];
  expect(known).toContain(name);
}
