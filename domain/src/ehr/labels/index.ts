/** Labels: what a resource tells of, and the item that a decision about it looks at. */
export { clinicalPeriodOf } from './clinical-period';
export * from './item-of.rules';
export * from './label-resource.rules';
export * from './label-settings.schema';
export type { JsonObject } from './resource-elements';
export { factsOf, type ResourceFacts } from './resource-facts';
