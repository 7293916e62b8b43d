/** How the ledger lets go of a patient. */
export * from './answer-erasure.rules';
export * from './erasure-commands.schema';
export * from './erasure-statement.schema';
export * from './erasure.events';
export * from './erasure.permissions';
export * from './erasure.schema';
export * from './purge-patient.rules';
export * from './request-erasure.rules';
export * from './stand.rules';
