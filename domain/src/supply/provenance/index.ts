/** Provenance: a pack's way from its making to now. */
export * from './provenance.schema';
export * from './trace-pack.rules';
export * from './shown-provenance.rules';
