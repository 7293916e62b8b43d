/** EPCIS 2.0: events of one form, and what the ledger can apply of them. */
export * from './cbv';
export * from './commissioning';
export * from './effect';
export * from './epc-format';
export * from './event-exception.schema';
export * from './event.schema';
export * from './event-time';
export * from './extension';
export * from './hash/event-hash';
export { eventText } from './hash/event-text';
export * from './json-ld';
export * from './named-places';
export * from './namespace-prefixes';
export * from './read-event';
export * from './sensor.schema';
export * from './to-json-ld';
export * from './uri';
