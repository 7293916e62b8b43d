/** Sensors' reports, which XML writes as attributes. */
import { type Extension, NUMBER_FIELDS } from '@theriac/domain/epcis';
import { extensionsOf } from './xml-extensions';
import type { XmlElement } from './xml-element';
import type { XmlPlaces } from './xml-places';

const NUMBERS: ReadonlySet<string> = new Set(NUMBER_FIELDS);

/** One sensor's metadata and reports. */
export function sensorElementOf(owner: XmlElement, places: XmlPlaces): Record<string, unknown> {
  const own = owner.children.filter(({ uri }) => uri === '');
  const metadata = own.filter(({ name }) => name === 'sensorMetadata');
  const reports = own.filter(({ name }) => name === 'sensorReport');
  const extensions = extensionsOf(owner.children.filter(({ uri }) => uri !== ''));
  if (metadata.length + reports.length < own.length || metadata.length > 1) {
    places.fault('must hold one sensorMetadata at most, and sensorReports');
  }
  places.note(owner, new Map([...metadata, ...listOf(reports, places)].map((element) => [element.name, element])));
  return {
    ...(metadata[0] === undefined
      ? {}
      : { sensorMetadata: places.within('sensorMetadata', () => attributesOf(metadata[0], places)) }),
    sensorReport: places.within('sensorReport', () =>
      reports.map((report, index) => places.within(index, () => attributesOf(report, places))),
    ),
    ...(extensions.length === 0 ? {} : { extensions }),
  };
}

/** Reports have no element around them; their list stands where the first one does. */
function listOf(reports: readonly XmlElement[], places: XmlPlaces): XmlElement[] {
  const [first] = reports;
  if (first === undefined) return [];
  const list = { ...first, children: reports };
  places.note(list, reports);
  return [list];
}

function attributesOf(element: XmlElement | undefined, places: XmlPlaces): Record<string, unknown> {
  const own = (element?.attributes ?? []).filter(({ uri }) => uri === '');
  const extensions = (element?.attributes ?? [])
    .filter(({ uri }) => uri !== '')
    .map(({ uri, name, value }): Extension => ({ namespace: uri, name, value }));
  return Object.fromEntries<unknown>([
    ...own.map(({ name, value }) => [
      name === 'extensions' ? 'extensions (in the document)' : name,
      valueOf(name, value, places),
    ]),
    ...(extensions.length === 0 ? [] : [['extensions', extensions]]),
  ] as [string, unknown][]);
}

function valueOf(name: string, value: string, places: XmlPlaces): unknown {
  if (NUMBERS.has(name)) {
    if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/.test(value))
      places.within(name, () => {
        places.fault('must be a number');
      });
    return Number(value);
  }
  if (name !== 'booleanValue') return value;
  if (!/^(?:true|false|0|1)$/.test(value))
    places.within(name, () => {
      places.fault('must be true or false');
    });
  return value === 'true' || value === '1';
}
