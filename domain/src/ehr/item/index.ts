/** What the decision about a record's release looks at. */
export * from './clinical-type.schema';
export * from './item.schema';
export * from './labels.schema';
