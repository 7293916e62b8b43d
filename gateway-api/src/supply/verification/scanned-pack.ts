/** The pack that a scan names. */
import type { Scan } from '@theriac/domain/gs1';
import { z } from 'zod';
import type { ScannedPack } from './judgement';

/** What the scanner sent: an element string, bracketed text or a GS1 Digital Link. */
export const scanSchema = z.string().min(1, 'must not be empty').max(4_296, 'must have at most 4296 characters');

/** The pack, when the scan has product, lot and serial: what the ledger is asked by. */
export function packOf({ gtin, lot, serial, expiry }: Scan): ScannedPack | undefined {
  if (gtin === undefined || lot === undefined || serial === undefined) return undefined;
  return { gtin, lot, serial, ...(expiry && { expiry: expiry.date }) };
}
