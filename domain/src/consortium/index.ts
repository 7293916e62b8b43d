/** Who takes part, and where. */
export * from './consortium.schema';
