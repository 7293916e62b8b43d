/** Sensors' reports in the event hash. */
import type { z } from 'zod';
import { ALERTS, COMPONENTS, MEASUREMENTS } from '../cbv';
import { roundedInstantOfEventTime } from '../event-time';
import type { sensorElementSchema, sensorMetadataSchema, sensorReportSchema } from '../sensor.schema';
import { canonicalNumber, canonicalText, canonicalWord } from './canonical-value';
import { placeExtensions } from './extension-text';
import { fieldOf, type HashText, pair, sorted } from './hash-text';

type SensorElement = z.infer<typeof sensorElementSchema>;
type Metadata = z.infer<typeof sensorMetadataSchema>;
type Report = z.infer<typeof sensorReportSchema>;

const METADATA = [
  ...(['time', 'startTime', 'endTime', 'deviceID', 'deviceMetadata', 'rawData', 'dataProcessingMethod'] as const),
  'bizRules',
] as const;

/** The order has no `bizRules` here, so they go with what no order names. */
const REPORT = [
  ...(['type', 'exception', 'deviceID', 'deviceMetadata', 'rawData', 'dataProcessingMethod', 'time'] as const),
  ...(['microorganism', 'chemicalSubstance', 'value', 'component', 'stringValue', 'booleanValue'] as const),
  ...(['hexBinaryValue', 'uriValue', 'minValue', 'maxValue', 'meanValue', 'sDev', 'percRank', 'percValue'] as const),
  ...(['uom', 'coordinateReferenceSystem'] as const),
] as const;

const WORDS = { type: MEASUREMENTS, exception: ALERTS, component: COMPONENTS } as const;
const TIMES: readonly string[] = ['time', 'startTime', 'endTime'];

/** One sensor's text. */
export function sensorText({ sensorMetadata, sensorReport, extensions }: SensorElement): HashText {
  const metadata = metadataText(sensorMetadata);
  const reports = sensorReport.map(reportText);
  const own = placeExtensions(extensions, reports.length + (sensorMetadata === undefined ? 0 : 1));
  const text = metadata.text + sorted(reports.map((report) => report.text)) + own.inside;
  return fieldOf('sensorElement', text, [...metadata.rest, ...reports.flatMap(({ rest }) => rest), ...own.rest]);
}

function metadataText({ extensions, ...fields }: Metadata = {}): HashText {
  const own = placeExtensions(extensions, countOf(fields));
  return fieldOf('sensorMetadata', textOf(METADATA, fields) + own.inside, own.rest);
}

function reportText({ extensions, bizRules, ...fields }: Report): HashText {
  const rules = pair('bizRules', bizRules === undefined ? undefined : canonicalText(bizRules));
  const own = placeExtensions(extensions, countOf(fields) + (rules === '' ? 0 : 1));
  return fieldOf('sensorReport', textOf(REPORT, fields) + own.inside, [...own.rest, rules].filter(Boolean));
}

function countOf(fields: object): number {
  return Object.values(fields).filter((value) => value !== undefined).length;
}

function textOf<Name extends string>(
  names: readonly Name[],
  fields: Readonly<Partial<Record<Name, string | number | boolean | undefined>>>,
): string {
  return names.map((name) => pair(name, valueText(name, fields[name]))).join('');
}

function valueText(name: string, value: string | number | boolean | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return canonicalNumber(value);
  if (typeof value === 'boolean') return String(value);
  if (TIMES.includes(name)) return roundedInstantOfEventTime(value);
  return Object.hasOwn(WORDS, name) ? canonicalWord(WORDS[name as keyof typeof WORDS], value) : canonicalText(value);
}
