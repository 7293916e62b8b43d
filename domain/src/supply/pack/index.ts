/** Packs with a life of their own: supplied, opened, decommissioned, repacked. */
export * from './actor-commitment';
export * from './container-status.rules';
export * from './decommission-pack.rules';
export * from './hand-over.schema';
export * from './open-pack.rules';
export * from './pack-guard';
export * from './pack-situation';
export * from './pack.events';
export * from './pack.schema';
export * from './repack-packs.rules';
export * from './report-hand-over.rules';
export * from './supply-pack.rules';
export * from './undo-pack.rules';
