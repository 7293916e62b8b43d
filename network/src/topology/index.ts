/** The consortium's one description, and what derives from it directly. */
export * from './consortium';
export * from './cross-references';
export * from './load-topology';
export * from './ports';
export * from './questions';
export * from './topology.schema';
