/** Scanned barcodes: from text to typed fields, and what may have gone wrong on the way. */
export * from './alternative-readings';
export * from './parse-scan';
export { missingForPack, type Carrier, type Scan, type ScanFault, type ScannedField, type ScanResult } from './scan';
export * from './technical-cause';
export * from './write-pack-code';
