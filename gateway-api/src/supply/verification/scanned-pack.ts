/** The pack that a scan names. */
import type { Scan } from '@theriac/domain/gs1';
import type { ScannedPack } from './judgement';

/** The pack, when the scan has product, lot and serial: what the ledger is asked by. */
export function packOf({ gtin, lot, serial, expiry }: Scan): ScannedPack | undefined {
  if (gtin === undefined || lot === undefined || serial === undefined) return undefined;
  return { gtin, lot, serial, ...(expiry && { expiry: expiry.date }) };
}
