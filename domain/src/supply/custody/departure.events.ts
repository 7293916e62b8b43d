/** What happens at the border of the network. */
import { z } from 'zod';
import { eventSchema } from '../../ledger';
import { departureSchema, readmissionSchema } from './departure.schema';

const { changedAt: _departed, ...departure } = departureSchema.shape;
const { changedAt: _readmitted, ...readmission } = readmissionSchema.shape;

/** A holder let containers leave for a place outside the network: nobody holds them. */
export const containersLeftSchema = eventSchema('ContainersLeft', departure);
export type ContainersLeft = z.infer<typeof containersLeftSchema>;

/** An organisation has containers in hand that had left or were lost, and holds them. */
export const containersReadmittedSchema = eventSchema('ContainersReadmitted', readmission);
export type ContainersReadmitted = z.infer<typeof containersReadmittedSchema>;
