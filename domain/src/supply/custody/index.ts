/** Custody: who has containers, how they pass from one to another, leave the network and come back. */
export * from './custody.events';
export * from './custody.schema';
export * from './departure.events';
export * from './departure.schema';
export * from './end-shipment.rules';
export * from './let-containers-leave.rules';
export * from './lineage';
export * from './readmit-containers.rules';
export * from './ship-containers.rules';
