/** What sensors reported with an event. */
import { z } from 'zod';
import { expected, fields } from '../ledger/expected';
import { filledListOf } from './bounded-list';
import { ALERTS, COMPONENTS, MEASUREMENTS } from './cbv';
import { extensionsSchema, wordSchema } from './event-parts.schema';
import { eventTimeSchema } from './event-time';
import { uriSchema } from './uri';

const numberSchema = z.number(expected('a number'));
const textSchema = z.string(expected('a text'));

/** Fields of a report that hold numbers. */
export const NUMBER_FIELDS = ['value', 'minValue', 'maxValue', 'meanValue', 'sDev', 'percRank', 'percValue'] as const;

/** Which sensor, when. */
export const sensorMetadataSchema = fields({
  time: eventTimeSchema.optional(),
  startTime: eventTimeSchema.optional(),
  endTime: eventTimeSchema.optional(),
  deviceID: uriSchema.optional(),
  deviceMetadata: uriSchema.optional(),
  rawData: uriSchema.optional(),
  dataProcessingMethod: uriSchema.optional(),
  bizRules: uriSchema.optional(),
  extensions: extensionsSchema,
});

/** One measurement, or an alert. */
export const sensorReportSchema = fields({
  type: wordSchema(MEASUREMENTS, 'a type of measurement').optional(),
  exception: wordSchema(ALERTS, 'a type of alert').optional(),
  deviceID: uriSchema.optional(),
  deviceMetadata: uriSchema.optional(),
  rawData: uriSchema.optional(),
  dataProcessingMethod: uriSchema.optional(),
  bizRules: uriSchema.optional(),
  time: eventTimeSchema.optional(),
  microorganism: uriSchema.optional(),
  chemicalSubstance: uriSchema.optional(),
  coordinateReferenceSystem: uriSchema.optional(),
  component: wordSchema(COMPONENTS, 'a component').optional(),
  stringValue: textSchema.optional(),
  booleanValue: z.boolean(expected('true or false')).optional(),
  hexBinaryValue: textSchema.regex(/^(?:[A-Fa-f0-9]{2})+$/, 'must be hexadecimal bytes').optional(),
  uriValue: uriSchema.optional(),
  uom: textSchema.optional(),
  value: numberSchema.optional(),
  minValue: numberSchema.optional(),
  maxValue: numberSchema.optional(),
  meanValue: numberSchema.optional(),
  sDev: numberSchema.optional(),
  percRank: numberSchema.optional(),
  percValue: numberSchema.optional(),
  extensions: extensionsSchema,
}).refine(({ type, exception }) => type !== undefined || exception !== undefined, 'must have a type or an exception');

/** What one sensor reported. */
export const sensorElementSchema = fields({
  sensorMetadata: sensorMetadataSchema.optional(),
  sensorReport: filledListOf(sensorReportSchema),
  extensions: extensionsSchema,
});

/** What one sensor reported. */
export type SensorElement = z.infer<typeof sensorElementSchema>;
