/**
 * The log of a custodian's batches of one patient, as the ledger holds it: a tree that only grows, known by its peaks
 * (the roots of its full subtrees), so that a state of some hashes binds any number of batches in their order.
 */
import { z } from 'zod';
import { type Digest, fromHex, hexSchema, toHex } from '../../ledger';
import { hashLeaf, hashNode } from '../../merkle';

/** Peaks of the longest log: one for each bit of its size. */
const MOST_PEAKS = 53;

/** The log. */
export const recordLogSchema = z
  .strictObject({
    /** How many batches it has. */
    size: z.int().min(0),
    /** The roots of the full subtrees, the largest and oldest first. */
    peaks: z.array(hexSchema(32)).max(MOST_PEAKS),
  })
  .refine(({ size, peaks }) => peaks.length === onesOf(size), 'must have a peak for each bit of its size');

/** The log. */
export type RecordLog = z.infer<typeof recordLogSchema>;

/** The log before its first batch. */
export const EMPTY_RECORD_LOG: RecordLog = { size: 0, peaks: [] };

/** What is wrong with batches that are to be those of a log. */
export type LogFault =
  /** So many are missing at the end, or, when it is negative, too many. */
  | { readonly kind: 'batches-missing'; readonly count: number }
  /** One of these is not the one that was appended, counted from 0 and without `end`. */
  | { readonly kind: 'batches-altered'; readonly start: number; readonly end: number };

/** The log with one more batch. */
export function appendBatch(digest: Digest, { size, peaks }: RecordLog, root: string): RecordLog {
  const next = [...peaks];
  let hash = hashLeaf(digest, fromHex(root));
  // Each trailing one of the size is a full subtree as large as what is being appended: the two become one.
  for (let rest = size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
    hash = hashNode(digest, fromHex(next.pop() ?? ''), hash);
  }
  return { size: size + 1, peaks: [...next, toHex(hash)] };
}

/** The log's root, hex: that of RFC 6962, section 2.1, over the roots of its batches. */
export function logRoot(digest: Digest, { peaks }: RecordLog): string {
  const hashes = peaks.map(fromHex);
  const last = hashes.pop();
  if (last === undefined) return toHex(digest.sha256(new Uint8Array()));
  return toHex(hashes.reduceRight((right, left) => hashNode(digest, left, right), last));
}

/** Verifies that these are the roots of all the log's batches, in their order; no fault when they are. */
export function verifyBatches(digest: Digest, log: RecordLog, roots: readonly string[]): LogFault[] {
  if (roots.length !== log.size) return [{ kind: 'batches-missing', count: log.size - roots.length }];
  let built = EMPTY_RECORD_LOG;
  for (const root of roots) built = appendBatch(digest, built, root);
  const faults: LogFault[] = [];
  let start = 0;
  log.peaks.forEach((peak, index) => {
    const end = start + peakSize(log.size - start);
    if (built.peaks[index] !== peak) faults.push({ kind: 'batches-altered', start, end });
    start = end;
  });
  return faults;
}

/** The largest power of two within a number above 0. */
function peakSize(rest: number): number {
  let size = 1;
  while (size * 2 <= rest) size *= 2;
  return size;
}

function onesOf(size: number): number {
  let ones = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) ones += rest % 2;
  return ones;
}
