/** Packing: packs of a part go into containers for the first time. */
export * from './abandon-packing.rules';
export * from './claim-containers.rules';
export * from './close-packing.rules';
export * from './open-packing.rules';
export * from './packed-places';
export * from './packing-list';
export * from './packing-page';
export * from './packing.events';
export * from './packing.schema';
export * from './write-packing-pages.rules';
