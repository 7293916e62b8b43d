/** Containers leave the network for a place of nobody who is in it, and come back into it. */
import { z } from 'zod';
import { glnSchema, ssccSchema } from '../../gs1';
import { instantSchema, type StateShape } from '../../ledger';
import { memberNameSchema } from '../company-prefix.schema';
import { departureIdSchema, holderSchema, readmissionIdSchema } from '../container';
import { shipmentSchema } from './custody.schema';

const { containers } = shipmentSchema.shape;

/** The command: let containers leave for a place outside the network. */
export const letContainersLeaveSchema = z.strictObject({ departure: departureIdSchema, containers, to: glnSchema });

/** The command: let containers leave for a place outside the network. */
export type LetContainersLeave = z.infer<typeof letContainersLeaveSchema>;

/** Who let which containers leave, whereto, and when. */
export const departureSchema = letContainersLeaveSchema.extend({ from: holderSchema, changedAt: instantSchema });

/** Who let which containers leave, whereto, and when. */
export type Departure = z.infer<typeof departureSchema>;

/** The question: what left with this departure? */
export const readDepartureSchema = z.strictObject({ departure: departureIdSchema });

/** The command: take containers that left, or were lost, into custody again, where they are in hand. */
export const readmitContainersSchema = z.strictObject({
  readmission: readmissionIdSchema,
  containers,
  /** The place that they came from. */
  from: glnSchema,
});

/** The command: take containers into custody again. */
export type ReadmitContainers = z.infer<typeof readmitContainersSchema>;

/** Who took which containers into custody again, from where, and when. */
export const readmissionSchema = readmitContainersSchema.extend({
  holder: holderSchema,
  /** Those that another organisation held last: it has a right to know. */
  flags: z.array(z.strictObject({ sscc: ssccSchema, lastHolder: memberNameSchema })),
  changedAt: instantSchema,
});

/** Who took which containers into custody again, from where, and when. */
export type Readmission = z.infer<typeof readmissionSchema>;

/** The question: what came back with this readmission? */
export const readReadmissionSchema = z.strictObject({ readmission: readmissionIdSchema });

/** Where departures lie on the ledger. */
export const departureShape: StateShape<Departure> = {
  objectType: 'departure',
  schema: departureSchema,
  keyOf: ({ departure }) => [departure],
  upcasts: [],
};

/** Where readmissions lie on the ledger. */
export const readmissionShape: StateShape<Readmission> = {
  objectType: 'readmission',
  schema: readmissionSchema,
  keyOf: ({ readmission }) => [readmission],
  upcasts: [],
};
