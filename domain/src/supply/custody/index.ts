/** Custody: who has what, and how it passes on. */
export * from './custody.events';
export * from './custody.schema';
export * from './end-shipment.rules';
export * from './ship-containers.rules';
