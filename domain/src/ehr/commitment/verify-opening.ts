/** A reader's check of what a custodian shows of a batch, and of the bodies that came with it. */
import { type Digest, fromHex, toHex } from '../../ledger';
import { levelsOver, rootOf } from '../../merkle';
import { hashClass } from './commit-batch';
import { hashCount, hashTree } from './counted-tree';
import type { BatchOpening, Counted, OpenClass, OpeningLimit } from './opening.schema';
import type { OpeningFault } from './opening-fault';
import { hashBody, hashRecord, type RecordVersion } from './record-leaf';

/** A body that was received. */
export interface ReceivedRecord extends RecordVersion {
  /** The FHIR resource. */
  readonly body: unknown;
}

/** What the reader knows for sure. */
export interface AnchoredBatch {
  readonly patient: string;
  /** The root that stands in the custodian's record log on the ledger, hex. */
  readonly root: string;
  /** What the reader's consents may keep from them. */
  readonly limit: OpeningLimit;
}

type OpenLeaf = Exclude<OpenClass['leaves'][number], string>;

/**
 * Verifies an opening.
 *
 * @param received the bodies that came for this batch
 * @returns every fault that was found: none, when all that was granted came as it was committed
 */
export function verifyOpening(
  digest: Digest,
  batch: AnchoredBatch,
  opening: BatchOpening,
  received: readonly ReceivedRecord[],
): OpeningFault[] {
  const faults: OpeningFault[] = [];
  const open = opening.entries.filter((entry) => typeof entry !== 'string');
  const hasTwice = new Set(open.map((entry) => entry.class)).size < open.length;
  if (hasTwice || shownRoot(digest, opening) !== batch.root) faults.push({ kind: 'batch-altered' });
  faults.push(...classFaults(opening, open.length, batch.limit));
  const bodies = new Map(received.map((one) => [nameOf(one), one]));
  for (const one of open) faults.push(...recordFaults(digest, batch, one, bodies));
  // What an open leaf named is gone from the map by now.
  for (const { record, version } of bodies.values()) faults.push({ kind: 'record-uncommitted', record, version });
  return faults;
}

/** The root that an opening leads to. */
function shownRoot(digest: Digest, { counted, entries }: BatchOpening): string {
  const hashes = entries.map((entry) => {
    if (typeof entry === 'string') return fromHex(entry);
    const { root, salt } = entry;
    return hashClass(digest, entry.class, { root, counted: hashOfCount(digest, entry.counted) }, salt);
  });
  const root = toHex(rootOf(digest, levelsOver(digest, hashes)));
  return toHex(hashTree(digest, { root, counted: hashOfCount(digest, counted) }));
}

function classFaults({ counted }: BatchOpening, open: number, limit: OpeningLimit): OpeningFault[] {
  if (limit !== 'nothing') return [];
  if (typeof counted === 'string') return [{ kind: 'count-withheld' }];
  return open < counted.count ? [{ kind: 'classes-withheld', count: counted.count - open }] : [];
}

/** Faults of a class's records; takes their bodies out of the map. */
function recordFaults(
  digest: Digest,
  { patient, limit }: AnchoredBatch,
  shown: OpenClass,
  bodies: Map<string, ReceivedRecord>,
): OpeningFault[] {
  const { class: name, leaves, counted } = shown;
  const open = leaves.filter((leaf) => typeof leaf !== 'string');
  const faults: OpeningFault[] = [];
  const withheld: RecordVersion[] = [];
  for (const leaf of open) {
    const { record, version } = leaf;
    const came = bodies.get(nameOf(leaf));
    bodies.delete(nameOf(leaf));
    if (came === undefined) withheld.push({ record, version });
    else if (!isCommitted(digest, patient, name, leaf, came.body))
      faults.push({ kind: 'record-altered', class: name, record, version });
  }
  if (limit !== 'records' && typeof counted === 'string') faults.push({ kind: 'count-withheld', class: name });
  const unnamed = typeof counted === 'string' ? 0 : Math.max(0, counted.count - open.length);
  const count = withheld.length + unnamed;
  if (count > 0) faults.push({ kind: 'record-withheld', class: name, count, records: withheld });
  if (leavesRoot(digest, shown) !== shown.root) faults.push({ kind: 'class-altered', class: name });
  return faults;
}

function isCommitted(
  digest: Digest,
  patient: string,
  name: string,
  { record, version, salt, leaf }: OpenLeaf,
  body: unknown,
): boolean {
  const commitment = { record, version, class: name, body: hashBody(digest, body) };
  return toHex(hashRecord(digest, patient, commitment, salt)) === leaf;
}

function leavesRoot(digest: Digest, { leaves }: OpenClass): string {
  const hashes = leaves.map((leaf) => fromHex(typeof leaf === 'string' ? leaf : leaf.leaf));
  return toHex(rootOf(digest, levelsOver(digest, hashes)));
}

function hashOfCount(digest: Digest, counted: Counted): string {
  return typeof counted === 'string' ? counted : hashCount(digest, counted.count, counted.salt);
}

function nameOf({ record, version }: RecordVersion): string {
  return `${record}/${version}`;
}
