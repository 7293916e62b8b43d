/** Containers: what lies in them, and where they are. */
export * from './container.events';
export * from './container.schema';
export * from './count-packs';
export * from './guard-of';
export * from './lineage';
export * from './open-container.rules';
export * from './pack-containers.rules';
export * from './pack-status.schema';
export * from './place';
export * from './unpack-containers.rules';
export * from './whereabouts';
