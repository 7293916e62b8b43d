/** Sensors' reports, which XML writes as attributes: what `sensorElementOf` reads back. */
import { ALERTS, COMPONENTS, MEASUREMENTS, type NamespacePrefixes, type SensorElement } from '@theriac/domain/epcis';
import { writeExtensionAttributes, writeExtensions } from './write-extensions';
import { escapeXml } from './xml-text';

const VOCABULARIES = { type: MEASUREMENTS, exception: ALERTS, component: COMPONENTS } as const;
/** The spelling of a component: unlike the other vocabularies it has no URN in use. */
const WEB_ADDRESS = { type: 0, exception: 0, component: 1 } as const;

/** One sensor's metadata and reports. */
export function writeSensorElement(element: SensorElement, prefixes: NamespacePrefixes): string {
  const { sensorMetadata, sensorReport, extensions = [] } = element;
  const metadata = sensorMetadata === undefined ? '' : tag('sensorMetadata', sensorMetadata, prefixes);
  const reports = sensorReport.map((report) => tag('sensorReport', report, prefixes));
  return `<sensorElement>${metadata}${reports.join('')}${writeExtensions(extensions, prefixes)}</sensorElement>`;
}

type Part = NonNullable<SensorElement['sensorMetadata']> | SensorElement['sensorReport'][number];

function tag(name: string, { extensions, ...own }: Part, prefixes: NamespacePrefixes): string {
  const attributes = Object.entries(own as Record<string, string | number | boolean | undefined>)
    .filter((entry): entry is [string, string | number | boolean] => entry[1] !== undefined)
    .map(([field, value]) => ` ${field}="${escapeXml(spelled(field, String(value)))}"`);
  return `<${name}${attributes.join('')}${writeExtensionAttributes(extensions, prefixes)}/>`;
}

function spelled(field: string, value: string): string {
  if (field !== 'type' && field !== 'exception' && field !== 'component') return value;
  const { words, spellings } = VOCABULARIES[field];
  return words.has(value) ? `${spellings[WEB_ADDRESS[field]] ?? ''}${value}` : value;
}
