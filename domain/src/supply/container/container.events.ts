/** What happens to containers. */
import { z } from 'zod';
import { eventSchema } from '../../ledger';
import { containerSchema, packContainersSchema } from './container.schema';

const { holder } = containerSchema.shape;
const { sscc, children } = packContainersSchema.shape;

/** Containers were put into a container. */
export const containersPackedSchema = eventSchema('ContainersPacked', { sscc, children, holder });
export type ContainersPacked = z.infer<typeof containersPackedSchema>;

/** Containers were taken out of a container. */
export const containersUnpackedSchema = eventSchema('ContainersUnpacked', { sscc, children, holder });
export type ContainersUnpacked = z.infer<typeof containersUnpackedSchema>;

/** A container was opened: all that lay in it stands by itself. */
export const containerOpenedSchema = eventSchema('ContainerOpened', { sscc, holder });
export type ContainerOpened = z.infer<typeof containerOpenedSchema>;
