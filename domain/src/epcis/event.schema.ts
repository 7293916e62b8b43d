/** The five events of EPCIS 2.0 in one form, whether they came as XML 1.2, XML 2.0 or JSON-LD. */
import { z } from 'zod';
import { expected, fields } from '../ledger/expected';
import { filledListOf, listOf } from './bounded-list';
import { BIZ_STEPS, DISPOSITIONS } from './cbv';
import {
  bizTransactionSchema,
  destinationSchema,
  errorDeclarationSchema,
  extensionsSchema,
  locationSchema,
  persistentDispositionSchema,
  quantityElementSchema,
  sourceSchema,
  wordSchema,
} from './event-parts.schema';
import { eventTimeSchema, timeZoneOffsetSchema } from './event-time';
import { checkAggregation, checkAssociation, checkObject, checkTransaction, checkTransformation } from './event.rules';
import { extensionSchema } from './extension';
import { sensorElementSchema } from './sensor.schema';
import { type Binding, identifierSchema, uriListSchema, uriSchema } from './uri';

const actionSchema = z.enum(['ADD', 'OBSERVE', 'DELETE'], expected('ADD, OBSERVE or DELETE'));
const quantitiesSchema = listOf(quantityElementSchema);
const ilmdSchema = z.array(extensionSchema, expected('an object'));

function commonFields(binding: Binding) {
  return {
    eventTime: eventTimeSchema,
    eventTimeZoneOffset: timeZoneOffsetSchema,
    recordTime: eventTimeSchema.optional(),
    eventID: identifierSchema(binding).optional(),
    errorDeclaration: errorDeclarationSchema(binding).optional(),
    certificationInfo: uriListSchema.optional(),
    bizStep: wordSchema(BIZ_STEPS, 'a business step').optional(),
    disposition: wordSchema(DISPOSITIONS, 'a disposition').optional(),
    persistentDisposition: persistentDispositionSchema.optional(),
    readPoint: locationSchema.optional(),
    bizLocation: locationSchema.optional(),
    bizTransactionList: listOf(bizTransactionSchema(binding)).optional(),
    sourceList: listOf(sourceSchema).optional(),
    destinationList: listOf(destinationSchema).optional(),
    sensorElementList: listOf(sensorElementSchema).optional(),
    extensions: extensionsSchema,
  };
}

/** The schema of an event as one of the two bindings writes it; what comes out is the same for both. */
function eventSchema(binding: Binding) {
  const common = commonFields(binding);
  const parentAndChildren = {
    parentID: uriSchema.optional(),
    childEPCs: uriListSchema.optional(),
    childQuantityList: quantitiesSchema.optional(),
    action: actionSchema,
  };
  return z.discriminatedUnion(
    'type',
    [
      fields({
        type: z.literal('ObjectEvent'),
        ...common,
        epcList: uriListSchema.optional(),
        quantityList: quantitiesSchema.optional(),
        action: actionSchema,
        ilmd: ilmdSchema.optional(),
      }).superRefine(checkObject),
      fields({ type: z.literal('AggregationEvent'), ...common, ...parentAndChildren }).superRefine(checkAggregation),
      fields({ type: z.literal('AssociationEvent'), ...common, ...parentAndChildren }).superRefine(checkAssociation),
      fields({
        type: z.literal('TransactionEvent'),
        ...common,
        bizTransactionList: filledListOf(bizTransactionSchema(binding)),
        parentID: uriSchema.optional(),
        epcList: uriListSchema.optional(),
        quantityList: quantitiesSchema.optional(),
        action: actionSchema,
      }).superRefine(checkTransaction),
      fields({
        type: z.literal('TransformationEvent'),
        ...common,
        inputEPCList: uriListSchema.optional(),
        inputQuantityList: quantitiesSchema.optional(),
        outputEPCList: uriListSchema.optional(),
        outputQuantityList: quantitiesSchema.optional(),
        transformationID: identifierSchema(binding).optional(),
        ilmd: ilmdSchema.optional(),
      }).superRefine(checkTransformation),
    ],
    { error: 'must be one of the five events of EPCIS 2.0' },
  );
}

const SCHEMAS = { xml: eventSchema('xml'), 'json-ld': eventSchema('json-ld') } as const;

/** The schema for events of a binding. */
export function eventSchemaFor(binding: Binding): (typeof SCHEMAS)['json-ld'] {
  return SCHEMAS[binding];
}

/** An event: what happened to which objects, when, where and why. */
export type EpcisEvent = z.infer<(typeof SCHEMAS)['json-ld']>;

/** An event about objects as they are. */
export type ObjectEvent = Extract<EpcisEvent, { type: 'ObjectEvent' }>;
