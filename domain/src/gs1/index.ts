/** GS1 identification keys and barcodes. */
export * from './check-digit';
export * from './gln';
