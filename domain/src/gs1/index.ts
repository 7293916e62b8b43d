/** GS1 identification keys and barcodes. */
export * from './application-identifiers';
export * from './calendar-date';
export * from './charset-82';
export * from './check-digit';
export * from './company-prefix';
export * from './epc';
export * from './expiry';
export * from './gln';
export * from './gs1-date';
export * from './gtin';
export * from './lot-number';
export * from './national-number';
export * from './ndc';
export * from './scan';
export * from './serial';
export * from './sscc';
