/** The packing list: the containers that a packing fills and how many packs each gets, fixed before the first is packed. */
import type { Sscc } from '../../gs1';
import { compareBytes, type FieldFault, invalidInput } from '../../ledger';
import { MOST_PACKS_A_CONTAINER } from '../container';
import { PACKING_ENTRY_BYTES, packingEntryOf, ssccOfEntry } from './packing-page';

/** A container and the packs that this packing puts into it. */
export interface ListedContainer {
  readonly sscc: Sscc;
  readonly packs: number;
}

/** What one packing fills: at 50 packs a case, the million packs of the largest part. */
export const MOST_CONTAINERS_A_PACKING = 20_000;

const COUNT_BYTES = 4;
const LINE_BYTES = PACKING_ENTRY_BYTES + COUNT_BYTES;

/**
 * A list as the ledger keeps it: for each container, by ascending SSCC, its entry of a packing page, and the number of
 * packs in four bytes, highest first.
 *
 * @throws LedgerError INVALID_INPUT as {@link readPackingList}
 */
export function writePackingList(containers: readonly ListedContainer[]): Uint8Array {
  const sorted = [...containers].sort((one, other) => (one.sscc < other.sscc ? -1 : 1));
  const list = new Uint8Array(sorted.length * LINE_BYTES);
  const view = new DataView(list.buffer);
  sorted.forEach(({ sscc, packs }, index) => {
    list.set(packingEntryOf(sscc), index * LINE_BYTES);
    view.setUint32(index * LINE_BYTES + PACKING_ENTRY_BYTES, packs);
  });
  readPackingList(list);
  return list;
}

/**
 * The containers of a list that a caller sent.
 *
 * @throws LedgerError INVALID_INPUT when it is cut, empty or too long, does not ascend strictly, names no SSCC, or has a
 * container of no packs or too many
 */
export function readPackingList(list: Uint8Array): ListedContainer[] {
  const count = list.length / LINE_BYTES;
  if (!Number.isInteger(count) || count < 1 || count > MOST_CONTAINERS_A_PACKING) {
    throw invalidInput([fault(`must have 1 to ${MOST_CONTAINERS_A_PACKING} lines of ${LINE_BYTES} bytes`)]);
  }
  let last: Uint8Array | undefined;
  return linesOf(list).map((line) => {
    if (last !== undefined && compareBytes(entryOf(last), entryOf(line)) >= 0)
      throw invalidInput([fault('must ascend, with each SSCC once')]);
    last = line;
    return readLine(line);
  });
}

/** The lines of a part of a list that the ledger holds. */
export function containersOf(list: Uint8Array, from: number, to: number): ListedContainer[] {
  return linesOf(list.subarray(from * LINE_BYTES, to * LINE_BYTES)).map(readLine);
}

/** Whether a packing page's entry is one of a list's containers: a binary search. */
export function isListed(list: Uint8Array, entry: Uint8Array): boolean {
  let low = 0;
  let high = Math.floor(list.length / LINE_BYTES) - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const order = compareBytes(entryOf(lineAt(list, middle)), entry);
    if (order === 0) return true;
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}

/** How many packs a list's containers get together. */
export function packsOnList(containers: readonly ListedContainer[]): number {
  return containers.reduce((sum, { packs }) => sum + packs, 0);
}

function readLine(line: Uint8Array): ListedContainer {
  const sscc = ssccOfEntry(entryOf(line));
  const packs = new DataView(line.buffer, line.byteOffset + PACKING_ENTRY_BYTES).getUint32(0);
  if (sscc === undefined) throw invalidInput([fault('must name SSCCs')]);
  if (packs < 1 || packs > MOST_PACKS_A_CONTAINER)
    throw invalidInput([fault(`must have 1 to ${MOST_PACKS_A_CONTAINER} packs in each container`)]);
  return { sscc, packs };
}

function linesOf(list: Uint8Array): Uint8Array[] {
  return Array.from({ length: Math.floor(list.length / LINE_BYTES) }, (_, index) => lineAt(list, index));
}

function lineAt(list: Uint8Array, index: number): Uint8Array {
  return list.subarray(index * LINE_BYTES, (index + 1) * LINE_BYTES);
}

function entryOf(line: Uint8Array): Uint8Array {
  return line.subarray(0, PACKING_ENTRY_BYTES);
}

function fault(rule: string): FieldFault {
  return { field: 'transient[list]', rule };
}
